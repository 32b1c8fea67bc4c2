"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import ORDER, Block, contribute, fields_block, table_block, whose
from partnerships.records.describe import text
from rmp.team.models import EnabledResource, JointTeam, PartnerDevelopment, TeamMember


def team(partnership: Partnership) -> list[Block]:
    """What the team is for, and who is in it."""
    described = JointTeam.objects.disclosed().filter(partnership=partnership)
    rows = TeamMember.objects.disclosed().filter(partnership=partnership).current().ranked()
    places = sorted(
        rows.select_related("party", "person", "deputy__person").order_by("rank", *ORDER),
        key=lambda place: (place.party is None, place.party.name if place.party else ""),
    )
    return [
        *(fields_block(_("The joint team"), facts(found)) for found in described),
        table_block(
            _("Who is in the team"),
            [_("Party"), _("Role"), _("Name"), _("Responsibilities"), _("Powers"), _("Deputy"), _("Keeps the plan")],
            [
                [
                    whose(place),
                    str(place.get_role_display()),
                    place.who(),
                    place.responsibilities,
                    place.powers,
                    str(place.deputy) if place.deputy else "",
                    text(True) if place.keeps_plan else "",
                ]
                for place in places
            ],
        ),
    ]


def facts(found: JointTeam) -> list[tuple[str, str]]:
    rows = [
        (_("What the team is for"), found.mandate),
        (_("The leadership team"), found.leadership),
        (_("How the team works"), found.working),
        (_("Next review of the team"), text(found.review_on)),
    ]
    return [row for row in rows if row[1]]


def means(partnership: Partnership) -> list[Block]:
    """What the parties put at the team's disposal, and how partners are developed."""
    resources = EnabledResource.objects.disclosed().filter(partnership=partnership)
    resources = resources.exclude(state=EnabledResource.State.WITHDRAWN).select_related("party", "kind").order_by(*ORDER)
    places = {category: place for place, category in enumerate(EnabledResource.Category.values)}
    measures = PartnerDevelopment.objects.disclosed().filter(partnership=partnership)
    measures = measures.exclude(state=PartnerDevelopment.State.DROPPED).select_related("beneficiary", "responsible")
    return [
        table_block(
            _("What the parties put at the team's disposal"),
            [_("Category"), _("What"), _("Provided by"), _("For what"), _("State"), _("From"), _("Until")],
            [
                [
                    str(r.get_category_display()),
                    r.title,
                    whose(r),
                    r.purpose,
                    str(r.get_state_display()),
                    text(r.starts_on),
                    text(r.ends_on),
                ]
                for r in sorted(resources, key=lambda resource: places[resource.category])
            ],
        ),
        table_block(
            _("Development of partners"),
            [_("Measure"), _("Whose ability"), _("Need"), _("Responsible party"), _("Due"), _("State")],
            [
                [m.title, m.beneficiary.name, m.need, m.responsible.name, text(m.due_on), str(m.get_state_display())]
                for m in measures.order_by(*ORDER)
            ],
        ),
    ]


contribute("leadership", team, needs=("5.1.3.3-b", "5.1.3.3-c"))
contribute("leadership", means)
