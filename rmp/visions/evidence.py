"""From which records the practices and the gate of this room are put together. All of them are disclosed ones."""

from django.db.models import Exists, OuterRef, Q

from partnerships.access.policy import Right, roles_with
from partnerships.clock import Today
from partnerships.models import Membership, Participation
from partnerships.practices.conditions import JOINED, from_each_party, some
from partnerships.practices.registry import Condition
from rmp.visions.models import (
    Acknowledgement,
    Area,
    AreaRating,
    CompatibilityAssessment,
    EthicsCheck,
    EthicsScreening,
    FocusArea,
    FocusCommitment,
    JointVision,
    PartyProfile,
    ValueCheck,
)

profiles = PartyProfile.objects.disclosed()
visions = JointVision.objects.disclosed()
agreed = visions.agreed()
acknowledgements = Acknowledgement.objects.disclosed().filter(vision__state=JointVision.State.AGREED)
ratings = AreaRating.objects.disclosed()
assessments = CompatibilityAssessment.objects.disclosed()
clashes = EthicsCheck.objects.disclosed()
screenings = EthicsScreening.objects.disclosed()
checks = ValueCheck.objects.disclosed()

# Each party has rated each of the five areas.
all_rated = Q()
for _area in Area.values:
    all_rated &= from_each_party(ratings.filter(area=_area))

assessed: Condition = Q(some(assessments.joint())) | from_each_party(assessments)

# The ethics were screened: together, or by each party that has come to the table; and nobody's last word is that it failed.
_in_force = screenings.in_force()
screened: Condition = (Q(some(_in_force.joint())) | from_each_party(_in_force, states=JOINED)) & ~Q(
    some(screenings.standing().filter(result=EthicsScreening.Result.FAILED))
)


def _everybody_acknowledged() -> Condition:
    """The agreed version has been acknowledged by all who read the joint space for a party now."""
    place = OuterRef(OuterRef("pk"))
    joined = Participation.objects.joined().signing().filter(partnership=place, party=OuterRef("party"))
    said = acknowledgements.filter(vision__partnership=place, author=OuterRef("user"))
    people = (
        Membership.objects.current(Today())
        .filter(Q(partnership=OuterRef("pk")) | Q(partnership__isnull=True), Exists(joined))
        .filter(user__is_active=True, role__in=roles_with(Right.READ_JOINT))
    )
    return Q(some(agreed)) & ~Q(Exists(people.exclude(Exists(said))))


everybody_acknowledged = _everybody_acknowledged()


def focused(kind: str, *needed: str) -> Condition:
    """Each party has committed itself in the focus area, and the area names what is needed."""
    areas = FocusArea.objects.disclosed().filter(kind=kind)
    for name in needed:
        areas = areas.exclude(**{name: ""})
    commitments = FocusCommitment.objects.disclosed().filter(area__in=areas.values("pk"))
    return from_each_party(commitments, "area__")
