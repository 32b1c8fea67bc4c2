"""How reliable each side is: of the promises that came due in the last year, how many it kept in time. The same for every reader."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from assessments.trust.models import Promise
from partnerships.clock import Today

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.models import Party


@dataclass(frozen=True)
class Reliability:
    """One side. `counted` = kept + late + broken + overdue."""

    party: "Party"
    is_ours: bool
    kept: int = 0
    late: int = 0
    broken: int = 0
    overdue: int = 0

    @property
    def counted(self) -> int:
        return self.kept + self.late + self.broken + self.overdue

    @property
    def percent(self) -> int | None:
        """Kept in time, of those that count; None where none came due."""
        return round(100 * self.kept / self.counted) if self.counted else None

    @property
    def bars(self) -> list[dict[str, Any]]:
        """The parts of a bar of a hundred, in order: {kind, at, width, count}."""
        found, at = [], 0.0
        for kind in ("kept", "late", "broken", "overdue"):
            count = getattr(self, kind)
            if count:
                width = 100 * count / self.counted
                found.append({"kind": kind, "at": f"{at:.2f}", "width": f"{width:.2f}", "count": count})
                at += width
        return found


def reliability(standing: "Standing") -> list[Reliability]:
    """Each party of the partnership, the reader's own first. One query."""
    promises = Promise.objects.disclosed().counted().filter(partnership=standing.partnership)
    rows = (
        promises.order_by()
        .values("by")
        .annotate(
            kept=Count("pk", filter=Q(state="kept")),
            late=Count("pk", filter=Q(state="late")),
            broken=Count("pk", filter=Q(state="broken")),
            overdue=Count("pk", filter=Q(state__in=("open", "moving"), due_on__lt=Today())),
        )
    )
    found = {row.pop("by"): row for row in rows}
    return [Reliability(party, party == standing.party, **found.get(party.pk, {})) for party in standing.parties]
