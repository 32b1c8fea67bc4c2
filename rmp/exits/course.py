"""The course of a trigger's figure, drawn so that one sees how far it is from the threshold."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnerships.records.describe import text
from rmp.exits.models import ExitTrigger, TriggerReading

WIDTH, HEIGHT, MARGIN = 320, 110, 12
MOST = 60


@dataclass(frozen=True)
class Course:
    """Readings from the oldest to the newest, and where they come to lie in a picture of WIDTH by HEIGHT."""

    readings: list[dict[str, Any]]
    points: str
    last: tuple[float, float]
    threshold: float
    warn: float | None
    label: str
    width: int = WIDTH
    height: int = HEIGHT


def course(trigger: ExitTrigger) -> Course | None:
    """The last readings of a figure; None while there is none. One query."""
    if trigger.kind != ExitTrigger.Kind.METRIC or trigger.threshold is None:
        return None
    newest = list(TriggerReading.objects.filter(trigger=trigger).order_by("-on")[:MOST])
    if not newest:
        return None
    rows = newest[::-1]
    values = [row.value for row in rows]
    limits = [trigger.threshold] + ([trigger.warn_at] if trigger.warn_at is not None else [])
    low, high = min(*values, *limits), max(*values, *limits)
    days = max((rows[-1].on - rows[0].on).days, 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low)) if high > low else 0.5
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    def x(row: TriggerReading) -> float:
        return round(MARGIN + (row.on - rows[0].on).days / days * (WIDTH - 2 * MARGIN), 1)

    places = [(x(row), y(row.value)) for row in rows]
    places.append((WIDTH - MARGIN, places[-1][1]))  # what was last read holds until it changes
    return Course(
        readings=[{"on": row.on, "value": text(row.value)} for row in newest],
        points=" ".join(f"{px},{py}" for px, py in places),
        last=places[-1],
        threshold=y(trigger.threshold),
        warn=y(trigger.warn_at) if trigger.warn_at is not None else None,
        label=str(trigger.get_metric_display()),
    )
