"""Principle 2: its home, its practices, its sections of the plan, its due dates, its gate."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.registry import register_home
from rmp.visions import dues, gates, practices, sections  # noqa: F401  each registers what it has

register_home(
    2,
    "rmp_visions:visions",
    (_("Visions"), "rmp_visions:visions"),
    (_("Joint vision"), "rmp_visions:jointvision-list"),
    (_("Profiles"), "rmp_visions:partyprofile-list"),
    (_("Areas"), "rmp_visions:alignment"),
    (_("Compatibility"), "rmp_visions:compatibilityassessment-list"),
    (_("Clashes"), "rmp_visions:ethicscheck-list"),
    (_("Screening"), "rmp_visions:ethicsscreening-list"),
    (_("Focus"), "rmp_visions:focus"),
    (_("Practice"), "rmp_visions:practice"),
)
