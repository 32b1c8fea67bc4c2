"""Assessments of many partnerships at once, in a fixed number of queries. It lays each beside the portfolio and ranks nobody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import TruncQuarter

from assessments.models import Cell, Cycle
from assessments.results import CUT, gap_class
from partnerships.models import Partnership


@dataclass
class Line:
    """The last released cycle of a kind in one partnership: each side's mean in each principle, as far as it is shown."""

    partnership: Partnership
    cycle: Cycle | None = None
    means: dict[int, dict[Any, Fraction]] = field(default_factory=lambda: defaultdict(dict))

    def overall(self, party: Any) -> Fraction | None:
        found = [of_party[party] for of_party in self.means.values() if party in of_party]
        return sum(found, Fraction()) / len(found) if found else None

    def gap(self, principle: int) -> Fraction | None:
        means = self.means[principle].values() if principle in self.means else ()
        return max(means) - min(means) if len(means) > 1 else None

    @property
    def significant(self) -> int:
        return sum(gap_class(self.gap(number)) == "significant" for number in self.means)

    @property
    def weaknesses(self) -> int:
        """Principles in which every side that is shown sees none of a strength."""
        return sum(len(means) > 1 and all(mean < CUT for mean in means.values()) for means in self.means.values())


def cycles_read_by(user: Any, kind: str) -> Any:
    """The released cycles of a kind that a person reads: what all of this page begins at."""
    return Cycle.objects.visible_to(user).released().filter(instrument__kind=kind)


def last_cycle(cycles: Any) -> Subquery:
    """The key of a partnership's last of the cycles."""
    mine = cycles.filter(partnership=OuterRef("pk"))
    return Subquery(mine.order_by("-answers_in_on", "-created_at", "pk").values("pk")[:1])


def lines_of(partnerships: Sequence[Partnership]) -> list[Line]:
    """A line to each partnership, which must be annotated with `cycle_key`. Two queries."""
    keys = [partnership.cycle_key for partnership in partnerships if partnership.cycle_key]  # type: ignore[attr-defined]
    cycles = {cycle.pk: cycle for cycle in Cycle.objects.filter(pk__in=keys).select_related("instrument")}
    lines = {}
    for partnership in partnerships:
        cycle = cycles.get(partnership.cycle_key)  # type: ignore[attr-defined]
        if cycle is not None:
            cycle.partnership = partnership
        lines[partnership.pk] = Line(partnership, cycle)
    cells = Cell.objects.shown().filter(cycle__in=keys, dimension__principle__isnull=False)
    rows = cells.values_list("cycle__partnership", "dimension__principle", "party", "wx", "w")
    for key, principle, party, wx, w in rows:
        lines[key].means[principle or 0][party] = Fraction(wx, w)
    return list(lines.values())


def course_of(partnerships: Any, cycles: Any) -> list[dict[str, Any]]:
    """Quarter by quarter: how many of the partnerships were assessed by the cycles, and the mean of all their sides. One query."""
    within = cycles.filter(partnership__in=partnerships).order_by().values("pk")
    cells = Cell.objects.shown().filter(cycle__in=within, dimension__principle__isnull=False)
    rows = (
        cells.annotate(quarter=TruncQuarter("cycle__answers_in_on"))
        .values("quarter")
        .annotate(number=Count("cycle__partnership", distinct=True), total=Sum("wx"), weight=Sum("w"))
        .order_by(F("quarter").desc())
    )
    return [
        {"quarter": row["quarter"], "number": row["number"], "mean": float(Fraction(row["total"], row["weight"]))}
        for row in rows[:12]
    ]
