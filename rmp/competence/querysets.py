"""What one asks of people in roles, ratings, charters, observations and measures, of one partnership and of all of them alike."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from partnerships.access.policy import Right
from partnerships.access.spaces import SpaceQuerySet, own_space, writable_partnerships
from partnerships.clock import Today, today
from partnerships.models import FROZEN_STATES
from partnerships.records.models import PartQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class RoleHolderQuerySet(SpaceQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Managers of the party keep the list."""
        return self.filter(own_space(user, Right.MANAGE), partnership__in=writable_partnerships(user))

    def current(self, on: dt.date | None = None) -> Self:
        """Who works in a role on the day (default: today)."""
        day = on or today()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class PersonalQuerySet(PartQuerySet):
    """What is known of one person: never more than the person and the managers of his or her own party may read."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        managed = Q(own_space(user, Right.MANAGE, "holder__"))
        about = Q(own_space(user, Right.READ_OWN, "holder__"), holder__person=user.pk)
        return self.filter(managed | about)

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        managed = own_space(user, Right.MANAGE, "holder__")
        return self.filter(managed).exclude(holder__partnership__state__in=FROZEN_STATES)

    def disclosed(self) -> Self:
        """Nothing: it is never shown to another party."""
        return self.none()

    def unfinished(self) -> Self:
        return self.filter(state__in=("planned", "in_progress"))


class AssessmentQuerySet(PersonalQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Managers; and the person, over how he or she rates himself or herself."""
        managed = Q(own_space(user, Right.MANAGE, "holder__"))
        own = Q(own_space(user, Right.READ_OWN, "holder__"), holder__person=user.pk, rater="self", author=user.pk)
        return self.filter(managed | own).exclude(holder__partnership__state__in=FROZEN_STATES)

    def by_managers(self) -> Self:
        """The ratings that count: what a person says of himself, and what others told, inform them."""
        return self.filter(rater="manager")


class SnapshotQuerySet(SpaceQuerySet):
    def current(self) -> Self:
        """What each party published last."""
        return self.filter(superseded_on__isnull=True)


class FigureQuerySet(PartQuerySet):
    def current(self) -> Self:
        return self.filter(snapshot__superseded_on__isnull=True)

    def shown(self) -> Self:
        """Those that say how many reach the level; the others say why there is no figure."""
        return self.filter(status="shown")


class CharterQuerySet(SpaceQuerySet):
    def draft(self) -> Self:
        return self.filter(state="draft")

    def agreed(self) -> Self:
        """The version that all parties have signed and none has followed yet."""
        return self.filter(state="agreed")


class ObservationQuerySet(SpaceQuerySet):
    def unanswered(self) -> Self:
        """Laid before the party it is about, and not acknowledged yet."""
        return self.filter(state="raised", visibility="shared")

    def overdue(self) -> Self:
        return self.unanswered().filter(answer_by__lt=Today())

    def unsettled(self) -> Self:
        return self.exclude(state="closed")


class DevelopmentQuerySet(SpaceQuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=("planned", "in_progress"))

    def overdue(self) -> Self:
        return self.unfinished().filter(due_on__lt=Today())

    def pursued(self) -> Self:
        """Those that were not dropped."""
        return self.exclude(state="dropped")


class InductionQuerySet(SpaceQuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=("planned", "under_way"))

    def overdue(self) -> Self:
        return self.unfinished().filter(due_on__lt=Today())


class InductionStepQuerySet(PartQuerySet):
    def undone(self) -> Self:
        """Steps still to be taken of inductions that are not over."""
        return self.filter(done_on__isnull=True, induction__state__in=("planned", "under_way"))
