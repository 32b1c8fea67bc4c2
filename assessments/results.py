"""What the answers of a cycle say, as far as it may be said. Every figure begins at `Cell.objects.shown()` or keeps to the same rules.

What is hidden is not in any total either: sums over sides, groups or questions are made of what is shown, so that nothing can be had by
subtracting.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Sum, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessments.models import Answer, Cell, Consensus, Cycle, CycleSide, Dimension, Group, Item
from partnerships.models import Party

CUT = Fraction(7, 2)  # from here on a side sees a strength
SLIGHT, SIGNIFICANT = Fraction(1, 2), Fraction(1)

GAPS = {"aligned": _lazy("Aligned"), "slight": _lazy("Slight gap"), "significant": _lazy("Significant gap")}
TONES = {"aligned": "good", "slight": "warn", "significant": "bad"}
OTHERS = "others"


@dataclass(frozen=True)
class Reading:
    """One dimension as a group of people sees it."""

    n: int
    mean: Fraction
    spread: float = 0.0

    @property
    def level(self) -> float:
        return float(self.mean)


@dataclass(frozen=True)
class SideOf:
    """A party in the results, with the place that says whose it is: ours, theirs, theirs-2 ..."""

    side: CycleSide
    key: str

    @property
    def party(self) -> Party:
        return self.side.party

    @property
    def glyph(self) -> str:
        """Whose it is, in the one sign all pages have for it."""
        return "ours" if self.key == "ours" else "theirs"

    @property
    def is_shown(self) -> bool:
        return self.side.outcome == CycleSide.Outcome.SHOWN

    @property
    def is_too_few(self) -> bool:
        return self.side.outcome == CycleSide.Outcome.TOO_FEW

    @property
    def by_lot(self) -> bool:
        """Whether the figures rest on some of the answers only."""
        return self.is_shown and self.side.counted < self.side.answered


@dataclass(frozen=True)
class Row:
    """One dimension: what each side reads in it (None: nothing to show), and what the parties agreed."""

    dimension: Dimension
    sides: Sequence[SideOf]
    readings: Sequence[Reading | None]
    agreed: Consensus | None = None

    @property
    def known(self) -> list[Reading]:
        return [reading for reading in self.readings if reading is not None]

    @property
    def gap(self) -> Fraction | None:
        """How far the sides lie apart; None unless two of them are shown."""
        if len(self.known) < 2:
            return None
        means = [reading.mean for reading in self.known]
        return max(means) - min(means)

    @property
    def gap_class(self) -> str:
        return gap_class(self.gap)

    @property
    def gap_label(self) -> str:
        return str(GAPS.get(self.gap_class, ""))

    @property
    def tone(self) -> str:
        return TONES.get(self.gap_class, "neutral")

    @property
    def quadrant(self) -> str:
        """agreed_strength, agreed_weakness, or blind_spot; empty unless two sides are shown."""
        if len(self.known) < 2:
            return ""
        high = [reading.mean >= CUT for reading in self.known]
        return "agreed_strength" if all(high) else "blind_spot" if any(high) else "agreed_weakness"

    @property
    def blind(self) -> list[Party]:
        """The parties that see a strength where another sees none."""
        if self.quadrant != "blind_spot":
            return []
        return [
            side.party
            for side, reading in zip(self.sides, self.readings, strict=True)
            if reading is not None and reading.mean >= CUT
        ]

    @property
    def quadrant_label(self) -> str:
        if self.quadrant == "blind_spot":
            return _("Blind spot of %(party)s") % {"party": ", ".join(party.short_name for party in self.blind)}
        return {"agreed_strength": _("Agreed strength"), "agreed_weakness": _("Agreed weakness")}.get(self.quadrant, "")


@dataclass(frozen=True)
class Results:
    cycle: Cycle
    sides: list[SideOf]
    rows: list[Row]

    @property
    def shown(self) -> list[SideOf]:
        return [side for side in self.sides if side.is_shown]

    @property
    def scored(self) -> list[Row]:
        return [row for row in self.rows if row.known]

    def overall(self, place: int) -> Fraction | None:
        """The mean over the dimensions shown of one side, each counting the same."""
        means = [row.readings[place].mean for row in self.rows if row.readings[place] is not None]  # type: ignore[union-attr]
        return sum(means, Fraction()) / len(means) if means else None

    def in_quadrant(self, quadrant: str) -> list[Row]:
        return [row for row in self.rows if row.quadrant == quadrant]

    @property
    def widest(self) -> list[Row]:
        """Rows by their gap, the widest first: where the talk begins."""
        return sorted((row for row in self.rows if row.gap is not None), key=lambda row: -(row.gap or 0))


def gap_class(gap: Fraction | None) -> str:
    if gap is None:
        return ""
    return "aligned" if gap < SLIGHT else "slight" if gap <= SIGNIFICANT else "significant"


def side_keys(parties: Sequence[Party], own: Party | None) -> dict[Any, str]:
    """{party key: ours, theirs, theirs-2 ...}: the reader's own first; for neutral readers the first party stands where ours does."""
    first = own or (parties[0] if parties else None)
    others = [party for party in parties if party != first]
    found = {} if first is None else {first.pk: "ours"}
    return found | {party.pk: "theirs" if n == 1 else f"theirs-{n}" for n, party in enumerate(others, 1)}


