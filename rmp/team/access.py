"""Who stands where: what a handover asks of the kernel's memberships."""

from typing import TYPE_CHECKING

from partnerships.models import Membership

if TYPE_CHECKING:
    from partnerships.querysets import MembershipQuerySet
    from rmp.team.models import Handover


def memberships_here(handover: "Handover") -> "MembershipQuerySet":
    """The current memberships of the handover's party that count in its partnership."""
    return Membership.objects.standing_in(handover.partnership).filter(party=handover.party)


def stands_everywhere(handover: "Handover") -> bool:
    """Whether the leaving person stands for the party in all its partnerships, which no act in one of them ends."""
    return memberships_here(handover).filter(user=handover.person, partnership__isnull=True).exists()
