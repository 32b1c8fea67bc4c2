"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from django.utils.translation import gettext as _

from objectives.value.balance import Side, balance
from objectives.value.models import Benefit, ImprovementTarget, Lesson, Output, ValueDefinition, ValueIdea
from partnerships.models import Partnership
from partnerships.practices.sections import Block, contribute, disclosed, fields_block, table_block
from partnerships.records.describe import text


def meaning(partnership: Partnership) -> list[Block]:
    """What value means, party by party, the most important first. One query."""
    found = sorted(disclosed(ValueDefinition, partnership, "party"), key=lambda one: (one.party.name, one.priority))
    return [
        table_block(
            _("What value means"),
            [_("Party"), _("Rank"), _("Meaning"), _("How one would see it")],
            [[one.party.name, str(one.priority), one.statement, one.seen_by] for one in found],
        )
    ]


def ideas(partnership: Partnership) -> list[Block]:
    """Ideas that were approved or tried. One query."""
    found = disclosed(ValueIdea, partnership, "raised_by").filter(approved_on__isnull=False)
    return [
        table_block(
            _("Ideas the parties approved"),
            [_("Idea"), _("Raised by"), _("State"), _("What it would bring")],
            [
                [one.title, one.raised_by.name if one.raised_by else "", str(one.get_state_display()), one.expected]
                for one in found
            ],
        )
    ]


def benefits(partnership: Partnership) -> list[Block]:
    """What is expected and what came, for whom, and how one sees it. One query."""

    def target(one: Benefit) -> str:
        return "" if one.target is None else f"{text(one.baseline)} → {text(one.target)} {one.unit}"

    found = disclosed(Benefit, partnership, "kind", "beneficiary_party")
    return [
        table_block(
            _("Benefits"),
            [_("Benefit"), _("Kind"), _("For whom"), _("From, to"), _("Measured by"), _("Due"), _("State")],
            [
                [
                    *(one.title, str(one.kind), one.for_whom(), target(one), one.method),
                    *(text(one.due_on), str(one.get_state_display())),
                ]
                for one in found
            ],
        )
    ]


def weighed(partnership: Partnership) -> list[Block]:
    """The terms, and the balance as all parties see it. Six queries."""
    found = balance(partnership, user=None)
    shown = [side for side in found.sides if side.given or side.gained]

    def row(side: Side) -> list[str]:
        amounts = (side.planned, side.delivered, side.expected, side.realised, side.verified)
        return [side.party.name, *(text(round(amount, 1)) for amount in amounts)]

    blocks = []
    if found.terms is not None:
        terms = found.terms
        rows = [(_("Unit of account"), terms.unit), (_("Tolerance"), _("%(n)s percentage points") % {"n": terms.tolerance})]
        rows += [
            (name, said)
            for name, said in ((_("How worth is judged"), terms.how), (_("Next look"), text(terms.review_on)))
            if said
        ]
        blocks.append(fields_block(_("Terms of the balance"), rows))
    heads = [_("Party"), _("Gives, planned"), _("Delivered"), _("Gains, expected"), _("Realised"), _("Verified")]
    return [*blocks, table_block(_("Balance of contribution and benefit"), heads, [row(side) for side in shown])]


def results(partnership: Partnership) -> list[Block]:
    """Targets, outputs and the lessons that were agreed. Three queries."""
    lessons = disclosed(Lesson, partnership).exclude(state=Lesson.State.DRAFT)
    return [
        table_block(
            _("Improvement targets"),
            [_("What shall get better"), _("From, to"), _("Due"), _("State")],
            [
                [
                    one.title,
                    f"{text(one.baseline)} → {text(one.target)} {one.unit}",
                    text(one.due_on),
                    str(one.get_state_display()),
                ]
                for one in disclosed(ImprovementTarget, partnership)
            ],
        ),
        table_block(
            _("Outputs"),
            [_("Output"), _("Kind"), _("Attribution"), _("Link")],
            [[one.title, str(one.get_kind_display()), one.attribution, one.link] for one in disclosed(Output, partnership)],
        ),
        table_block(
            _("Lessons"),
            [_("Lesson"), _("What we would do next time"), _("State")],
            [[one.title, one.recommendation, str(one.get_state_display())] for one in lessons],
        ),
    ]


contribute("value", meaning, needs=("P08-01",))
contribute("value", ideas)
contribute("value", benefits, needs=("P08-06",))
contribute("value", weighed, needs=("P08-09",))
contribute("value", results)
