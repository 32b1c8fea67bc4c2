"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from assessments import models
from assessments.models import Cycle, CycleSide, Instrument, Item, Questionnaire
from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, PartyFactory, UserFactory


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class InstrumentFactory(DjangoModelFactory):
    """In force, of the installation; `party=...` makes it that party's."""

    class Meta:
        model = Instrument

    code = factory.Sequence(lambda n: f"questions-{n:03}")
    title = factory.Sequence(lambda n: f"Questions {n:03}")
    kind = models.Kind.HEALTH_CHECK
    state = Instrument.State.ACTIVE


class DimensionFactory(DjangoModelFactory):
    class Meta:
        model = models.Dimension

    instrument = factory.SubFactory(InstrumentFactory)
    principle = factory.Sequence(lambda n: n % 12 + 1)
    position = factory.SelfAttribute("principle")


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Item

    dimension = factory.SubFactory(DimensionFactory)
    code = factory.Sequence(lambda n: f"item-{n:03}")
    position = factory.Sequence(lambda n: n)
    text = factory.Sequence(lambda n: f"Statement {n:03} holds.")


class CycleFactory(InSpaceFactory):
    class Meta:
        model = Cycle

    title = factory.Sequence(lambda n: f"Cycle {n:03}")
    instrument = factory.SubFactory(InstrumentFactory)
    closes_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=14))

    class Params:
        released = factory.Trait(
            state=Cycle.State.RELEASED,
            opened_on=factory.LazyFunction(today),
            answers_in_on=factory.LazyFunction(today),
            released_on=factory.LazyFunction(today),
        )


class CycleSideFactory(DjangoModelFactory):
    class Meta:
        model = CycleSide

    cycle = factory.SubFactory(CycleFactory)
    party = factory.SubFactory(PartyFactory)


class RespondentFactory(InSpaceFactory):
    class Meta:
        model = models.Respondent
        skip_postgeneration_save = True

    party = factory.SubFactory(PartyFactory)
    cycle = factory.SubFactory(CycleFactory, partnership=factory.SelfAttribute("..partnership"))
    email = factory.Sequence(lambda n: f"somebody{n:03}@example.org")

    @factory.post_generation
    def questionnaire(self, create, extracted, **kwargs):
        Questionnaire.objects.create(respondent=self)

    class Params:
        asked = factory.Trait(user=factory.SubFactory(UserFactory), email="")


class ConsensusFactory(DjangoModelFactory):
    class Meta:
        model = models.Consensus

    cycle = factory.SubFactory(CycleFactory)
    dimension = factory.LazyAttribute(lambda o: DimensionFactory(instrument=o.cycle.instrument))
    author = factory.LazyAttribute(lambda o: o.cycle.author)
    score = 4
    rationale = "We looked at it together."


class ImprovementFactory(InSpaceFactory):
    class Meta:
        model = models.Improvement

    cycle = factory.SubFactory(CycleFactory, partnership=factory.SelfAttribute("..partnership"), released=True)
    title = factory.Sequence(lambda n: f"Improvement {n:03}")
    expected = "Decisions within a week."
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=60))


class MaturityClaimFactory(InSpaceFactory):
    class Meta:
        model = models.MaturityClaim

    principle = 3
    level = 2
    evidence = "Objectives written by one side."
    claimed_on = factory.LazyFunction(today)


class OptimizationReviewFactory(InSpaceFactory):
    class Meta:
        model = models.OptimizationReview

    decision = models.OptimizationReview.Decision.IMPROVE
    reasons = "It is worth it."


class RhythmFactory(InSpaceFactory):
    class Meta:
        model = models.Rhythm

    title = factory.Sequence(lambda n: f"Rhythm {n:03}")
    instrument = factory.SubFactory(InstrumentFactory)
    next_on = factory.LazyFunction(today)
