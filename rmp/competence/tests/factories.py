"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.models import Term
from partnerships.tests.factories import PartnershipFactory, UserFactory
from rmp.competence import models as m


def role(code="operative"):
    """A role of the taxonomy; the suite runs without the migrations that fill it."""
    values = {"label": code, "position": 1}
    return Term.objects.get_or_create(taxonomy=Term.Taxonomy.COMPETENCE_ROLE, code=code, defaults=values)[0]


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class CompetenceFactory(DjangoModelFactory):
    class Meta:
        model = m.Competence

    code = factory.Sequence(lambda n: f"C{n:03}")
    kind = m.Competence.Kind.ABILITY
    title = factory.Sequence(lambda n: f"Competence {n:03}")
    text = "What it is."
    level_3 = "Does it every day."


class RoleProfileFactory(InSpaceFactory):
    class Meta:
        model = m.RoleProfile

    role = factory.LazyFunction(role)
    purpose = "Keeps the line running."


class RoleRequirementFactory(DjangoModelFactory):
    class Meta:
        model = m.RoleRequirement

    profile = factory.SubFactory(RoleProfileFactory)
    author = factory.LazyAttribute(lambda o: o.profile.author)
    competence = factory.SubFactory(CompetenceFactory)
    required_level = 3


class RoleHolderFactory(InSpaceFactory):
    """In the private space of a party, as it must be."""

    class Meta:
        model = m.RoleHolder

    role = factory.LazyFunction(role)
    name = factory.LazyAttributeSequence(lambda o, n: "" if o.person else f"Somebody {n:03}")
    person = None
    since = dt.date(2020, 1, 1)


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = m.Assessment

    holder = factory.SubFactory(RoleHolderFactory)
    author = factory.LazyAttribute(lambda o: o.holder.author)
    competence = factory.SubFactory(CompetenceFactory)
    rater = m.Assessment.Rater.MANAGER
    level = 3
    evidence = "Ran the line alone in May."


class DevelopmentStepFactory(DjangoModelFactory):
    class Meta:
        model = m.DevelopmentStep

    holder = factory.SubFactory(RoleHolderFactory)
    author = factory.LazyAttribute(lambda o: o.holder.author)
    kind = m.DevelopmentStep.Kind.COACHING
    aim = "Speak up early."


class CoverageSnapshotFactory(InSpaceFactory):
    class Meta:
        model = m.CoverageSnapshot

    published_on = factory.LazyFunction(today)


class CoverageFigureFactory(DjangoModelFactory):
    class Meta:
        model = m.CoverageFigure

    snapshot = factory.SubFactory(CoverageSnapshotFactory)
    author = factory.LazyAttribute(lambda o: o.snapshot.author)
    role = factory.LazyFunction(role)
    competence = factory.SubFactory(CompetenceFactory)
    required_level = 3
    status = "shown"
    people = 6
    at_least = 4
    at_most = 6
    band = "most"
    as_of = factory.LazyFunction(today)


class DevelopmentActionFactory(InSpaceFactory):
    class Meta:
        model = m.DevelopmentAction

    title = factory.Sequence(lambda n: f"Measure {n:03}")
    kind = m.DevelopmentAction.Kind.TRAINING
    responsible = factory.LazyAttribute(
        lambda o: o.party or o.partnership.participations.order_by("party__name").first().party  # any of them
    )


class BehaviourCharterFactory(InSpaceFactory):
    """`agreed=True`: as all parties signed it."""

    class Meta:
        model = m.BehaviourCharter

    class Params:
        agreed = factory.Trait(state=m.BehaviourCharter.State.AGREED, agreed_on=factory.LazyFunction(today))

    number = factory.Sequence(lambda n: n + 1)
    purpose = "So that nobody has to guess."


class CharterStatementFactory(DjangoModelFactory):
    class Meta:
        model = m.CharterStatement

    charter = factory.SubFactory(BehaviourCharterFactory)
    author = factory.LazyAttribute(lambda o: o.charter.author)
    text = factory.Sequence(lambda n: f"We keep promise {n:03}")


class BehaviourObservationFactory(InSpaceFactory):
    """By a party about another: `party` and `about` are needed."""

    class Meta:
        model = m.BehaviourObservation

    kind = m.BehaviourObservation.Kind.EXEMPLARY
    what = "They told us of the broken pump the same day."


class InductionFactory(InSpaceFactory):
    class Meta:
        model = m.Induction

    role = factory.LazyFunction(role)
    name = "Nora New"
    starts_on = factory.LazyFunction(today)
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=30))


class InductionStepFactory(DjangoModelFactory):
    class Meta:
        model = m.InductionStep

    induction = factory.SubFactory(InductionFactory)
    author = factory.LazyAttribute(lambda o: o.induction.author)
    text = factory.Sequence(lambda n: f"Step {n:03}")


class OrgCapabilityFactory(InSpaceFactory):
    class Meta:
        model = m.OrgCapability

    dimension = m.OrgCapability.Dimension.PEOPLE
    finding = m.OrgCapability.Finding.STRENGTH
    what = "We train every operator ourselves."
