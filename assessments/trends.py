"""How readings went over the cycles of one partnership."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from assessments.models import Cell
from assessments.results import side_keys
from partnerships.access.policy import Standing

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 560, 220, 30.0, 540.0, 12.0, 190.0


def trends_of(cycles: Any, standing: Standing, most: int) -> dict[str, Any]:
    """The latest cycles with each side's mean in each dimension, and the course of the means over all dimensions. Two queries."""
    latest = list(cycles.select_related("instrument").order_by("-answers_in_on", "-created_at", "pk")[:most])[::-1]
    parties = standing.parties
    keys = side_keys(parties, standing.party)
    found: dict[Any, dict[Any, dict[Any, Fraction]]] = defaultdict(lambda: defaultdict(dict))
    names: dict[Any, str] = {}
    places: dict[Any, int] = {}
    for cell in Cell.objects.shown().filter(cycle__in=[cycle.pk for cycle in latest]).select_related("dimension"):
        known = cell.dimension.principle or cell.dimension.title
        names[known], places[known] = cell.dimension.label, cell.dimension.position
        found[known][cell.party_id][cell.cycle_id] = Fraction(cell.wx, cell.w)
    rows = []
    for known in sorted(found, key=lambda known: (places[known], names[known])):
        for party in parties:
            means = found[known].get(party.pk, {})
            if means:
                levels = [float(means[cycle.pk]) if cycle.pk in means else None for cycle in latest]
                rows.append({"dimension": names[known], "party": party, "key": keys[party.pk], "levels": levels})
    lines = []
    for party in parties:
        levels = [_overall(found, party.pk, cycle.pk) for cycle in latest]
        if any(level is not None for level in levels):
            lines.append({"party": party, "key": keys[party.pk], "levels": levels, **_drawn(levels)})
    for cycle in latest:
        cycle.partnership = standing.partnership
    columns = [{"cycle": cycle, "x": f"{_x(n, len(latest)):g}"} for n, cycle in enumerate(latest)]
    rings = [{"level": level, "y": f"{_y(level):g}"} for level in range(1, 6)]
    size = {"width": WIDTH, "height": HEIGHT, "left": f"{LEFT:g}", "right": f"{RIGHT:g}", "foot": f"{FOOT:g}"}
    return {"cycles": latest, "rows": rows, "lines": lines, "columns": columns, "rings": rings, "size": size}


def _overall(found: Any, party: Any, cycle: Any) -> float | None:
    means = [of_party[party][cycle] for of_party in found.values() if cycle in of_party.get(party, {})]
    return float(sum(means, Fraction()) / len(means)) if means else None


def _x(place: int, number: int) -> float:
    return LEFT + 20 + (RIGHT - LEFT - 40) * (place / (number - 1) if number > 1 else 0.5)


def _y(level: float) -> float:
    return FOOT - (FOOT - TOP) * level / 5


def _drawn(levels: list[float | None]) -> dict[str, Any]:
    path, start, points = "", True, []
    for place, level in enumerate(levels):
        if level is not None:
            x, y = round(_x(place, len(levels)), 2), round(_y(level), 2)
            path += f"{'M' if start else 'L'}{x:g} {y:g}"
            corners = ((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y))
            diamond = " ".join(f"{a:g},{b:g}" for a, b in corners)
            points.append({"x": f"{x:g}", "y": f"{y:g}", "diamond": diamond})
        start = level is None
    return {"path": path, "points": points}
