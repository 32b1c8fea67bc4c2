"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, UserFactory
from rmp.leadership import models
from rmp.leadership.models import Appointment, LeaderProfile


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class LeaderProfileFactory(InSpaceFactory):
    """`agreed=True`: as all parties signed it."""

    class Meta:
        model = LeaderProfile

    class Params:
        agreed = factory.Trait(state=LeaderProfile.State.AGREED, agreed_on=factory.LazyFunction(today))

    title = factory.Sequence(lambda n: f"UBC Manager {n:03}")
    requirements = "Ten years in both worlds."
    responsibilities = "The relationship."


class PowerFactory(DjangoModelFactory):
    class Meta:
        model = models.Power

    profile = factory.SubFactory(LeaderProfileFactory)
    author = factory.LazyAttribute(lambda o: o.profile.author)
    kind = models.PowerKind.MONEY
    what = "Spend"
    limit = 25_000
    unit = "euro"


class AppointmentFactory(InSpaceFactory):
    """In preparation by default; `leading=True`: endorsed, appointed, accepted and active, for all to read."""

    class Meta:
        model = Appointment

    class Params:
        leading = factory.Trait(
            state=Appointment.State.ACTIVE,
            visibility=Visibility.SHARED,
            endorsed_on=factory.LazyFunction(today),
            instrument=Appointment.Instrument.LETTER,
            reference="L 1",
            appointed_on=factory.LazyFunction(today),
            accepted_on=factory.LazyFunction(today),
            started_on=factory.LazyFunction(today),
            commitment="I answer within a day.",
            committed_on=factory.LazyFunction(today),
        )
        ended = factory.Trait(
            leading=True,
            state=Appointment.State.ENDED,
            ended_on=factory.LazyFunction(today),
            refill_by=factory.LazyFunction(lambda: today() + dt.timedelta(days=60)),
            end_reason=Appointment.End.TERM,
        )

    profile = factory.SubFactory(
        LeaderProfileFactory,
        partnership=factory.SelfAttribute("..partnership"),
        author=factory.SelfAttribute("..author"),
        agreed=True,
    )
    name = factory.Sequence(lambda n: f"Leader {n:03}")
    evidence = "Led the last one."
    term_from = factory.LazyFunction(today)


class PartFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    appointment = factory.SubFactory(AppointmentFactory)
    author = factory.LazyAttribute(lambda o: o.appointment.author)
    party = factory.LazyAttribute(lambda o: o.appointment.party)


class SupportFactory(PartFactory):
    class Meta:
        model = models.SupportConfirmation

    level = models.SupportConfirmation.Level.TOP
    kind = models.SupportConfirmation.Kind.SUPERVISION
    confirmed_by = "Vera Vice, Vice-Rector"


class LeaderResourceFactory(PartFactory):
    class Meta:
        model = models.LeaderResource

    kind = models.LeaderResource.Kind.TIME
    required = 40
    allocated = 30
    unit = "per cent"


class LeaderReviewFactory(PartFactory):
    class Meta:
        model = models.LeaderReview

    finding = "It goes well."
    on = factory.LazyFunction(lambda: timezone.localdate())


class RemovalFactory(PartFactory):
    class Meta:
        model = models.Removal

    reason = "Three promises broken."


class ResourceKindFactory(InSpaceFactory):
    class Meta:
        model = models.ResourceKind

    name = factory.Sequence(lambda n: f"Interpreter {n:03}")


class LeaderActivityFactory(InSpaceFactory):
    class Meta:
        model = models.LeaderActivity
        skip_postgeneration_save = True

    what = factory.Sequence(lambda n: f"Shift talk {n:03}")
    kind = models.LeaderActivity.Kind.VISIT
    on = factory.LazyFunction(today)

    @factory.post_generation
    def leaders(self, create, extracted, **kwargs):
        if extracted:
            self.leaders.set(extracted)


class DecisionNeedFactory(InSpaceFactory):
    class Meta:
        model = models.DecisionNeed

    title = factory.Sequence(lambda n: f"Buy pump {n:03}")
    kind = models.PowerKind.MONEY
    amount = 10_000
    unit = "euro"
    profile = factory.SubFactory(
        LeaderProfileFactory,
        partnership=factory.SelfAttribute("..partnership"),
        author=factory.SelfAttribute("..author"),
        agreed=True,
    )
