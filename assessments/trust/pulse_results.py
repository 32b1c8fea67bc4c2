"""The published figures of pulses for pages: nothing else is read here, so nothing else can be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from assessments.trust import charts
from assessments.trust.charts import Lines, Series
from assessments.trust.models import Dimension, PulseSide, TrustPulse

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.models import Party

# From so much on the parties talk about it.
FALL, GAP = Decimal(1), Decimal("1.5")
DASHES = ("", "7 3", "2 3")
SHOWN = 8  # pulses in the trend


@dataclass
class Row:
    """One statement: the mean of each side in the order of the columns, what is flagged about it."""

    label: str
    values: list[Decimal | None]
    falls: list[Decimal | None]
    is_trust: bool = False
    gap: Decimal | None = None

    @property
    def is_gap(self) -> bool:
        return self.gap is not None and self.gap >= GAP

    @property
    def cells(self) -> list[dict[str, Any]]:
        pairs = zip(self.values, self.falls, strict=True)
        return [{"value": value, "fall": fall if fall is not None and fall >= FALL else None} for value, fall in pairs]

    @property
    def is_flagged(self) -> bool:
        return self.is_gap or any(cell["fall"] for cell in self.cells)


@dataclass
class Results:
    """A closed pulse: a column for each side, a row for trust and for each statement."""

    pulse: TrustPulse
    sides: list[dict[str, Any]]
    rows: list[Row] = field(default_factory=list)
    chart: Lines | None = None

    @property
    def flagged(self) -> list[Row]:
        return [row for row in self.rows if row.is_flagged]


def kind_of(party: "Party", standing: "Standing") -> str:
    return "ours" if party == standing.party else "theirs"


def _series(parties: Sequence["Party"], standing: "Standing", values: Iterable[Sequence[Decimal | None]]) -> list[Series]:
    """A line for each party; the further ones of the others are dashed."""
    found, others = [], 0
    for party, given in zip(parties, values, strict=True):
        kind = kind_of(party, standing)
        dash = DASHES[min(others, len(DASHES) - 1)] if kind == "theirs" else ""
        others += kind == "theirs"
        found.append(Series(party.short_name, given, kind, dash))
    return found


def results(pulse: TrustPulse, standing: "Standing") -> Results:
    """What is published of a pulse. Three queries."""
    found = {side.party_id: side for side in _sides([pulse])}
    parties = _columns(standing, found.values())
    before = _before(pulse)
    own = [found.get(party.pk) for party in parties]
    figures = [_figures(side) for side in own]
    former = [before.get(party.pk, {}) for party in parties]
    shown = Results(
        pulse,
        [{"party": party, "kind": kind_of(party, standing), "side": side} for party, side in zip(parties, own, strict=True)],
    )
    trust = [side.mean if side else None for side in own]
    shown.rows.append(
        Row(_("Trust, all in all"), trust, [side.fall if side else None for side in own], is_trust=True, gap=pulse.gap)
    )
    for dimension in Dimension:
        values = [each.get(dimension) for each in figures]
        falls = [
            max(earlier[dimension] - value, Decimal(0)) if value is not None and dimension in earlier else None
            for value, earlier in zip(values, former, strict=True)
        ]
        shown.rows.append(Row(str(dimension.label), values, falls, gap=_gap(values)))
    profile = [[row.values[place] for row in shown.rows[1:]] for place in range(len(parties))]
    shown.chart = charts.profile([row.label for row in shown.rows[1:]], _series(parties, standing, profile))
    return shown


@dataclass
class Trend:
    """The pulses told of so far, oldest first: a line for each side, and the table beneath."""

    pulses: list[TrustPulse]
    parties: list["Party"]
    rows: list[dict[str, Any]]
    chart: Lines


def trend(standing: "Standing") -> Trend:
    """Trust of each side over the last pulses. Two queries."""
    told = TrustPulse.objects.visible_to(standing.user).told().filter(partnership=standing.partnership)
    pulses = list(told.order_by("-closed_on", "-created_at")[:SHOWN])[::-1]
    found: dict[Any, dict[Any, PulseSide]] = {}
    for side in _sides(pulses):
        found.setdefault(side.pulse_id, {})[side.party_id] = side
    parties = _columns(standing, (side for sides in found.values() for side in sides.values()))

    def mean(pulse: TrustPulse, party: "Party") -> Decimal | None:
        side = found.get(pulse.pk, {}).get(party.pk)
        return side.mean if side else None

    rows = []
    for pulse in pulses:
        pulse.partnership = standing.partnership
        values = [mean(pulse, party) for party in parties]
        fell = any(side.fall is not None and side.fall >= FALL for side in found.get(pulse.pk, {}).values())
        rows.append({"pulse": pulse, "values": values, "fell": fell, "apart": pulse.gap is not None and pulse.gap >= GAP})
    means = [[mean(pulse, party) for pulse in pulses] for party in parties]
    labels = [f"{pulse.closed_on:%m/%y}" for pulse in pulses]
    return Trend(pulses, parties, rows, charts.trend(labels, _series(parties, standing, means)))


def _sides(pulses: Sequence[TrustPulse]) -> list[PulseSide]:
    return list(PulseSide.objects.filter(pulse__in=pulses).select_related("party").prefetch_related("figures"))


def _columns(standing: "Standing", sides: Iterable[PulseSide]) -> list["Party"]:
    """The parties that take part, and those that have left and are told of."""
    gone = {side.party for side in sides} - set(standing.parties)
    return [*standing.parties, *sorted(gone, key=lambda party: party.name)]


def _figures(side: PulseSide | None) -> dict[str, Decimal]:
    return {figure.dimension: figure.mean for figure in side.figures.all()} if side else {}


def _before(pulse: TrustPulse) -> dict[Any, dict[str, Decimal]]:
    """Of each party, its figures the last time it was told of before this pulse."""
    earlier = pulse.sides_before().filter(pulse__closed_on__lte=pulse.closed_on)
    earlier = earlier.order_by("pulse__closed_on", "pulse__updated_at").prefetch_related("figures")
    return {side.party_id: _figures(side) for side in earlier}


def _gap(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return max(known) - min(known) if len(known) > 1 else None
