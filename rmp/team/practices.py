"""The practices of clauses 5.1.2 and 5.1.3.3 that this room shows. Each is a query over partnerships."""

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.team.models import EnabledResource, Handover, JointTeam, PartnerDevelopment, TeamMember, TeamReview
from rmp.team.querysets import Today

TEAM, FILL = "rmp_team:teammember-list", "rmp_team:teammember-create"
Role, State = TeamMember.Role, EnabledResource.State

teams = JointTeam.objects.disclosed()
places = TeamMember.objects.disclosed().current()
senior = places.filter(role=Role.SENIOR)
leading = places.filter(role__in=TeamMember.LEADING)
described = places.exclude(responsibilities="").exclude(powers="")
undescribed = places.filter(Q(responsibilities="") | Q(powers=""))
keepers = places.filter(keeps_plan=True)
# A deputy who left stands in for nobody.
covered = places.filter(deputy__in=places.values("pk"))

resources = EnabledResource.objects.disclosed()
provided = resources.filter(state=State.AVAILABLE)
promised = resources.exclude(state=State.WITHDRAWN)
every_category: Condition = reduce(and_, (Q(some(provided.filter(category=category))) for category in EnabledResource.NAMED))

reviews = TeamReview.objects.disclosed()
upgrades = reviews.exclude(upgraded="")
dated = teams.filter(review_on__isnull=False)
in_time = dated.filter(review_on__gte=Today())

handovers = Handover.objects.disclosed()
late = handovers.filter(state=Handover.State.UNDER_WAY, last_day__lt=Today())
completed = handovers.filter(state=Handover.State.COMPLETED)

development = PartnerDevelopment.objects.disclosed()
pursued = development.filter(state__in=(PartnerDevelopment.State.RUNNING, PartnerDevelopment.State.DONE))


def practice(key: str, text: Any, addressed: Condition, **more: Any) -> None:
    """Register one statement; its key is its clause and a letter."""
    register_practices(Practice(key, 1, key.rpartition("-")[0], text, addressed, **more))


practice(
    "5.1.2-c",
    _("The collaboration goes on as before when time passes and people change."),
    (Q(from_each_party(covered)) | Q(some(completed))) & ~Q(some(late)),
    partly=Q(some(covered)) | Q(some(handovers.exclude(state=Handover.State.CANCELLED))),
    shows=_("Deputies in the team of each party, and completed handovers with none past its last day"),
    missing=_("Name a deputy on each side, and hand over in good time when somebody leaves."),
    link="rmp_team:handover-create",
    link_label=_("Plan a handover"),
)
practice(
    "5.1.3.3-a",
    _("There is a joint management team, and people of each party who lead it."),
    Q(some(teams)) & from_each_party(leading),
    partly=Q(some(teams)) | Q(some(places)),
    shows=_("What the team is for, and leading places of each party"),
    missing=_("Say what the team is for, and let each party name who leads for it."),
    link="rmp_team:jointteam-create",
    link_label=_("Say what the team is for"),
)
practice(
    "5.1.3.3-b",
    _("It is plain who answers for the collaboration on each side."),
    from_each_party(senior),
    partly=some(leading),
    shows=_("A senior responsible person of each party"),
    missing=_("Let each party name its senior responsible person."),
    link=FILL,
    link_label=_("Name the person"),
    query="role=senior&space=ours_shared",
)
practice(
    "5.1.3.3-c",
    _("Everybody knows who is in the team, who sees to what, and who may decide what."),
    from_each_party(described) & ~Q(some(undescribed)),
    partly=some(places),
    shows=_("Places with responsibilities and powers"),
    missing=_("Write down the responsibilities and powers of every place."),
    link=FILL,
    link_label=_("Fill a place"),
    query="space=ours_shared",
)
practice(
    "5.1.3.3-d",
    _("The team has what it needs: means, equipment, premises, people, provision for risks."),
    every_category,
    partly=some(promised),
    shows=_("Available resources in each of the five categories"),
    missing=_("Make at least one resource of each category available."),
    link="rmp_team:enabledresource-create",
    link_label=_("Add a resource"),
    query="space=ours_shared",
)
practice(
    "5.1.3.3-e",
    _("The team is looked at again and again, and upgraded."),
    Q(some(in_time)) & Q(some(upgrades, "team__")),
    partly=Q(some(dated)) | Q(some(reviews, "team__")),
    shows=_("Reviews that upgraded something, and a next one that is not overdue"),
    missing=_("Set a day for the next review of the team, and write down what you upgrade."),
    link=TEAM,
    link_label=_("Open the team"),
)
practice(
    "5.1.3.3-f",
    _("Partners are helped to become able to do what the project needs."),
    some(pursued),
    partly=some(development.exclude(state=PartnerDevelopment.State.DROPPED)),
    shows=_("Measures of partner development that run or are done"),
    missing=_("Where a partner lacks something the project needs, plan and start a measure."),
    link="rmp_team:partnerdevelopment-create",
    link_label=_("Plan a measure"),
)
practice(
    "5.1.3.3-g",
    _("The team keeps the joint plan, so that all parties gain by it."),
    from_each_party(keepers) & Q(next_review_on__isnull=False),
    partly=some(keepers),
    shows=_("Places of each party that keep the plan, and a date for the next review of the partnership"),
    missing=_("Give the plan to a place on each side, and set the next review of the partnership."),
    link=FILL,
    link_label=_("Fill a place"),
    query="space=ours_shared&keeps_plan=on",
)