def results_of(cycle: Cycle, parties: Sequence[Party], own: Party | None) -> Results:
    """The results as seen from a side. Four queries. Of a cycle that is not released there is nothing."""
    keys = side_keys(parties, own)
    order = list(keys)
    sides = [
        SideOf(side, keys.get(side.party_id, "theirs-9"))
        for side in sorted(
            CycleSide.objects.filter(cycle=cycle, cycle__state__in=Cycle.RELEASED_STATES).select_related("party"),
            key=lambda side: (order.index(side.party_id) if side.party_id in keys else 99, side.party.name),
        )
    ]
    cells: dict[Any, dict[Any, Cell]] = defaultdict(dict)
    for cell in Cell.objects.shown().filter(cycle=cycle):
        cells[cell.dimension_id][cell.party_id] = cell
    agreed = {score.dimension_id: score for score in Consensus.objects.filter(cycle=cycle).select_related("dimension")}
    rows = []
    for dimension in Dimension.objects.filter(instrument=cycle.instrument_id):
        mine = cells.get(dimension.pk, {})
        readings = [reading_of(mine.get(side.side.party_id)) for side in sides]
        rows.append(Row(dimension, sides, readings, agreed.get(dimension.pk) if sides else None))
    return Results(cycle, sides, [row for row in rows if row.known or row.agreed])


def reading_of(cell: Cell | None) -> Reading | None:
    return None if cell is None else Reading(cell.n, Fraction(cell.wx, cell.w), cell.spread)


def agreed_scores(cycle: Cycle) -> dict[str, Any]:
    return {str(score.dimension): score.score for score in cycle.consensus_set.select_related("dimension")}  # type: ignore[attr-defined]


# --- by group ---------------------------------------------------------------------------------------------------------
LEVEL = Case(
    When(item__reverse=True, then=F("item__dimension__instrument__lowest") + 5 - F("value")),
    default=F("value"),
    output_field=IntegerField(),
)


def counted_answers(cycle: Cycle, parties: Iterable[Any]) -> Any:
    """The answers on which the results rest, of the sides that are shown."""
    return Answer.objects.filter(
        response__cycle=cycle, response__counted=True, response__handed_in=True, response__party__in=list(parties)
    )


def by_group(results: Results) -> list[dict[str, Any]]:
    """Each side by its groups, where these may be shown: {side, groups, rows: [(dimension, readings)]}. One query.

    A dimension is told by groups only when every group that said something to it is large enough.
    """
    cycle, shown = results.cycle, results.shown
    answers = counted_answers(cycle, [side.party.pk for side in shown]).filter(
        item__type=Item.Type.SCALE, item__weight__gt=0, value__isnull=False
    )
    found: dict[Any, dict[Any, dict[str, Reading]]] = defaultdict(lambda: defaultdict(dict))
    if shown:
        grouped = answers.exclude(response__group="").values("response__party", "item__dimension", "response__group")
        sums = grouped.annotate(
            n=Count("response", distinct=True), w=Sum("item__weight"), wx=Sum(F("item__weight") * LEVEL)
        ).order_by()
        for row in sums:
            reading = Reading(row["n"], Fraction(row["wx"], row["w"]))
            found[row["response__party"]][row["item__dimension"]][row["response__group"]] = reading
    tables = []
    for side in shown:
        mine = found.get(side.party.pk, {})
        names = sorted({name for readings in mine.values() for name in readings}, key=_group_place)
        rows = []
        for row in results.rows:
            readings = mine.get(row.dimension.pk, {})
            if readings and all(reading.n >= cycle.min_group for reading in readings.values()):
                rows.append((row.dimension, [(group_label(name), readings.get(name)) for name in names]))
        if rows:
            tables.append({"side": side, "groups": [group_label(name) for name in names], "rows": rows})
    return tables


def _group_place(name: str) -> int:
    return [*Group.values, OTHERS].index(name)


def group_label(name: str) -> str:
    return _("Others") if name == OTHERS else str(Group(name).label)


# --- over time --------------------------------------------------------------------------------------------------------
def earlier_cycles(cycle: Cycle, user: Any) -> Any:
    """The released cycles before this one by the same questions, in whatever version; the latest first."""
    return (
        Cycle.objects.visible_to(user)
        .released()
        .filter(
            partnership=cycle.partnership_id,
            instrument__code=cycle.instrument.code,
            instrument__party=cycle.instrument.party_id,
            answers_in_on__lte=cycle.answers_in_on,
        )
        .exclude(pk=cycle.pk)
        .select_related("instrument")
        .order_by("-answers_in_on", "-created_at", "pk")
    )


def pairs(before: Results, after: Results, place: int) -> list[tuple[str, Fraction, Fraction]]:
    """(label, before, after) of the dimensions that a side is shown in both cycles."""
    party = after.sides[place].party.pk
    there = next((n for n, side in enumerate(before.sides) if side.party.pk == party), None)
    if there is None:
        return []
    former = {_same(row.dimension): row.readings[there] for row in before.rows}
    found = []
    for row in after.rows:
        first, last = former.get(_same(row.dimension)), row.readings[place]
        if first is not None and last is not None:
            found.append((row.dimension.label, first.mean, last.mean))
    return found


def _same(dimension: Dimension) -> Any:
    """By what a dimension is known in another version."""
    return dimension.principle or dimension.title
