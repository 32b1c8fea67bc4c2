"""Principle 4: its home, its practices, its section of the plan, its due dates."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.registry import register_home
from partnerships.starting import register_start
from rmp.leadership import dues, gates, practices, receivers, sections  # noqa: F401  each registers what it has
from rmp.leadership.start import lay_out

register_home(
    4,
    "rmp_leadership:leaders",
    (_("Leaders"), "rmp_leadership:leaders"),
    (_("Profiles"), "rmp_leadership:leaderprofile-list"),
    (_("Nominations"), "rmp_leadership:appointment-list"),
    (_("Support"), "rmp_leadership:support"),
    (_("Resources"), "rmp_leadership:resources"),
    (_("Powers and decisions"), "rmp_leadership:powers"),
    (_("Example"), "rmp_leadership:example"),
)
register_start(_("a draft of the leaders' profile"), lay_out)
