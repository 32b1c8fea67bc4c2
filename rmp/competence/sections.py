"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import Block, by_party, contribute, disclosed, table_block, text_block, whose
from partnerships.records.describe import text
from rmp.competence.models import (
    BehaviourCharter,
    CoverageFigure,
    DevelopmentAction,
    Induction,
    OrgCapability,
    RoleRequirement,
)


def charter(partnership: Partnership) -> list[Block]:
    """The charter as agreed. Two queries."""
    found: list[Block] = []
    for agreed in disclosed(BehaviourCharter, partnership).agreed().prefetch_related("statements"):
        rows = [[statement.text, statement.shown_by] for statement in agreed.statements.all()]
        found.append(text_block(str(agreed), agreed.purpose))
        found.append(table_block(_("What we promise each other"), [_("Statement"), _("How one sees it")], rows))
    return found


def roles(partnership: Partnership) -> list[Block]:
    """What each role asks for, and how many reach it as each party published it. Two queries."""
    requirements = RoleRequirement.objects.disclosed().of_partnership(partnership)
    ordered = sorted(
        requirements.select_related("profile__role", "competence"),
        key=lambda r: (r.profile.role.position, r.profile.role.code, -r.weight, r.competence.position, r.competence.code),
    )
    figures = CoverageFigure.objects.disclosed().current().of_partnership(partnership)
    published = sorted(
        figures.select_related("snapshot__party", "role", "competence"),
        key=lambda f: (f.role.position, f.role.code, f.competence.position, f.competence.code, f.snapshot.party.name),
    )
    return [
        table_block(
            _("What each role asks for"),
            [_("Role"), _("Competence"), _("Kind"), _("Required level"), _("Weight")],
            [
                [
                    *(str(r.profile), str(r.competence), str(r.competence.short_kind)),
                    *(str(r.get_required_level_display()), str(r.get_weight_display())),
                ]
                for r in ordered
            ],
        ),
        table_block(
            _("How many people reach it, as each party published it"),
            [_("Role"), _("Competence"), _("Party"), _("Reach the level"), _("As of")],
            [[str(f.role), str(f.competence), f.snapshot.party.name, f.how_many(), text(f.as_of)] for f in published],
        ),
    ]


def learning(partnership: Partnership) -> list[Block]:
    """By which measures people learn, and who is new. Two queries."""
    measures = disclosed(DevelopmentAction, partnership).pursued().select_related("competence", "role", "responsible", "party")
    inductions = (
        disclosed(Induction, partnership).exclude(state=Induction.State.CANCELLED).select_related("role", "person", "party")
    )
    return [
        table_block(
            _("Development"),
            [_("Measure"), _("Kind"), _("For"), _("Of"), _("Responsible"), _("Due"), _("State")],
            [
                [
                    *(measure.title, str(measure.get_kind_display()), str(measure.role or measure.competence or "")),
                    *(whose(measure), measure.responsible.name, text(measure.due_on), str(measure.get_state_display())),
                ]
                for measure in by_party(measures)
            ],
        ),
        table_block(
            _("Newcomers"),
            [_("Who"), _("Role"), _("Party"), _("First day"), _("State")],
            [[i.who, str(i.role), whose(i), text(i.starts_on), str(i.get_state_display())] for i in by_party(inductions)],
        ),
    ]


def organisations(partnership: Partnership) -> list[Block]:
    """What each party says of itself as an organisation. One query."""
    found = by_party(disclosed(OrgCapability, partnership, "party"))
    in_order = [one for dimension in OrgCapability.Dimension for one in found if one.dimension == dimension]
    return [
        table_block(
            _("Capability of the organisations"),
            [_("Dimension"), _("Party"), _("Finding"), _("What"), _("What the party does")],
            [
                [str(one.get_dimension_display()), whose(one), str(one.get_finding_display()), one.what, one.action]
                for one in in_order
            ],
        )
    ]


contribute("competence", charter, needs=("P06-06",))
contribute("competence", roles, needs=("P06-01",))
contribute("competence", learning)
contribute("competence", organisations)
