"""Principle 5: its home, its practices, its section of the plan, its due dates, its gate, its figures, its letters, its desk."""

from django.utils.translation import gettext_lazy as _

from partnerships.outbox.kinds import register_kind
from partnerships.practices.registry import register_home
from partnerships.referrals import Desk, register_desk
from partnerships.starting import register_start
from rmp.governance import dues, gates, letters, metrics, practices, receivers, sections  # noqa: F401  each registers what it has
from rmp.governance.services.issues import receive
from rmp.governance.start import lay_out

register_home(
    5,
    "rmp_governance:governance",
    (_("Governance"), "rmp_governance:governance"),
    (_("Bodies"), "rmp_governance:governancebody-list"),
    (_("Meetings"), "rmp_governance:meeting-list"),
    (_("Decisions"), "rmp_governance:decision-list"),
    (_("Issues"), "rmp_governance:issue-list"),
    (_("Ladder"), "rmp_governance:ladder"),
    (_("Authority"), "rmp_governance:authorityrule-list"),
    (_("Responsibilities"), "rmp_governance:matrix"),
    (_("Processes"), "rmp_governance:jointprocess-list"),
    (_("Agreements"), "rmp_governance:agreement-list"),
    (_("Without an agreement"), "rmp_governance:noagreement-list"),
    (_("Our line"), "rmp_governance:negotiatingline-list"),
)
for kind, build in letters.KINDS.items():
    register_kind(kind, build)
register_desk(Desk("governance.issue", _("Raise an issue"), receive))
register_start(_("bodies that meet, and what is to be done again and again"), lay_out)
