"""Principle 8: its home, its practices, its section of the plan, its due dates, its metrics."""

from django.utils.translation import gettext_lazy as _

from objectives.value import dues, metrics, practices, sections  # noqa: F401  each registers what it has
from partnerships.practices.registry import register_home

register_home(
    8,
    "objectives_value:funnel",
    (_("Funnel"), "objectives_value:funnel"),
    (_("Balance"), "objectives_value:balance"),
    (_("Meaning"), "objectives_value:valuedefinition-list"),
    (_("Ideas"), "objectives_value:valueidea-list"),
    (_("Benefits"), "objectives_value:benefit-list"),
    (_("Contributions"), "objectives_value:contribution-list"),
    (_("Outputs"), "objectives_value:output-list"),
    (_("Lessons"), "objectives_value:lesson-list"),
    (_("Targets"), "objectives_value:improvementtarget-list"),
)
