"""How the readings of one risk moved: geometry for a chart, and the same as a table."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnerships.records.describe import text
from risks.assessment import read
from risks.scale import Phase
from risks.words import level_word

if TYPE_CHECKING:
    from partnerships.records.views import DetailView

WIDTH, HEIGHT = 560, 220
LEFT, TOP, RIGHT, FOOT = 34, 14, 16, 34
HIGHEST = 25  # of likelihood times impact


@dataclass
class Line:
    """The course of one side."""

    kind: str  # ours, theirs, joint
    label: str
    points: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """As steps: a reading holds until the next one."""
        first, *rest = self.points
        return f"M{first['x']} {first['y']}" + "".join(f"H{point['x']}V{point['y']}" for point in rest)


def course(view: "DetailView") -> dict[str, Any]:
    """The current readings of each party and what all agreed, over time. At most two queries."""
    risk, standing = read(view.object), view.standing
    names = {party.pk: party.short_name for party in standing.parties}
    ours = standing.party.pk if standing.party else None
    readings: list[tuple[str, str, Any]] = []
    for one in risk.ratings.all():
        kind = "ours" if one.party_id == ours else "theirs"
        readings.append((kind, names.get(one.party_id) or one.party.short_name, one))
    agreed = [one for one in risk.consensuses.all() if one.state == "agreed"]
    readings += [("joint", _("agreed by all"), one) for one in agreed]
    shown = sorted(
        (entry for entry in readings if entry[2].phase == Phase.CURRENT), key=lambda entry: (entry[2].on, entry[2].created_at)
    )
    rows = sorted(readings, key=lambda entry: (entry[2].on, entry[2].created_at), reverse=True)
    return {
        "trend_lines": lines(shown),
        "trend_box": {
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "top": TOP,
            "bottom": HEIGHT - FOOT,
        },
        "trend_steps": [{"n": n, "y": _y(n)} for n in (1, 5, 10, 15, 20, 25)],
        "trend_ends": [text(shown[0][2].on), text(shown[-1][2].on)] if shown else [],
        "trend_columns": [
            {"label": _("On")},
            {"label": _("Phase")},
            {"label": _("Whose reading")},
            {"label": _("Likelihood × impact")},
            {"label": _("Score")},
            {"label": _("Level")},
        ],
        "trend_rows": [
            {"cells": [text(one.on), one.phase_name, whose, one.place(), str(one.score), level_word(risk, one.level)]}
            for _kind, whose, one in rows
        ],
    }


def lines(readings: list[tuple[str, str, Any]]) -> list[Line]:
    """Geometry: a line for each side, days to the right and the score upwards."""
    if not readings:
        return []
    first, last = readings[0][2].on, readings[-1][2].on
    days = max((last - first).days, 1)
    found: dict[tuple[str, str], Line] = {}
    for kind, label, one in readings:
        share = (one.on - first).days / days if first != last else 0.5
        x = LEFT + 10 + share * (WIDTH - LEFT - RIGHT - 20)
        line = found.setdefault((kind, label), Line(kind, label))
        line.points.append({"x": f"{x:.1f}", "y": _y(one.score), "label": f"{label}, {text(one.on)}: {one.score}"})
    return list(found.values())


def _y(score: int) -> str:
    return f"{HEIGHT - FOOT - score / HIGHEST * (HEIGHT - FOOT - TOP):.1f}"
