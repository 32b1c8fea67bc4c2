"""Principle 1, the joint team: its pages, its practices, its part of the plan, its due dates, its letters."""

from django.utils.translation import gettext_lazy as _

from partnerships.outbox.kinds import register_kind
from partnerships.practices.registry import register_home
from rmp.team import dues, letters, practices, receivers, sections  # noqa: F401  each registers what it has

register_home(
    1,
    "rmp_team:teammember-list",
    (_("Joint team"), "rmp_team:teammember-list"),
    (_("Means"), "rmp_team:enabledresource-list"),
    (_("Partner development"), "rmp_team:partnerdevelopment-list"),
    (_("Handovers"), "rmp_team:handover-list"),
)
for kind in letters.TRUE_IN:
    register_kind(kind, letters.handover_letter)
