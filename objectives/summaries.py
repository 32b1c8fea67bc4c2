"""The text a summary starts from: what the records of its period say, as far as all who read the summary read them."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from objectives.models import Milestone, Objective, ProgressCheck, Reading
from partnerships.access.names import EverybodyIn
from partnerships.records.describe import text

if TYPE_CHECKING:
    from objectives.models import Summary


def starting_text(summary: "Summary") -> str:
    """Readings, milestones and progress checks of the period, by objective: of those that all who read the summary may read."""
    period = (summary.period_from, summary.period_to)
    readers = EverybodyIn(summary.party, summary.audience)
    read = [one.pk for one in Objective.objects.disclosed().filter(partnership=summary.partnership) if readers.reads(one)]
    lines: dict[str, list[str]] = {}

    def tell(objective: Objective, line: str) -> None:
        lines.setdefault(objective.title, []).append(f"- {line}")

    checks = ProgressCheck.objects.filter(objective__in=read, on__range=period).select_related("objective")
    for check in checks.order_by("objective__title", "on"):
        tell(check.objective, f"{text(check.on)}: {check.get_health_display()}. {check.finding}")
    readings = Reading.objects.filter(measure__objective__in=read, on__range=period).select_related("measure__objective")
    for reading in readings.order_by("measure__objective__title", "measure__name", "on"):
        target = _("target %(value)s") % {"value": text(reading.measure.target)}
        value = f"{text(reading.value)} {reading.measure.unit}".strip()
        tell(reading.measure.objective, f"{text(reading.on)}: {reading.measure.name}: {value} ({target})")
    milestones = Milestone.objects.filter(Q(due_on__range=period) | Q(reached_on__range=period), objective__in=read)
    for milestone in milestones.select_related("objective").order_by("objective__title", "due_on"):
        tell(milestone.objective, f"{text(milestone.due_on)}: {milestone.title}: {milestone.get_state_display()}")
    if not lines:
        return _("Nothing was recorded in this period.")
    return "\n\n".join(f"**{capfirst(title)}**\n\n" + "\n".join(found) for title, found in sorted(lines.items()))
