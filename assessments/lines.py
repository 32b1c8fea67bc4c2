"""What the wheel shows of this room: each side's last released assessment, as far as it may be shown."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from assessments.models import Cell, Cycle
from partnerships.models import Partnership


def last_readings(partnership: Partnership) -> Mapping[Any, list[float | None]]:
    """{party key: its mean in each of the twelve principles} of the last released cycle that has any. One query."""
    scored = Cell.objects.shown().filter(cycle=OuterRef("pk"), dimension__principle__isnull=False)
    last = Cycle.objects.disclosed().released().filter(Exists(scored), partnership=partnership)
    newest = last.order_by("-answers_in_on", "-created_at", "pk").values("pk")[:1]
    found: dict[Any, list[float | None]] = {}
    cells = Cell.objects.shown().filter(cycle__in=newest, dimension__principle__isnull=False)
    for party, principle, wx, w in cells.values_list("party", "dimension__principle", "wx", "w"):
        found.setdefault(party, [None] * 12)[(principle or 1) - 1] = wx / w
    return found
