"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import Block, by_party, contribute, disclosed, fields_block, table_block, whose
from partnerships.records.describe import label, text
from rmp.visions.models import (
    Area,
    AreaHandling,
    AreaRating,
    EthicsCheck,
    EthicsScreening,
    FocusArea,
    JointVision,
    PartyProfile,
)


def rows(record: Any, *names: str) -> list[tuple[str, str]]:
    """Labels and texts of the fields in which something stands."""
    shown = [(label(type(record), name), text(getattr(record, name))) for name in names]
    return [row for row in shown if row[1]]


def statements(partnership: Partnership) -> list[Block]:
    """The joint vision as agreed, and what each party stands for. Two queries."""
    agreed = JointVision.objects.disclosed().agreed().filter(partnership=partnership)
    found = [fields_block(str(vision), rows(vision, *JointVision.FIXED, "agreed_on")) for vision in agreed]
    profiles = by_party(disclosed(PartyProfile, partnership, "party"))
    return found + [
        fields_block(profile.party.name, rows(profile, "vision", "values", "profile", "culture", "brings"))
        for profile in profiles
    ]


def areas(partnership: Partnership) -> list[Block]:
    """How each side rates the five areas, and how the parties deal with what lies apart. Two queries."""
    ratings = by_party(disclosed(AreaRating, partnership, "party"))
    handlings = {handling.area: handling for handling in AreaHandling.objects.disclosed().filter(partnership=partnership)}
    in_order = [(rating, area) for area in Area for rating in ratings if rating.area == area]
    return [
        table_block(
            _("Five areas"),
            [_("Area"), _("Party"), _("Fit"), _("Why")],
            [[str(area.label), whose(rating), str(rating.get_value_display()), rating.note] for rating, area in in_order],
        ),
        table_block(
            _("Areas in which the parties differ"),
            [_("Area"), _("What lies behind it"), _("How the parties deal with it")],
            [[str(area.label), handlings[area].note, handlings[area].handling] for area in Area if area in handlings],
        ),
    ]


def ethics(partnership: Partnership) -> list[Block]:
    """The screenings that count, and the clashes the parties have spoken of. Two queries."""
    standing = EthicsScreening.objects.standing().filter(partnership=partnership).select_related("party")
    screenings = by_party(standing.order_by("concluded_at", "pk"))
    clashes = disclosed(EthicsCheck, partnership, "party")
    return [
        table_block(
            _("Ethics screening"),
            [_("Of"), _("Concluded"), _("Result"), _("Conditions"), _("Valid until")],
            [
                [whose(s), text(s.concluded_on), str(s.get_result_display()), s.conditions, text(s.valid_until)]
                for s in screenings
            ],
        ),
        table_block(
            _("Ethical clashes"),
            [_("Clash"), _("About"), _("Of"), _("State"), _("How the parties deal with it")],
            [[c.clash, str(c.get_kind_display()), whose(c), str(c.get_state_display()), c.handling] for c in clashes],
        ),
    ]


def focus(partnership: Partnership) -> list[Block]:
    """The focus areas, and what each party commits itself to. Three queries."""
    areas = {area.kind: area for area in disclosed(FocusArea, partnership).prefetch_related("commitments__party")}
    in_order = [areas[kind] for kind in FocusArea.Kind if kind in areas]
    commitments = [
        (area, one)
        for area in in_order
        for one in sorted(area.commitments.all(), key=lambda one: (one.party.name, one.created_at, one.pk))
    ]
    return [
        table_block(
            _("Focus areas"),
            [_("Focus area"), _("What the parties want"), _("Ethics approval"), _("Intellectual property")],
            [[str(area), area.aim, area.ethics_approval, area.ip_reference] for area in in_order],
        ),
        table_block(
            _("Commitments"),
            [_("Focus area"), _("Party"), _("Commitment"), _("Details")],
            [[str(area), one.party.name, one.text, one.details] for area, one in commitments],
        ),
    ]


contribute("visions", statements, needs=("5.2.1-c", "5.2.3.1-a", "5.2.3.1-c"))
contribute("visions", areas, needs=("5.2.2-a",))
contribute("visions", ethics, needs=("5.1.1-b", "5.2.1-b"))
contribute("visions", focus)
