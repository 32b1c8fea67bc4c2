"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.models import Term
from partnerships.tests.factories import PartnershipFactory, UserFactory
from rmp.relationship import models


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class InterestedPartyFactory(InSpaceFactory):
    """`evaluated=True`: with its place on the map and the reason for it."""

    class Meta:
        model = models.InterestedParty

    class Params:
        evaluated = factory.Trait(influence=4, interest=3, evaluation="They pay for it.")

    name = factory.Sequence(lambda n: f"Interested party {n:03}")
    category = factory.LazyFunction(lambda: Term.objects.get(taxonomy=Term.Taxonomy.INTERESTED_PARTY, code="students"))


class ExpectationFactory(DjangoModelFactory):
    class Meta:
        model = models.Expectation

    interested_party = factory.SubFactory(InterestedPartyFactory)
    author = factory.LazyAttribute(lambda o: o.interested_party.author)
    text = factory.Sequence(lambda n: f"Expectation {n:03}")


class ContextFactorFactory(InSpaceFactory):
    class Meta:
        model = models.ContextFactor

    title = factory.Sequence(lambda n: f"Factor {n:03}")
    origin = models.ContextFactor.Origin.EXTERNAL
    bearing = models.ContextFactor.Bearing.HELPS


class AppraisalFactory(InSpaceFactory):
    """`fixed=True`: as all parties signed it."""

    class Meta:
        model = models.Appraisal

    class Params:
        fixed = factory.Trait(state=models.Appraisal.State.FIXED, fixed_on=dt.date(2026, 2, 1))

    horizon = models.Appraisal.Horizon.CURRENT
    on = dt.date(2026, 1, 15)
    findings = "It works."
    mode = "collaborative"


class ExpectedOutcomeFactory(DjangoModelFactory):
    class Meta:
        model = models.ExpectedOutcome

    appraisal = factory.SubFactory(AppraisalFactory)
    author = factory.LazyAttribute(lambda o: o.appraisal.author)
    starts_on = factory.Sequence(lambda n: dt.date(2026, 1, 1) + dt.timedelta(days=n % 1000))
    outcome = "A first gearbox."


class AdvantageFactory(InSpaceFactory):
    class Meta:
        model = models.Advantage

    title = factory.Sequence(lambda n: f"Advantage {n:03}")


class SustainabilityFactory(InSpaceFactory):
    class Meta:
        model = models.Sustainability

    where = factory.Sequence(lambda n: f"Place {n:03}")


class BenchmarkNoteFactory(InSpaceFactory):
    class Meta:
        model = models.BenchmarkNote

    title = factory.Sequence(lambda n: f"Good practice {n:03}")
    seen_at = "Another alliance"
    change = "We do it too."


class RelationshipLinkFactory(InSpaceFactory):
    class Meta:
        model = models.RelationshipLink

    kind = models.RelationshipLink.Kind.GREW_FROM
    other = factory.SubFactory(PartnershipFactory)


class PriorityFactory(InSpaceFactory):
    """`brings` and `takes` score all criteria of the kind alike."""

    class Meta:
        model = models.Priority

    class Params:
        brings = 4
        takes = 2

    tier = models.Priority.Tier.KEY
    fit = knowledge = talent = returns = factory.SelfAttribute("brings")
    time = cost = coordination = exposure = factory.SelfAttribute("takes")


class EngagementProcessFactory(InSpaceFactory):
    class Meta:
        model = models.EngagementProcess

    management_mode = models.EngagementProcess.Mode.TOGETHER


class EngagementStepFactory(DjangoModelFactory):
    class Meta:
        model = models.EngagementStep

    process = factory.SubFactory(EngagementProcessFactory)
    author = factory.LazyAttribute(lambda o: o.process.author)
    stage = models.EngagementStep.Stage.WORKING
    title = factory.Sequence(lambda n: f"Step {n:03}")


class CommunicationLineFactory(InSpaceFactory):
    class Meta:
        model = models.CommunicationLine

    topic = factory.Sequence(lambda n: f"Topic {n:03}")
    who, whom = "The leader", "The other leader"
    frequency = models.CommunicationLine.Frequency.WEEKLY
    channel = "Telephone"
