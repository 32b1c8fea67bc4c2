"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from assessments.trust import models
from assessments.trust.models import Dimension
from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, PartyFactory, UserFactory

DAY = dt.timedelta(days=1)


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class PromiseFactory(InSpaceFactory):
    """Given and open, due in ten days; `kept=True`: and kept in time, as the partner confirmed."""

    class Meta:
        model = models.Promise

    class Params:
        kept = factory.Trait(
            state="kept",
            due_on=factory.LazyFunction(today),
            kept_on=factory.LazyFunction(today),
            settled_on=factory.LazyFunction(today),
            confirmed_for=factory.LazyAttribute(lambda o: o.to or PartyFactory()),
        )

    by = factory.SubFactory(PartyFactory)
    text = factory.Sequence(lambda n: f"Promise {n:03}")
    due_on = factory.LazyFunction(lambda: today() + 10 * DAY)
    state = models.Promise.State.OPEN
    given_on = factory.LazyFunction(today)


class TrustPulseFactory(InSpaceFactory):
    class Meta:
        model = models.TrustPulse

    class Params:
        closed = factory.Trait(state="closed", closed_on=factory.SelfAttribute("closes_on"), mean=Decimal("3.5"))
        opened = factory.Trait(state="open")

    opens_on = factory.LazyAttribute(lambda o: min(o.closes_on, today()))
    closes_on = factory.LazyFunction(lambda: today() + 10 * DAY)


class PulseSideFactory(DjangoModelFactory):
    """What is told of a side, the same for every statement."""

    class Meta:
        model = models.PulseSide
        skip_postgeneration_save = True

    pulse = factory.SubFactory(TrustPulseFactory, closed=True)
    party = factory.SubFactory(PartyFactory)
    told = True
    answers = 3
    mean = Decimal("3.5")

    @factory.post_generation
    def figures(self, create, extracted, **kwargs):
        for dimension in Dimension:
            models.PulseFigure.objects.create(side=self, dimension=dimension, mean=self.mean)


class TrustIndicatorFactory(InSpaceFactory):
    class Meta:
        model = models.TrustIndicator

    metric = "trust.reliability"
    threshold = Decimal("80")


class ConcernFactory(InSpaceFactory):
    class Meta:
        model = models.Concern

    title = factory.Sequence(lambda n: f"Concern {n:03}")
    category = "conduct"
    what = "It was said in front of all."
    due_on = factory.LazyFunction(lambda: today() + 14 * DAY)


class IndependentConcernFactory(DjangoModelFactory):
    class Meta:
        model = models.IndependentConcern

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    title = "Marzipan"
    category = "pressure"
    what = "We were asked to leave out a result."


class ConcernContactFactory(InSpaceFactory):
    class Meta:
        model = models.ConcernContact

    party = factory.SubFactory(PartyFactory)
    name = "Ombuds office"
    reach = "ombuds@example.org"


class BenefitReviewFactory(InSpaceFactory):
    class Meta:
        model = models.BenefitReview

    class Params:
        concluded = factory.Trait(
            state="concluded",
            conclusion="balanced",
            reasons="Both got what they came for.",
            concluded_on=factory.LazyFunction(today),
            lowest_fairness=4,
        )

    begins_on = factory.LazyAttribute(lambda o: o.ends_on - 365 * DAY)
    ends_on = factory.LazyFunction(lambda: today() - 30 * DAY)
    due_on = factory.LazyFunction(lambda: today() + 5 * DAY)


class NetViewFactory(DjangoModelFactory):
    class Meta:
        model = models.NetView

    review = factory.SubFactory(BenefitReviewFactory)
    author = factory.LazyAttribute(lambda o: o.review.author)
    party = factory.SubFactory(PartyFactory)
    gave = "Two laboratories."
    got = "Nine theses."
    balance = "even"
    fairness = 4


class BehaviourSignalFactory(InSpaceFactory):
    """Noted in private; with `visibility="shared"`, or `put=True`: put to the other party."""

    class Meta:
        model = models.BehaviourSignal

    class Params:
        put = factory.Trait(visibility="shared")

    party = factory.SubFactory(PartyFactory)
    about = factory.SubFactory(PartyFactory)
    kind = "concern"
    what = factory.Sequence(lambda n: f"A meeting was left early, {n:03}")
    state = factory.LazyAttribute(lambda o: "put" if o.visibility == "shared" else "noted")
    put_on = factory.LazyAttribute(lambda o: today() if o.visibility == "shared" else None)
    reply_by = factory.LazyAttribute(lambda o: today() + 14 * DAY if o.visibility == "shared" else None)


class SignalReplyFactory(DjangoModelFactory):
    class Meta:
        model = models.SignalReply

    signal = factory.SubFactory(BehaviourSignalFactory, put=True)
    author = factory.LazyAttribute(lambda o: o.signal.author)
    party = factory.LazyAttribute(lambda o: o.signal.about)
    text = "We had a train to catch, and should have said so."
