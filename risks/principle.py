"""Principle 10: its home, its practices, its section of the plan, its due dates, its figures."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.registry import register_home
from partnerships.starting import register_start
from risks import dues, metrics, practices, receivers, sections  # noqa: F401  each registers what it has
from risks.start import lay_out

register_home(
    10,
    "risks:risk-list",
    (_("Risks"), "risks:risk-list"),
    (_("Heat map"), "risks:map"),
    (_("As a whole"), "risks:whole"),
    (_("Consistency"), "risks:consistency"),
    (_("Criteria"), "risks:riskcriteria-list"),
    (_("Appetite"), "risks:partystance-list"),
)
register_start(_("criteria, and risks that such a collaboration usually has"), lay_out)
