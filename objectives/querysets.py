"""What one asks of objectives and revisions, of one partnership and of all of them alike."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import OuterRef, Subquery

from partnerships.access.spaces import SpaceQuerySet
from partnerships.records.models import PartQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class ObjectiveQuerySet(SpaceQuerySet):
    def common(self) -> Self:
        """The objectives of all parties together."""
        return self.joint()

    def own(self) -> Self:
        """The objectives of single parties."""
        return self.filter(party__isnull=False)

    def live(self) -> Self:
        """What the parties pursue or propose: neither withdrawn nor ended."""
        return self.filter(state__in=("proposed", "agreed", "active"))

    def agreed(self) -> Self:
        """What was agreed or adopted, whatever became of it."""
        return self.filter(agreed_at__isnull=False)


class MeasureQuerySet(PartQuerySet):
    def with_newest(self) -> Self:
        """Measures with the value of their newest reading as `newest`; None while nothing was read."""
        readings: Any = self.model._meta.get_field("readings").related_model
        newest = readings.objects.filter(measure=OuterRef("pk")).order_by("-on", "-created_at").values("value")[:1]
        return self.annotate(newest=Subquery(newest))


class AlignmentQuerySet(PartQuerySet):
    def _common(self) -> Any:
        return self.model._meta.get_field("common").related_model.objects

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """A cell is read where both of its objectives are."""
        return super().visible_to(user).filter(common__in=self._common().visible_to(user).values("pk"))

    def disclosed(self) -> Self:
        return super().disclosed().filter(common__in=self._common().disclosed().values("pk"))

    def strained(self) -> Self:
        """Cells that need handling: tension and conflict."""
        return self.filter(value__in=("tension", "conflict"))

    def unhandled(self) -> Self:
        return self.strained().filter(handling="")


class RevisionQuerySet(SpaceQuerySet):
    def under_way(self) -> Self:
        """Revisions that hold their objective: another cannot be submitted beside them."""
        return self.filter(state__in=("submitted", "impact_noted", "joint_decision", "approved"))
