"""Principle 3: its home, its practices, its sections of the plan, its due dates, its gate."""

from django.utils.translation import gettext_lazy as _

from objectives import dues, gates, metrics, practices, sections, services  # noqa: F401  each registers what it has
from objectives.start import lay_out
from partnerships.practices.registry import register_home
from partnerships.starting import register_start

register_home(
    3,
    "objectives:objective-list",
    (_("Objectives"), "objectives:objective-list"),
    (_("Alignment"), "objectives:alignment"),
    (_("Drivers"), "objectives:driver-list"),
    (_("Value cases"), "objectives:valuecase-list"),
    (_("Differences"), "objectives:differencenote-list"),
    (_("Ways of working"), "objectives:mechanism-list"),
    (_("Resources"), "objectives:pool"),
    (_("Summaries"), "objectives:summary-list"),
    (_("Revising"), "objectives:revising"),
)
register_start(_("the way in which an agreed objective is changed"), lay_out)
