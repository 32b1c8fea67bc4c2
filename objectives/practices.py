"""The statements of clause 5.3, in our own words, each with the condition by which a partnership addresses it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.evidence import (
    OF_OBJECTIVE,
    State,
    alignments,
    all_of,
    commitments,
    common,
    common_checks,
    common_commitments,
    conditions,
    differences,
    drivers,
    initiators,
    own,
    pursued,
    restatements,
    revisions,
    settled,
    steps,
    summaries,
    supporting,
    two_terms,
    value_cases,
    weighed,
    with_action,
    with_direction,
    with_part,
)
from objectives.models import (
    Communication,
    Measure,
    Mechanism,
    Milestone,
    Objective,
    ProgressCheck,
    Restatement,
    Revision,
    RevisionCondition,
    Summary,
)
from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices

OBJECTIVES = "objectives:objective-list"
NEW_OBJECTIVE = "objectives:objective-create"
CHOOSE = _("Choose an objective")


def practice(
    key: str,
    text: Any,
    shows: Any,
    addressed: Condition,
    *,
    principle: int = 3,
    link: str = OBJECTIVES,
    label: Any = CHOOSE,
    **more: Any,
) -> None:
    """Register one statement; its key is its clause and a letter."""
    clause = key.rpartition("-")[0]
    register_practices(Practice(key, principle, clause, text, addressed, shows=shows, link=link, link_label=label, **more))


# --- 5.2.3.2: of principle 2, shown by objectives ---------------------------------------------------------------------
practice(
    "5.2.3.2-b",
    _("Common goals are set, and it is clear who answers for each."),
    _("Common objectives with their responsible party"),
    all_of(pursued, pursued.filter(responsible__isnull=False)),
    principle=2,
    partly=some(pursued),
    query="space=joint",
    missing=_("Set common objectives and name the responsible party of each."),
)


# --- 5.3.1 and 5.3.2: what and why ------------------------------------------------------------------------------------
practice(
    "5.3.1-a",
    _("What drives the collaboration is known."),
    _("Drivers that the parties share."),
    some(drivers),
    link="objectives:driver-create",
    label=_("Add a driver"),
    query="space=joint",
    missing=_("Name what moves you to collaborate."),
)
practice(
    "5.3.1-b",
    _("The parties have agreed objectives."),
    _("Common objectives agreed by sign-off or with the plan."),
    some(common.agreed()),
    partly=some(pursued),
    query="space=joint",
    missing=_("Put a common objective to all parties, or sign the plan."),
)
practice(
    "5.3.1-c",
    _("Each party gives the means it owes."),
    _("Resources committed to objectives, from each party."),
    from_each_party(commitments, OF_OBJECTIVE),
    partly=some(commitments, OF_OBJECTIVE),
    missing=_("Commit resources to an objective, from each side."),
)
practice(
    "5.3.1-d",
    _("Differences of thought and habit are dealt with."),
    _("Differences noted, with how they are handled."),
    some(differences.exclude(handling="")),
    partly=some(differences),
    link="objectives:differencenote-create",
    label=_("Note a difference"),
    missing=_("Note where you differ, and how you deal with it."),
)
practice(
    "5.3.2-a",
    _("Objectives are feasible and worth their means."),
    _("What common objectives say of their feasibility and effect."),
    all_of(pursued, weighed),
    partly=some(weighed),
    query="space=joint",
    missing=_("Say of each common objective why it is within reach and worth it."),
)

# --- 5.3.3.1: establishing --------------------------------------------------------------------------------------------
practice(
    "5.3.3.1-a",
    _("Objectives are understood alike."),
    _("Restatements confirmed by the party whose objective it is."),
    Q(some(restatements.filter(state=Restatement.State.CONFIRMED), OF_OBJECTIVE))
    & ~Q(some(restatements.exclude(state=Restatement.State.CONFIRMED), OF_OBJECTIVE)),
    partly=some(restatements, OF_OBJECTIVE),
    query="space=theirs",
    missing=_("Answer every restatement until none is open."),
)
practice(
    "5.3.3.1-b",
    _("Each party knows what taking part is worth to it."),
    _("The value cases of the parties."),
    from_each_party(value_cases),
    partly=some(value_cases),
    link="objectives:valuecase-create",
    label=_("Write the value case"),
    query="space=ours_shared",
    missing=_("Let each party write and share its value case."),
)
practice(
    "5.3.3.1-c",
    _("Each party states its own objectives."),
    _("Objectives of its own that each party shares."),
    from_each_party(own.exclude(state=State.WITHDRAWN)),
    partly=some(own.exclude(state=State.WITHDRAWN)),
    link=NEW_OBJECTIVE,
    label=_("Add an objective of ours"),
    query="space=ours_shared",
    missing=_("Let each party share at least one objective of its own."),
)
practice(
    "5.3.3.1-d",
    _("Each party understands what the others want."),
    _("Restatements of the others' objectives, confirmed."),
    from_each_party(restatements.filter(state=Restatement.State.CONFIRMED), OF_OBJECTIVE),
    partly=some(restatements, OF_OBJECTIVE),
    query="space=theirs",
    missing=_("Restate the others' objectives in your words and let them confirm."),
)
practice(
    "5.3.3.1-e",
    _("Common objectives are found."),
    _("Common objectives."),
    some(common.exclude(state=State.WITHDRAWN)),
    link=NEW_OBJECTIVE,
    label=_("Propose a common objective"),
    query="space=joint",
    missing=_("Write down what you want together."),
)
practice(
    "5.3.3.1-f",
    _("Own and common objectives fit, to mutual benefit."),
    _("The alignment matrix: own objectives that support common ones, tension handled."),
    from_each_party(supporting, OF_OBJECTIVE, party="objective__party") & ~Q(some(alignments.unhandled(), OF_OBJECTIVE)),
    partly=some(alignments, OF_OBJECTIVE),
    link="objectives:alignment",
    label=_("Open the matrix"),
    missing=_("Compare own and common objectives, and deal with tension and conflict."),
)

# --- 5.3.3.2: preparing; 5.3.3.3, about risks, is shown by the room of principle 10 ------------------------------------
practice(
    "5.3.3.2-a",
    _("Objectives and values are clear before the work begins."),
    _("Value cases and common objectives."),
    from_each_party(value_cases) & Q(some(common.exclude(state=State.WITHDRAWN))),
    partly=Q(some(value_cases)) | Q(some(pursued)),
    link="objectives:valuecase-list",
    label=_("See the value cases"),
    missing=_("Have value cases from each party and a common objective."),
)
practice(
    "5.3.3.2-b",
    _("Resources are pooled."),
    _("The pool of resources committed to common objectives."),
    from_each_party(common_commitments, OF_OBJECTIVE),
    partly=some(common_commitments, OF_OBJECTIVE),
    link="objectives:pool",
    label=_("See the pool"),
    missing=_("Commit resources of each party to common objectives."),
)
practice(
    "5.3.3.2-c",
    _("Ways of working together are set."),
    _("Ways of working, with how often."),
    some(Mechanism.objects.disclosed()),
    link="objectives:mechanism-create",
    label=_("Add a way of working"),
    missing=_("Say how and how often you work together."),
)
practice(
    "5.3.3.2-d",
    _("Outside changes do less harm."),
    _("Conditions under which a change outside leads to a revision."),
    some(conditions.filter(kind=RevisionCondition.Kind.CONTEXT)),  # type: ignore[misc]
    link="objectives:revisioncondition-create",
    label=_("Agree what then happens"),
    query="kind=context",
    missing=_("Agree from which change of the surroundings on you revise an objective."),
)

# --- 5.3.3.4: refining ------------------------------------------------------------------------------------------------
practice(
    "5.3.3.4-a",
    _("It is clear where objectives lead."),
    _("The direction of common objectives."),
    all_of(pursued, with_direction),
    partly=some(with_direction),
    query="space=joint",
    missing=_("Write the direction of each common objective."),
)
practice(
    "5.3.3.4-b",
    _("Milestones are set."),
    _("Milestones of common objectives."),
    all_of(pursued, with_part(pursued, Milestone)),
    partly=some(Milestone.objects.disclosed(), OF_OBJECTIVE),
    query="space=joint",
    missing=_("Set milestones for each common objective."),
)
practice(
    "5.3.3.4-c",
    _("Large objectives are split into phases."),
    _("Objectives that are a phase of a larger one."),
    some(Objective.objects.disclosed().filter(parent__isnull=False)),
    link=NEW_OBJECTIVE,
    label=_("Add a phase"),
    query="space=joint",
    missing=_("Make a small objective that is a phase of a larger one."),
)
practice(
    "5.3.3.4-d",
    _("Objectives reach over different terms."),
    _("The terms of common objectives."),
    two_terms,
    partly=some(pursued),
    link=NEW_OBJECTIVE,
    label=_("Add an objective of another term"),
    query="space=joint",
    missing=_("Have common objectives of at least two terms."),
)
practice(
    "5.3.3.4-e",
    _("Each work area has its objectives."),
    _("The work areas of common objectives."),
    all_of(pursued, pursued.filter(work_area__isnull=False)),
    partly=some(pursued.filter(work_area__isnull=False)),
    query="space=joint",
    missing=_("Give each common objective its work area."),
)

# --- 5.3.3.5: implementing --------------------------------------------------------------------------------------------
practice(
    "5.3.3.5-a",
    _("Objectives have action plans."),
    _("Actions taken for common objectives."),
    all_of(pursued, with_action),
    partly=some(with_action),
    query="space=joint",
    missing=_("Add an action to each common objective."),
)
practice(
    "5.3.3.5-b",
    _("Objectives are told and put to work."),
    _("Whom each agreed objective was told, and how."),
    all_of(settled, with_part(settled, Communication)),
    partly=some(Communication.objects.disclosed(), OF_OBJECTIVE),
    query="space=joint",
    missing=_("Note whom each agreed objective was told."),
)
practice(
    "5.3.3.5-c",
    _("Each party checked that it can; results can be counted."),
    _("Capability checks of each party, and measures with targets."),
    from_each_party(common_checks, OF_OBJECTIVE) & all_of(pursued, with_part(pursued, Measure)),
    partly=Q(some(common_checks, OF_OBJECTIVE)) | Q(some(Measure.objects.disclosed(), OF_OBJECTIVE)),
    query="space=joint",
    missing=_("Let each party check its capability, and give each common objective a measure."),
)
practice(
    "5.3.3.5-d",
    _("Progress is checked."),
    _("Progress checks of active objectives."),
    all_of(common.filter(state=State.ACTIVE), with_part(common, ProgressCheck)),
    partly=some(ProgressCheck.objects.disclosed(), OF_OBJECTIVE),
    query="space=joint&state=active",
    missing=_("Check the progress of each active common objective."),
)
practice(
    "5.3.3.5-e",
    _("What happens is summed up in time."),
    _("Published summaries."),
    some(summaries.filter(state=Summary.State.PUBLISHED)),
    partly=some(summaries),
    link="objectives:summary-list",
    label=_("See the summaries"),
    missing=_("Plan a summary and publish it."),
)

# --- 5.3.3.6: adjusting -----------------------------------------------------------------------------------------------
REVISING: dict[str, Any] = {"link": "objectives:revising", "label": _("See the rules")}
practice(
    "5.3.3.6-a",
    _("It is clear how objectives are revised."),
    _("Conditions, initiators and steps of a revision."),
    Q(some(conditions)) & Q(some(initiators)) & Q(some(steps)),
    partly=Q(some(conditions)) | Q(some(initiators)) | Q(some(steps)),
    missing=_("Agree conditions, initiators and steps."),
    **REVISING,
)
practice(
    "5.3.3.6-b",
    _("The conditions for it are set."),
    _("Conditions of a revision."),
    some(conditions),
    link="objectives:revisioncondition-create",
    label=_("Add a condition"),
    missing=_("Say when an agreed objective may be revised."),
)
practice(
    "5.3.3.6-c",
    _("Who may start it is set."),
    _("Rules about who may start a revision."),
    some(initiators),
    link="objectives:initiatorrule-create",
    label=_("Add a rule"),
    missing=_("Say on whose word a revision starts."),
)
practice(
    "5.3.3.6-d",
    _("Its steps are set."),
    _("Steps of a revision."),
    some(steps),
    link="objectives:revisionstep-create",
    label=_("Add a step"),
    missing=_("Say which way a revision takes."),
)
practice(
    "5.3.3.6-e",
    _("A revision says what was, what shall be, and from when."),
    _("Revisions laid before the parties."),
    some(revisions.exclude(state__in=(Revision.State.DRAFTED, Revision.State.RETURNED, Revision.State.WITHDRAWN))),
    partly=Q(some(steps.exclude(decision_rule=""))),  # type: ignore[misc]
    missing=_("Write the decision rule of a step; the first revision shows the rest."),
    **REVISING,
)
