"""Principle 1, the joint plan: its home, its practices, its sections of the plan, its due dates."""

from django.utils.translation import gettext_lazy as _

from partnerships.archive.papers import register_papers
from partnerships.lifecycle.milestones import register_milestones
from partnerships.practices.registry import register_home, register_place
from partnerships.practices.sections import contribute
from rmp.plan import builders, dues, gates, papers, practices  # noqa: F401  dues, gates and practices register what they have

register_home(
    1,
    practices.LIVING,
    (_("The plan now"), practices.LIVING),
    (_("Versions"), practices.VERSIONS),
    (_("Compare"), "rmp_plan:compare"),
)
register_milestones("plan-version", "brought into force", "superseded")
register_papers(papers.papers)
register_place("plan", _("Joint plan"), practices.LIVING, "plan")
contribute("purpose", builders.purpose, needs=("3.1-a",))
contribute("parties", builders.parties)
