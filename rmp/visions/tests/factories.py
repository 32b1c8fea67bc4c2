"""Makes this room's rows for tests, as small as they can be, past the services."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, UserFactory
from rmp.visions import models
from rmp.visions.models import EthicsScreening, JointVision


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class PartyProfileFactory(InSpaceFactory):
    class Meta:
        model = models.PartyProfile

    vision = "Quiet machines everywhere."
    values = "Openness\nPatience"


class JointVisionFactory(InSpaceFactory):
    """`agreed=True`: as all parties signed it."""

    class Meta:
        model = JointVision

    class Params:
        agreed = factory.Trait(state=JointVision.State.AGREED, agreed_on=factory.LazyFunction(today))

    number = factory.Sequence(lambda n: n + 1)
    direction = "Gearboxes nobody hears."
    values = "Openness\nCare"


class AcknowledgementFactory(DjangoModelFactory):
    class Meta:
        model = models.Acknowledgement

    vision = factory.SubFactory(JointVisionFactory, agreed=True)
    author = factory.SubFactory(UserFactory)


class AreaRatingFactory(InSpaceFactory):
    class Meta:
        model = models.AreaRating

    area = models.Area.CULTURE
    value = models.AreaRating.Fit.SUPPORTS


class AreaHandlingFactory(InSpaceFactory):
    class Meta:
        model = models.AreaHandling

    area = models.Area.CULTURE
    handling = "We plan in semesters."


class CompatibilityAssessmentFactory(InSpaceFactory):
    class Meta:
        model = models.CompatibilityAssessment

    fits = "We both measure before we speak."
    verdict = models.CompatibilityAssessment.Verdict.COMPATIBLE


class EthicsCheckFactory(InSpaceFactory):
    class Meta:
        model = models.EthicsCheck

    class Params:
        handled = factory.Trait(state="handled", handling="Publish after 60 days.", settled_on=factory.LazyFunction(today))

    clash = factory.Sequence(lambda n: f"Clash {n:03}")
    kind = models.EthicsCheck.Kind.FREEDOM


class EthicsScreeningFactory(InSpaceFactory):
    """`answered=True`: every question without concern, passed; `concluded=True`: and concluded."""

    class Meta:
        model = EthicsScreening

    class Params:
        answered = factory.Trait(result="passed", **dict.fromkeys(EthicsScreening.QUESTIONS, "clear"))
        concluded = factory.Trait(
            answered=True, state=EthicsScreening.State.CONCLUDED, concluded_at=factory.LazyFunction(timezone.now)
        )


class FocusAreaFactory(InSpaceFactory):
    class Meta:
        model = models.FocusArea

    kind = models.FocusArea.Kind.QUALITY
    aim = "Better laboratories."


class FocusCommitmentFactory(DjangoModelFactory):
    class Meta:
        model = models.FocusCommitment

    area = factory.SubFactory(FocusAreaFactory)
    author = factory.LazyAttribute(lambda o: o.area.author)
    text = factory.Sequence(lambda n: f"Commitment {n:03}")


class ValueCheckFactory(InSpaceFactory):
    class Meta:
        model = models.ValueCheck

    value = "Openness"
    verdict = models.ValueCheck.Verdict.LIVED
    evidence = "We told of the broken bench at once."
