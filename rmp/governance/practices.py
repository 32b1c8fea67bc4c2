"""A practice profile of clause 5.5, in our own words: what is usual where collaborations are governed well, and what shows it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.clock import Today
from partnerships.practices.conditions import some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.governance.checks import some_level_unnamed
from rmp.governance.gates import in_force, without
from rmp.governance.models import (
    Activity,
    Agreement,
    AuthorityRule,
    BodyMember,
    Decision,
    GovernanceBody,
    Issue,
    JointProcess,
    Ladder,
    Meeting,
    NoticePeriod,
    OwnWay,
)

bodies = GovernanceBody.objects.disclosed().standing()
strategic = bodies.filter(level=GovernanceBody.Level.STRATEGIC)
management = bodies.filter(level=GovernanceBody.Level.MANAGEMENT)
meetings = Meeting.objects.disclosed()
decisions = Decision.objects.disclosed()
rules = AuthorityRule.objects.disclosed()
activities = Activity.objects.disclosed()
processes = JointProcess.objects.disclosed()
ladders = Ladder.objects.disclosed()
issues = Issue.objects.disclosed()
agreements = Agreement.objects.disclosed()

# A body in which somebody sits now; that no party is missing is asked besides.
peopled = Exists(BodyMember.objects.current().filled().filter(body=OuterRef("pk")))
complete = ~Q(some(bodies.lacking_a_party()))
noticed = Exists(NoticePeriod.objects.filter(agreement=OuterRef("pk")))


def practice(number: int, text: Any, addressed: Condition, *, label: Any, **more: Any) -> None:
    register_practices(Practice(f"P05-{number:02}", 5, "5.5", text, addressed, link_label=label, **more))


practice(
    1,
    _("Governance begins at the top: the senior leaders of every party meet in a body of their own."),
    Q(some(strategic.filter(peopled))) & ~Q(some(strategic.lacking_a_party())),
    partly=some(strategic),
    shows=_("A strategic body in which every party has a member"),
    missing=_("Set up a strategic body, and let every party seat somebody in it."),
    link="rmp_governance:governancebody-create",
    label=_("Set up a body"),
    query="level=strategic",
)
practice(
    2,
    _("A joint body runs the collaboration from day to day, and meets as often as it said."),
    Q(some(management.filter(cadence__isnull=False, next_meeting_on__gte=Today())))
    & some(meetings.held().filter(body__level=GovernanceBody.Level.MANAGEMENT)),
    partly=some(management),
    shows=_("A management body that keeps to its cadence"),
    missing=_("Set up a management body with a cadence, and hold its meetings."),
    link="rmp_governance:governancebody-list",
    label=_("See the bodies"),
)
practice(
    3,
    _("Every body knows its terms, has a chair, and misses nobody's seat."),
    Q(some(bodies)) & complete & ~Q(some(bodies.with_vacancies())),
    partly=some(bodies),
    shows=_("Bodies with a chair, members of every party, and no vacant seat"),
    missing=_("Fill the vacant seats, and name the chairs."),
    link="rmp_governance:governance",
    label=_("See what is vacant"),
)
practice(
    4,
    _("Who may decide what, and up to which limit, is written down."),
    Q(some(rules.filter(limit_kind=AuthorityRule.Limit.MONEY))) & some(rules.exclude(limit_kind=AuthorityRule.Limit.MONEY)),
    partly=some(rules),
    shows=_("Authority rules for money and for at least one other limit"),
    missing=_("Write down who may spend how much, and who may change scope or time, or speak in public."),
    link="rmp_governance:authorityrule-create",
    label=_("Add a rule"),
)
practice(
    5,
    _("For each activity it is clear who answers for it, without doubles on both sides."),
    Q(some(activities)) & ~Q(some(activities.without_one_accountable())),
    partly=some(activities),
    shows=_("A responsibility matrix with exactly one that is accountable in each row"),
    missing=_("List the activities, and name the one that answers for each."),
    link="rmp_governance:matrix",
    label=_("Open the matrix"),
)
practice(
    6,
    _("What was said in a meeting is agreed by every party, and soon."),
    Q(some(meetings.filter(agreed_on__isnull=False))) & ~Q(some(meetings.with_late_minutes())),
    partly=some(meetings.held()),
    shows=_("Minutes agreed by all, none of them late"),
    missing=_("Write the minutes, and let every party agree or object."),
    link="rmp_governance:meeting-list",
    label=_("See the meetings"),
)
practice(
    7,
    _("Decisions show where each party stood, and are followed until they are done."),
    Q(some(decisions.holding())) & ~Q(some(decisions.overdue())),
    partly=some(decisions),
    shows=_("Decisions with the positions of the parties, none overdue"),
    missing=_("Put decisions to the parties, and follow them up in time."),
    link="rmp_governance:decision-list",
    label=_("See the decisions"),
)
practice(
    8,
    _("Each side knows how the other does it, and where that does not fit, one way is agreed."),
    some(processes.settled()),
    partly=some(OwnWay.objects.disclosed(), "process__"),
    shows=_("Joint processes agreed by all or in use, with each party's own way"),
    missing=_("Compare a process that runs through both houses, and agree the way it goes."),
    link="rmp_governance:jointprocess-list",
    label=_("See the processes"),
)
practice(
    9,
    _("Whoever has an issue knows to whom it goes next, on both sides."),
    Q(some(ladders)) & ~Q(some_level_unnamed()),
    partly=some(ladders),
    shows=_("An escalation ladder with somebody of each party at each level"),
    missing=_("Set up the ladder, and name your counterpart at each level."),
    link="rmp_governance:ladder",
    label=_("Open the ladder"),
)
practice(
    10,
    _("Issues are settled together, quickly, and at the lowest level that can settle them."),
    Q(some(ladders)) & ~Q(some(issues.stuck())) & ~Q(some(issues.unsettled().filter(due_on__lt=Today()))),
    partly=some(issues.filter(resolved_on__isnull=False)),
    shows=_("No issue beyond its time at its level, and none left by the highest one"),
    missing=_("Settle what is waiting: state your position, propose a way out."),
    link="rmp_governance:issue-list",
    label=_("See the issues"),
)
practice(
    11,
    _("What the parties owe each other stands in an agreement that fits the relationship, or they say why not."),
    Q(in_force) | Q(without),
    partly=some(agreements.pending()),
    shows=_("An agreement in force with its reference, or the reason for none, signed by all"),
    missing=_("Bring an agreement into force, or give the reason for working together without one."),
    link="rmp_governance:agreement-list",
    label=_("See the agreements"),
)
practice(
    12,
    _("Everybody knows when agreements end, and how long before one must speak up."),
    Q(some(agreements.effective())) & ~Q(some(agreements.effective().filter(~Q(noticed)))),
    partly=some(agreements.effective().filter(noticed)),
    shows=_("Notice periods of the parties in every agreement in force"),
    missing=_("Add the notice periods to each agreement before it is signed."),
    link="rmp_governance:agreement-list",
    label=_("See the agreements"),
)
