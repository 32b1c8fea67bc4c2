"""Principle 3: its home, its practices, its sections of the plan, its due dates, its gate."""

from django.utils.translation import gettext_lazy as _

from objectives import dues, gates, metrics, practices, sections, services  # noqa: F401  each registers what it has
from partnerships.practices.registry import register_home

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
