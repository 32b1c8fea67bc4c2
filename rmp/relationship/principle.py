"""Principle 1: what this room tells the kernel of itself."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.registry import register_home, register_overview
from rmp.relationship import dues, practices, receivers, sections  # noqa: F401  each registers what it has

register_home(
    1,
    "rmp_relationship:interestedparty-list",
    (_("Interested parties"), "rmp_relationship:interestedparty-list"),
    (_("Environment"), "rmp_relationship:contextfactor-list"),
    (_("Advantages"), "rmp_relationship:advantage-list"),
    (_("The relationship"), "rmp_relationship:relationship"),
    (_("How we engage"), "rmp_relationship:engagement"),
)
register_overview(_("Benefit and effort"), "rmp_portfolio:portfolio")
