"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, UserFactory
from risks import models
from risks.models import Acceptance, Consensus, RiskCriteria


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class RiskCriteriaFactory(InSpaceFactory):
    class Meta:
        model = RiskCriteria

    class Params:
        in_force = factory.Trait(state=RiskCriteria.State.IN_FORCE, in_force_on=factory.LazyFunction(today))

    number = factory.Sequence(lambda n: n + 1)


class ImpactDimensionFactory(DjangoModelFactory):
    class Meta:
        model = models.ImpactDimension

    criteria = factory.SubFactory(RiskCriteriaFactory)
    author = factory.LazyAttribute(lambda o: o.criteria.author)
    name = factory.Sequence(lambda n: f"Dimension {n:03}")


class PartyStanceFactory(InSpaceFactory):
    class Meta:
        model = models.PartyStance


class RiskFactory(InSpaceFactory):
    class Meta:
        model = models.Risk
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Risk {n:03}")

    @factory.post_generation
    def objectives(self, create, extracted, **kwargs):
        if extracted:
            self.objectives.set(extracted)


class OfRiskFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    risk = factory.SubFactory(RiskFactory)
    author = factory.LazyAttribute(lambda o: o.risk.author)


class RiskOwnerFactory(OfRiskFactory):
    class Meta:
        model = models.RiskOwner

    person = factory.LazyAttribute(lambda o: o.author)


class RiskLinkFactory(OfRiskFactory):
    class Meta:
        model = models.RiskLink

    kind = models.RiskLink.Kind.FEEDS
    target = factory.LazyAttribute(lambda o: RiskFactory(partnership=o.risk.partnership, author=o.risk.author))


class RiskRatingFactory(OfRiskFactory):
    class Meta:
        model = models.RiskRating

    likelihood = 3
    impact = 3


class ConsensusFactory(OfRiskFactory):
    class Meta:
        model = Consensus

    class Params:
        agreed = factory.Trait(state=Consensus.State.AGREED, agreed_at=factory.LazyFunction(timezone.now))

    likelihood = 3
    impact = 3


class TreatmentFactory(OfRiskFactory):
    class Meta:
        model = models.Treatment

    strategy = models.Treatment.Strategy.REDUCE
    what = factory.Sequence(lambda n: f"Treatment {n:03}")
    responsible = factory.LazyAttribute(lambda o: o.risk.party)


class IndicatorFactory(OfRiskFactory):
    class Meta:
        model = models.Indicator

    name = factory.Sequence(lambda n: f"Indicator {n:03}")
    watch_at = 5
    act_at = 10


class IndicatorReadingFactory(DjangoModelFactory):
    class Meta:
        model = models.IndicatorReading

    indicator = factory.SubFactory(IndicatorFactory)
    author = factory.LazyAttribute(lambda o: o.indicator.author)
    value = 3


class RiskReviewFactory(OfRiskFactory):
    class Meta:
        model = models.RiskReview

    result = models.RiskReview.Result.UNCHANGED


class AcceptanceFactory(OfRiskFactory):
    class Meta:
        model = Acceptance

    class Params:
        in_force = factory.Trait(state=Acceptance.State.IN_FORCE, decided_on=factory.LazyFunction(today))

    reason = "It is small."
    expires_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=100))
