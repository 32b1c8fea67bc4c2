"""Queries of this room that more than one page asks."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q

from partnerships.access.spaces import SpaceQuerySet
from partnerships.models import Partnership

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class InterestedPartyQuerySet(SpaceQuerySet):
    def placed(self) -> Self:
        """Those with a place on the map."""
        return self.filter(influence__isnull=False, interest__isnull=False)

    def evaluated(self) -> Self:
        """Those with a place and a reason for it."""
        return self.placed().exclude(evaluation="")


class AppraisalQuerySet(SpaceQuerySet):
    def fixed(self) -> Self:
        """The joint ones that all parties signed."""
        return self.filter(state="fixed")

    def newest(self) -> Self:
        """Of each party, and of all together, the last appraisal of each horizon: its next date is the one that counts."""
        newer = self.model._default_manager.filter(
            partnership=OuterRef("partnership"), horizon=OuterRef("horizon"), on__gt=OuterRef("on")
        )
        return self.filter(
            Q(party__isnull=True) & ~Exists(newer.filter(party__isnull=True))
            | Q(party__isnull=False) & ~Exists(newer.filter(party=OuterRef("party")))
        )


class LinkQuerySet(SpaceQuerySet):
    """Links to other partnerships exist only for people who stand in both."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return super().visible_to(user).filter(other__in=Partnership.objects.visible_to(user).values("pk"))

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        return super().editable_by(user).filter(other__in=Partnership.objects.visible_to(user).values("pk"))

    def leading_to(self, partnership: Any) -> Self:
        """Links that other partnerships have to this one."""
        return self.filter(other=partnership)
