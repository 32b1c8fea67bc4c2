"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from operator import attrgetter

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import ORDER, Block, by_party, contribute, disclosed, fields_block, table_block
from partnerships.records.describe import label, text
from rmp.governance.models import (
    Activity,
    Agreement,
    AuthorityRule,
    BodyMember,
    GovernanceBody,
    JointProcess,
    Ladder,
    LadderPlace,
    NoAgreement,
    Responsibility,
)
from rmp.governance.models.issues import LEVELS, Level


def structure(partnership: Partnership) -> list[Block]:
    """The bodies from the top down, and who sits in them. Two queries."""
    bodies = list(disclosed(GovernanceBody, partnership, "escalates_to", "chair_party").standing())
    in_order = [body for level in GovernanceBody.Level for body in bodies if body.level == level]
    members = BodyMember.objects.disclosed().filter(body__in=[body.pk for body in bodies]).current().select_related("seat_of")
    seats = sorted(members.order_by(*ORDER), key=lambda seat: seat.seat_of.name)
    return [
        table_block(
            _("Bodies"),
            [_("Body"), _("Level"), _("Terms"), _("Chair"), _("Quorum"), _("Meets"), _("Hands on to")],
            [
                [
                    body.name,
                    str(body.get_level_display()),
                    body.terms,
                    body.chair_text(),
                    body.quorum_text(),
                    str(body.get_cadence_display() or _("when there is need")),
                    str(body.escalates_to or ""),
                ]
                for body in in_order
            ],
        ),
        table_block(
            _("Members"),
            [_("Body"), _("Party"), _("Role"), _("Name"), _("Votes")],
            [
                [body.name, seat.seat_of.name, str(seat.get_role_display()), seat.name or _("vacant"), text(seat.voting)]
                for body in in_order
                for seat in seats
                if seat.body_id == body.pk
            ],
        ),
    ]


def authority(partnership: Partnership) -> list[Block]:
    """Who may decide what, and who does what. Three queries."""
    rules = disclosed(AuthorityRule, partnership, "body", "of_party")
    activities = list(disclosed(Activity, partnership).order_by("position", *ORDER))
    found = Responsibility.objects.disclosed().filter(activity__in=[a.pk for a in activities]).select_related("holder")
    rows = sorted(found.order_by(*ORDER), key=lambda one: (one.letter != "A", one.letter != "R", one.letter, one.holder.name))
    return [
        table_block(
            _("Who may decide what"),
            [_("What is decided"), _("Limit by"), _("Up to"), _("Who may")],
            [[rule.matter, str(rule.get_limit_kind_display()), rule.up_to(), rule.holder()] for rule in rules],
        ),
        table_block(
            _("Who does what"),
            [_("Activity"), _("Responsibility"), _("Party"), _("Role")],
            [
                [activity.name, str(one.get_letter_display()), one.holder.name, one.role]
                for activity in activities
                for one in rows
                if one.activity_id == activity.pk
            ],
        ),
    ]


def ladder(partnership: Partnership) -> list[Block]:
    """How issues go up, level by level on all sides. Two queries."""
    found = disclosed(Ladder, partnership).first()
    if found is None:
        return []
    places = LadderPlace.objects.disclosed().filter(ladder=found).select_related("party")
    named = sorted(places, key=lambda place: place.party.name)
    rows = []
    for level in LEVELS:
        who = "; ".join(f"{place.name} ({place.party.short_name})" for place in named if place.level == level)
        rows.append([str(Level(level).label), _("%(n)d days") % {"n": found.days(level)}, who])
    limits = [(label(Ladder, name), text(getattr(found, name))) for name in ("minutes_days", "topic_days")]
    return [
        table_block(_("How issues go up"), [_("Level"), _("Time"), _("Who deals with it")], rows),
        fields_block(_("Other limits of time"), limits),
    ]


def processes(partnership: Partnership) -> list[Block]:
    """The ways agreed for working together. One query."""
    rows = disclosed(JointProcess, partnership, "owned_by").settled()
    return [
        table_block(
            _("Joint processes"),
            [_("Process"), _("Agreed way"), _("Looked after by"), _("State")],
            [[p.name, p.agreed_way, str(p.owned_by or ""), str(p.get_state_display())] for p in rows],
        )
    ]


def agreements(partnership: Partnership) -> list[Block]:
    """What the parties have signed, or why they have not. Three queries."""
    rows = disclosed(Agreement, partnership, "kind").effective().prefetch_related("notices__holder")
    reasons = disclosed(NoAgreement, partnership).filter(state=NoAgreement.State.AGREED)
    return [
        table_block(
            _("Agreements"),
            [_("Agreement"), _("Kind"), _("Reference"), _("In force from"), _("Ends on"), _("Notice")],
            [
                [
                    *(found.title, str(found.kind), found.reference, text(found.starts_on), text(found.ends_on)),
                    "; ".join(
                        f"{notice.holder.short_name}: {notice.days}"
                        for notice in by_party(found.notices.all(), attrgetter("holder"))
                    ),
                ]
                for found in rows
            ],
        ),
        *(
            fields_block(
                _("Working together without an agreement"),
                [
                    (label(NoAgreement, name), getattr(reason, name))
                    for name in ("reason", "relied_on")
                    if getattr(reason, name)
                ],
            )
            for reason in reasons
        ),
    ]


contribute("governance", structure, needs=("P05-01", "P05-03"))
contribute("governance", authority, needs=("P05-04",))
contribute("governance", ladder, needs=("P05-09",))
contribute("governance", processes)
contribute("governance", agreements, needs=("P05-11",))
