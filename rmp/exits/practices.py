"""What good practice expects of an exit strategy (5.12), in our own words, each with the condition that shows it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.exits import evidence as e
from rmp.exits.models import DisengagementCase, ExitAssessment, ExitTrigger

STRATEGY, TRIGGERS, PLAN = "rmp_exits:exitstrategy-list", "rmp_exits:exittrigger-list", "rmp_exits:exitplanitem-list"
CASES, OBLIGATIONS = "rmp_exits:disengagementcase-list", "rmp_exits:survivingobligation-list"
State, Conclusion = DisengagementCase.State, ExitAssessment.Conclusion
carried_out = e.cases.filter(state__in=(State.CLEARING, State.EVALUATION, State.CLOSED))
decided = e.cases.exclude(state__in=(State.PROPOSED, State.JOINT_ASSESSMENT, State.WITHDRAWN))


def practice(number: int, text: Any, addressed: Condition, *, label: Any, **more: Any) -> None:
    """Register one statement of this room's profile."""
    register_practices(Practice(f"P12-{number:02}", 12, "5.12", text, addressed, link_label=label, **more))


practice(
    1,
    _("How you would part is agreed from the beginning: what an end would end, and what nobody does on the way out."),
    some(e.agreed.exclude(extent="").exclude(boundaries="")),
    partly=some(e.strategies),
    shows=_("Exit strategy, agreed, with scope and boundaries"),
    missing=_("Write the exit strategy and agree it with the first plan."),
    link=STRATEGY,
    label=_("Go to the strategy"),
)
practice(
    2,
    _("Each party knows how long before an end it must say so."),
    e.noticed,
    partly=some(e.strategies.filter(notices__isnull=False)),
    shows=_("A period of notice for each party, in the strategy agreed"),
    missing=_("Add a period of notice for each party, and agree the strategy."),
    link=STRATEGY,
    label=_("Go to the strategy"),
)
practice(
    3,
    _("The signs at which you look at an end together are agreed, and read from what really happens."),
    Q(some(e.triggers.filter(kind=ExitTrigger.Kind.METRIC)))
    & Q(some(e.triggers.filter(kind__in=(ExitTrigger.Kind.EVENT, ExitTrigger.Kind.JUDGEMENT)))),
    partly=some(e.triggers),
    shows=_("Triggers: at least one figure, and one event or judgement"),
    missing=_("Agree at least one figure and one event that make you look."),
    link=TRIGGERS,
    label=_("Go to the triggers"),
)
practice(
    4,
    _("A sign that has come is assessed by all parties in time, and what follows is their joint decision."),
    Q(some(e.assessments.filter(state=ExitAssessment.State.CONCLUDED)))
    & ~Q(some(e.triggers.pressing()))
    & ~Q(some(e.assessments.open())),
    partly=some(e.assessments),
    shows=_("Joint assessments, all concluded and signed"),
    missing=_("Conclude the open assessments together."),
    link="rmp_exits:exitassessment-list",
    label=_("Go to the assessments"),
)
practice(
    5,
    _("What must be settled is listed, with an owner on each side."),
    e.owned,
    partly=some(e.items),
    shows=_("Items of the exit plan, each with an owner of each party"),
    missing=_("List what has to be settled, and let each party name an owner for it."),
    link=PLAN,
    label=_("Go to the exit plan"),
)
practice(
    6,
    _("You are ready for an end on any day: most of what must be settled could be."),
    Q(some(e.items)) & e.ready,
    partly=some(e.items.ready()),
    shows=_("Readiness of 80 percent or more, by weight"),
    missing=_("Prepare the items of the exit plan until four fifths of them, by weight, are ready."),
    link="rmp_exits:exit",
    label=_("See the readiness"),
)
practice(
    7,
    _("The plan for an end is walked through, as one does a fire drill."),
    some(e.rehearsals.exclude(findings="")),
    partly=some(e.rehearsals),
    shows=_("A rehearsal with what was found"),
    missing=_("Walk through the exit plan, and note what you found."),
    link="rmp_exits:exitrehearsal-list",
    label=_("Go to the rehearsals"),
)
practice(
    8,
    _("Each party has told the others what it would have to keep if it ended."),
    from_each_party(e.positions),
    partly=some(e.positions),
    shows=_("A position on an end, shared by each party"),
    missing=_("Write your position, and share what the others should know of it."),
    link="rmp_exits:exitposition-list",
    label=_("Go to the positions"),
)
practice(
    9,
    _("Students, customers and others who depend on it are not left in the middle."),
    Q(some(e.continuity.filter(case__in=decided), "case__")) | Q(some(e.agreed.exclude(protected=""))) & ~Q(some(decided)),
    partly=Q(some(e.strategies.exclude(protected=""))) | Q(some(e.continuity, "case__")),
    shows=_("Who is protected, in the strategy; measures of continuity, in a case"),
    missing=_("Say in the strategy who is protected, and in a case what goes on for them."),
    link=STRATEGY,
    label=_("Go to the strategy"),
)
practice(
    10,
    _("An end or a change of form is decided together or by due notice, and those concerned are told in a planned way."),
    Q(some(decided.exclude(told=""))) | Q(some(e.agreed.exclude(communication=""))) & ~Q(some(e.going_on)),
    partly=Q(some(e.cases)) | Q(some(e.strategies.exclude(communication=""))),
    shows=_("How an end is told, in the strategy; who was told, in a case"),
    missing=_("Write into the strategy how an end is told, and note in a case who was told."),
    link=CASES,
    label=_("Go to the cases"),
)
practice(
    11,
    _("What goes on after the end has a holder, somebody it is owed to, and a last day."),
    Q(some(e.obligations)) & e.all_dated,
    partly=some(e.obligations),
    shows=_("Obligations that go on, each with a last day"),
    missing=_("List what would go on after an end, each with a last day."),
    link=OBLIGATIONS,
    label=_("Go to the obligations"),
)
practice(
    12,
    _("You look back together at what was gained and learnt, and at what could come next."),
    Q(some(carried_out.exclude(lessons="").exclude(outcome=""))) & Q(some(e.opportunities)),
    partly=Q(some(e.evaluations, "case__")) | Q(some(e.opportunities)),
    shows=_("The look back of a case, and an opportunity"),
    missing=_("Look back in the case, write down what you learnt, and note what could come next."),
    link="rmp_exits:futureopportunity-list",
    label=_("Note what could come next"),
)
