"""Principle 6: its home, its practices, its part of the plan, its due dates, its metrics."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.registry import register_home
from rmp.competence import dues, metrics, practices, receivers, sections  # noqa: F401  each registers what it has

register_home(
    6,
    "rmp_competence:coverage",
    (_("Coverage"), "rmp_competence:coverage"),
    (_("Roles"), "rmp_competence:roleprofile-list"),
    (_("Our people"), "rmp_competence:roleholder-list"),
    (_("Gaps"), "rmp_competence:gaps"),
    (_("Development"), "rmp_competence:developmentaction-list"),
    (_("Charter"), "rmp_competence:behaviourcharter-list"),
    (_("Observations"), "rmp_competence:behaviourobservation-list"),
    (_("Newcomers"), "rmp_competence:induction-list"),
    (_("Organisations"), "rmp_competence:capability"),
)
