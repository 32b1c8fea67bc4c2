"""Principle 12: what this room tells the kernel of itself."""

from django.utils.translation import gettext_lazy as _

from partnerships.lifecycle.milestones import register_milestones
from partnerships.practices.registry import register_home
from partnerships.referrals import Desk, register_desk
from partnerships.starting import register_start
from rmp.exits import dues, gates, metrics, practices, sections, services  # noqa: F401  each registers what it has
from rmp.exits.start import lay_out

register_home(
    12,
    "rmp_exits:exit",
    (_("Exit"), "rmp_exits:exit"),
    (_("Strategy"), "rmp_exits:exitstrategy-list"),
    (_("Triggers"), "rmp_exits:exittrigger-list"),
    (_("Assessments"), "rmp_exits:exitassessment-list"),
    (_("Plan"), "rmp_exits:exitplanitem-list"),
    (_("Rehearsals"), "rmp_exits:exitrehearsal-list"),
    (_("Cases"), "rmp_exits:disengagementcase-list"),
    (_("Obligations"), "rmp_exits:survivingobligation-list"),
    (_("Positions"), "rmp_exits:exitposition-list"),
    (_("Next"), "rmp_exits:futureopportunity-list"),
    (_("Leaving"), "rmp_exits:leaving"),
)
register_desk(Desk("exits.assessment", _("Ask for an assessment of the exit"), services.open_assessment))
register_milestones("exit-strategy", "agreed")
register_milestones("exit-trigger", "fired")
register_milestones("exit-assessment", "concluded")
register_milestones("disengagement-case", "decided", "decided by notice", "notified", "transition", "closed", "withdrawn")
register_milestones("surviving-obligation", "fulfilled", "expired", "breached")
register_start(_("a draft of the exit strategy, and what an end would have to settle"), lay_out)
