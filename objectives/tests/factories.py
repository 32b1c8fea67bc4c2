"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from objectives import models
from objectives.models import Objective
from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.models import Term
from partnerships.tests.factories import PartnershipFactory, UserFactory


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class DriverFactory(InSpaceFactory):
    class Meta:
        model = models.Driver

    title = factory.Sequence(lambda n: f"Driver {n:03}")


class ValueCaseFactory(InSpaceFactory):
    class Meta:
        model = models.ValueCase

    reason = "It opens doors."


class DifferenceNoteFactory(InSpaceFactory):
    class Meta:
        model = models.DifferenceNote

    kind = models.DifferenceNote.Kind.TIME
    description = "Semesters here, quarters there."


class MechanismFactory(InSpaceFactory):
    class Meta:
        model = models.Mechanism

    title = factory.Sequence(lambda n: f"Way {n:03}")
    kind = models.Mechanism.Kind.MEETING


class SummaryFactory(InSpaceFactory):
    class Meta:
        model = models.Summary

    period_from = dt.date(2026, 1, 1)
    period_to = dt.date(2026, 3, 31)
    due_on = dt.date(2026, 4, 15)


class ObjectiveFactory(InSpaceFactory):
    """`agreed=True`: a common objective as all parties agreed it, or an own one as its party adopted it."""

    class Meta:
        model = Objective

    class Params:
        agreed = factory.Trait(state=Objective.State.AGREED, agreed_at=factory.LazyFunction(timezone.now))
        active = factory.Trait(state=Objective.State.ACTIVE, agreed_at=factory.LazyFunction(timezone.now))

    title = factory.Sequence(lambda n: f"Objective {n:03}")
    term = Objective.Span.MEDIUM


class PartFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    objective = factory.SubFactory(ObjectiveFactory)
    author = factory.LazyAttribute(lambda o: o.objective.author)


class PartyPartFactory(PartFactory):
    class Meta:
        abstract = True

    party = factory.LazyAttribute(lambda o: o.objective.party)


class MeasureFactory(PartFactory):
    class Meta:
        model = models.Measure

    name = factory.Sequence(lambda n: f"Measure {n:03}")
    baseline = 0
    target = 10


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = models.Reading

    measure = factory.SubFactory(MeasureFactory)
    author = factory.LazyAttribute(lambda o: o.measure.author)
    on = factory.LazyFunction(today)
    value = 5


class MilestoneFactory(PartFactory):
    class Meta:
        model = models.Milestone

    title = factory.Sequence(lambda n: f"Milestone {n:03}")
    due_on = dt.date(2030, 6, 30)


class ResourceCommitmentFactory(PartyPartFactory):
    class Meta:
        model = models.ResourceCommitment

    resource = factory.LazyFunction(lambda: Term.objects.get(taxonomy=Term.Taxonomy.RESOURCE, code="funding"))
    planned = 1000
    unit = "EUR"


class CapabilityCheckFactory(PartyPartFactory):
    class Meta:
        model = models.CapabilityCheck

    verdict = models.CapabilityCheck.Verdict.CAPABLE


class RestatementFactory(PartyPartFactory):
    class Meta:
        model = models.Restatement

    text = "You want quieter gears."


class ProgressCheckFactory(PartFactory):
    class Meta:
        model = models.ProgressCheck

    on = factory.LazyFunction(today)
    finding = "It goes well."
    health = Objective.Health.ON_TRACK


class CommunicationFactory(PartFactory):
    class Meta:
        model = models.Communication

    audience = "The whole team"
    channel = "Mail"
    on = factory.LazyFunction(today)


class AlignmentFactory(PartFactory):
    class Meta:
        model = models.Alignment

    common = factory.SubFactory(ObjectiveFactory, partnership=factory.SelfAttribute("..objective.partnership"))
    value = models.Alignment.Value.SUPPORTS


class RevisionConditionFactory(InSpaceFactory):
    class Meta:
        model = models.RevisionCondition

    kind = models.RevisionCondition.Kind.CONTEXT


class InitiatorRuleFactory(InSpaceFactory):
    class Meta:
        model = models.InitiatorRule
        skip_postgeneration_save = True

    kind = models.InitiatorRule.Kind.SENIOR

    @factory.post_generation
    def conditions(self, create, extracted, **kwargs):
        if extracted:
            self.conditions.set(extracted)


class RevisionStepFactory(InSpaceFactory):
    class Meta:
        model = models.RevisionStep

    order = factory.Sequence(lambda n: n % 30_000)
    name = factory.Sequence(lambda n: f"Step {n:03}")


class RevisionFactory(InSpaceFactory):
    class Meta:
        model = models.Revision

    objective = factory.SubFactory(
        ObjectiveFactory,
        partnership=factory.SelfAttribute("..partnership"),
        author=factory.SelfAttribute("..author"),
        agreed=True,
    )
    condition = factory.SubFactory(
        RevisionConditionFactory, partnership=factory.SelfAttribute("..partnership"), author=factory.SelfAttribute("..author")
    )
    reason = "The market moved."
