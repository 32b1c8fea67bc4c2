"""What this room puts into the joint plan: of disclosed records only, in a fixed order, in a fixed number of queries."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import Block, contribute, fields_block, table_block
from partnerships.records.describe import text
from rmp.leadership.matching import matches
from rmp.leadership.models import Appointment, DecisionNeed, LeaderProfile, LeaderResource, Power, SupportConfirmation

Row = list[str]


def in_order(rows: list[Row]) -> list[Row]:
    """Rows by party and name, in an order that no database decides."""
    return sorted(rows, key=lambda row: ([cell.casefold() for cell in row[:2]], row))


def profiles(partnership: Partnership) -> list[Block]:
    """What leaders must bring, answer for and may decide, as agreed."""
    agreed = LeaderProfile.objects.disclosed().agreed().filter(partnership=partnership).order_by("created_at", "pk")
    powers = Power.objects.filter(profile__in=agreed.values("pk")).select_related("profile").order_by("created_at", "pk")
    return [
        *[fields_block(str(profile), _facts(profile)) for profile in agreed],
        table_block(
            _("What leaders may decide"),
            [_("Leader"), _("Kind"), _("May decide"), _("Up to")],
            [[str(p.profile), str(p.get_kind_display()), p.what, p.limit_text] for p in powers],
        ),
    ]


def _facts(profile: LeaderProfile) -> list[tuple[str, str]]:
    return [
        (_("Must bring"), profile.requirements),
        (_("Answers for"), profile.responsibilities),
        (_("For whom"), str(profile.get_filled_by_display())),
        (_("How many"), str(profile.wanted)),
    ]


def leaders(partnership: Partnership) -> list[Block]:
    """Who leads now, what each committed to, and who stands behind them."""
    live = Appointment.objects.disclosed().live().filter(partnership=partnership).select_related("party", "profile")
    named = list(live)
    confirmed = SupportConfirmation.objects.filter(appointment__in=[one.pk for one in named])
    rows = confirmed.select_related("party", "appointment").order_by("created_at", "pk")
    return [
        table_block(
            _("Leaders"),
            [_("Party"), _("Leader"), _("As"), _("Since"), _("Until"), _("Committed to")],
            in_order([_leader(one) for one in named]),
        ),
        table_block(
            _("Support"),
            [_("Leader"), _("Party"), _("Level"), _("In what"), _("Confirmed by")],
            in_order(
                [
                    [c.appointment.name, c.party.name, str(c.get_level_display()), str(c.get_kind_display()), c.confirmed_by]
                    for c in rows
                ]
            ),
        ),
    ]


def _leader(one: Any) -> Row:
    since, until = text(one.started_on), text(one.term_to)
    return [one.party.name if one.party else "", one.name, str(one.profile), since, until, one.commitment]


def means(partnership: Partnership) -> list[Block]:
    """What leaders need and have, and whether their powers cover the decisions that come up."""
    live = Appointment.objects.disclosed().live().filter(partnership=partnership)
    resources = LeaderResource.objects.filter(appointment__in=live.values("pk")).order_by("created_at", "pk")
    return [
        table_block(
            _("Resources of leaders"),
            [_("Leader"), _("Party"), _("What"), _("Required"), _("Allocated"), _("Unit")],
            in_order(
                [
                    [r.appointment.name, r.party.name, r.kind_text(), text(r.required), text(r.allocated), r.unit]
                    for r in resources.select_related("appointment", "party", "further")
                ]
            ),
        ),
        table_block(
            _("Who decides what"),
            [_("Decision"), _("Size"), _("Decided by"), _("Power")],
            [
                [m.need.title, m.need.size, str(m.need.leader or m.profile), str(m.label)]
                for m in matches(partnership, DecisionNeed.objects.disclosed(), LeaderProfile.objects.disclosed())
            ],
        ),
    ]


contribute("leadership", profiles, needs=("5.4.1-b", "5.4.3.1-a"))
contribute("leadership", leaders)
contribute("leadership", means)
