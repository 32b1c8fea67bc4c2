"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from typing import Any

from django.utils.translation import gettext as _

from objectives.models import (
    Alignment,
    DifferenceNote,
    Driver,
    InitiatorRule,
    Measure,
    Mechanism,
    Milestone,
    Objective,
    ResourceCommitment,
    RevisionCondition,
    RevisionStep,
    ValueCase,
)
from partnerships.models import Partnership
from partnerships.practices.sections import ORDER, Block, by_party, contribute, disclosed, fields_block, table_block, whose
from partnerships.records.describe import text


def environment(partnership: Partnership) -> list[Block]:
    """What drives the parties, and where they differ."""
    drivers = disclosed(Driver, partnership).select_related("party")
    differences = disclosed(DifferenceNote, partnership)
    return [
        table_block(
            _("What drives the collaboration"),
            [_("Driver"), _("Of"), _("What it means")],
            [[driver.title, whose(driver), driver.description] for driver in drivers],
        ),
        table_block(
            _("Differences and how the parties deal with them"),
            [_("About"), _("How they differ"), _("How they deal with it")],
            [[note.get_kind_display(), note.description, note.handling] for note in differences],
        ),
    ]


def objectives(partnership: Partnership) -> list[Block]:
    """Why each party takes part, what all want, what each wants, how it fits, and with what means."""
    mine = disclosed(Objective, partnership).exclude(state=Objective.State.WITHDRAWN)
    shown = list(mine.select_related("party", "responsible", "work_area"))
    common = [objective for objective in shown if objective.is_common]
    own = [objective for objective in shown if not objective.is_common]
    cases = by_party(disclosed(ValueCase, partnership, "party"))
    return [
        table_block(
            _("What taking part is worth"),
            [_("Party"), _("Why"), _("Value expected"), _("Cost")],
            [[case.party.name, case.reason, case.expected_value, case.cost] for case in cases],
        ),
        *[fields_block(objective.title, facts(objective)) for objective in common],
        *progress_blocks(partnership),
        table_block(
            _("The parties' own objectives"),
            [_("Party"), _("Objective"), _("What will be different"), _("Term"), _("Target date")],
            [[o.party.name, o.title, o.description, o.get_term_display(), text(o.target_on)] for o in own],
        ),
        *alignment_blocks(partnership),
        *means_blocks(partnership),
    ]


def facts(objective: Objective) -> list[tuple[str, str]]:
    """What the plan says of a common objective."""
    rows = [
        (_("What will be different"), objective.description),
        (_("Direction"), objective.direction),
        (_("Term"), str(objective.get_term_display())),
        (_("Work area"), str(objective.work_area or "")),
        (_("Responsible party"), objective.responsible.name if objective.responsible else ""),
        (_("Target date"), text(objective.target_on)),
        (_("Feasibility"), objective.feasibility),
        (_("Effectiveness"), objective.effectiveness),
    ]
    return [row for row in rows if row[1]]


def of_common(model: Any, partnership: Partnership, *order: str) -> Any:
    """Parts of the common objectives that are not withdrawn."""
    parts = model.objects.disclosed().filter(objective__partnership=partnership, objective__party=None)
    return parts.exclude(objective__state=Objective.State.WITHDRAWN).select_related("objective").order_by(*order)


def progress_blocks(partnership: Partnership) -> list[Block]:
    """How the common objectives are measured, and by which steps they are reached."""
    measures = of_common(Measure, partnership, "objective__created_at", *ORDER)
    milestones = of_common(Milestone, partnership, "due_on", *ORDER)
    return [
        table_block(
            _("Measures"),
            [_("Objective"), _("Measure"), _("At the start"), _("Target"), _("Unit"), _("By")],
            [[m.objective.title, m.name, text(m.baseline), text(m.target), m.unit, text(m.due_on)] for m in measures],
        ),
        table_block(
            _("Milestones"),
            [_("Objective"), _("Milestone"), _("Due")],
            [[m.objective.title, m.title, text(m.due_on)] for m in milestones],
        ),
    ]


def alignment_blocks(partnership: Partnership) -> list[Block]:
    cells = Alignment.objects.disclosed().filter(objective__partnership=partnership)
    cells = cells.exclude(objective__state=Objective.State.WITHDRAWN).exclude(common__state=Objective.State.WITHDRAWN)
    cells = cells.select_related("objective__party", "common")
    cells = cells.order_by("objective__created_at", "common__created_at", "pk")
    rows = [
        [cell.objective.party.name, cell.objective.title, cell.common.title, str(cell.get_value_display()), cell.handling]
        for cell in by_party(cells, lambda cell: cell.objective.party)
    ]
    heads = [_("Party"), _("Own objective"), _("Common objective"), _("Fit"), _("How the parties deal with it")]
    return [table_block(_("Alignment"), heads, rows)]


def means_blocks(partnership: Partnership) -> list[Block]:
    """The pool of resources, and how the parties work together."""
    commitments = of_common(ResourceCommitment, partnership, *ORDER).select_related("resource", "party", "objective")
    commitments = sorted(by_party(commitments), key=lambda c: c.resource.position)
    mechanisms = disclosed(Mechanism, partnership)
    return [
        table_block(
            _("Resources"),
            [_("Resource"), _("Party"), _("For"), _("What exactly"), _("Planned"), _("Unit")],
            [[str(c.resource), c.party.name, c.objective.title, c.description, text(c.planned), c.unit] for c in commitments],
        ),
        table_block(
            _("Ways of working together"),
            [_("Name"), _("Kind"), _("How it works"), _("How often")],
            [[m.title, str(m.get_kind_display()), m.description, m.cadence] for m in mechanisms],
        ),
    ]


def revision(partnership: Partnership) -> list[Block]:
    """How an agreed objective changes."""
    conditions = disclosed(RevisionCondition, partnership)
    rules = disclosed(InitiatorRule, partnership).select_related("named_party").prefetch_related("conditions")
    steps = disclosed(RevisionStep, partnership).order_by("order", "pk")
    return [
        table_block(
            _("When an objective may be revised"),
            [_("Condition"), _("What exactly")],
            [[str(condition.get_kind_display()), condition.text] for condition in conditions],
        ),
        table_block(
            _("Who may start a revision"),
            [_("Who"), _("On these conditions")],
            [[str(rule), ", ".join(sorted(map(str, rule.conditions.all()))) or _("on any")] for rule in rules],
        ),
        table_block(
            _("The steps of a revision"),
            [_("Step"), _("Name"), _("Days allowed"), _("Who decides, and how")],
            [[str(step.order), step.name, text(step.days_allowed), step.decision_rule] for step in steps],
        ),
    ]


contribute("environment", environment)
contribute(
    "objectives",
    objectives,
    needs=("5.3.1-b", "5.3.3.1-c", "5.3.3.1-e", "5.3.3.1-f", "5.3.3.2-b", "5.3.3.4-b", "5.3.3.5-c"),
)
contribute("revision", revision, needs=("5.3.3.6-a",))
