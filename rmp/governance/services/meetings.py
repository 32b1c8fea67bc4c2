"""The course of a meeting: called, moved, held, minuted, agreed. The state machine is Meeting.TRANSITIONS."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.audience import covers
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import Party
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.seen import check_place
from partnerships.records.services import advance, readers_of, save_record
from partnerships.signoff.endings import signing_parties
from partnerships.signoff.services import open_round
from rmp.governance import letters
from rmp.governance.models import AgendaItem, Attendance, BodyMember, GovernanceBody, Meeting
from rmp.governance.services.clocks import clocks_of

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Meeting.State
Kind = Attendance.Kind
# How the history calls what does not bear the name of a state.
MOVED = gettext_noop("moved to another time")
OBJECTED = gettext_noop("objected to")
REOPENED = gettext_noop("returned to preparation")
DISSOLVED = gettext_noop("dissolved")


# --- bodies -----------------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def save_body(body: GovernanceBody, *, actor: "User", seen_version: int | None = None) -> GovernanceBody:
    """Write a body, and count from its last meeting (or from today) when the next is due."""
    body.next_meeting_on = next_meeting(body)
    return save_record(body, actor=actor, seen_version=seen_version)


def next_meeting(body: GovernanceBody) -> dt.date | None:
    """The day by which it is to meet next, by its cadence; None without one."""
    if body.cadence is None or not body.is_standing:
        return None
    last = body.meetings.held().order_by("-held_on").values_list("held_on", flat=True).first()  # type: ignore[attr-defined]
    return (last or today()) + dt.timedelta(days=body.cadence)


@taken_by(Right.SIGN)
@transaction.atomic
def dissolve(body: GovernanceBody, *, actor: "User", reason: str) -> GovernanceBody:
    """It meets no more. Raises Refused while a meeting of it is called, another body hands on to it, or all agreed it."""
    lock(body.partnership)
    body.refresh_from_db()
    if not body.is_standing:
        raise Refused(_("It is dissolved already."))
    if body.is_agreed:
        raise Refused(body.why_kept())
    body.check_end()
    body.dissolved_on, body.next_meeting_on = today(), None
    save_record(body, actor=actor)
    write_history(DISSOLVED, body, actor=actor, note=reason)
    return body


# --- before the meeting -----------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def save_meeting(meeting: Meeting, *, actor: "User", seen_version: int | None = None) -> Meeting:
    """Write a meeting. A new one is for those who read the body: who does not has no seat there, no voice and no chair.

    Raises Refused when a planned one is given to a body that not all who read it read.
    """
    ledger = lock(meeting.partnership)
    check_place(meeting.body)
    readers = meeting.body.joint_place()["audience"]
    if meeting._state.adding:
        meeting.put_before_all()
        meeting.audience = readers
    elif not covers(readers, meeting.audience & ledger.seated):
        raise Refused({"body": _("Not all parties that read this meeting read that body. Plan a new meeting of the body.")})
    return save_record(meeting, actor=actor, seen_version=seen_version)


def chair_in_turn(meeting: Meeting) -> Party | None:
    """The party that has the chair: the one that holds it, or, where they take turns, the one that had it longest ago."""
    body = meeting.body
    parties = signing_parties(meeting.partnership, meeting)
    if body.chair_rule == GovernanceBody.ChairRule.FIXED:
        chairing = body.chairing()
        return next((party for party in parties if party.pk == chairing), None)
    held = body.meetings.filter(chaired_by__isnull=False).exclude(pk=meeting.pk)  # type: ignore[attr-defined]
    last = dict(held.order_by("starts_at").values_list("chaired_by", "starts_at"))
    return min(parties, key=lambda party: (party.pk in last, last.get(party.pk), party.name), default=None)


@taken_by()
@transaction.atomic
def issue_agenda(meeting: Meeting, *, actor: "User") -> Meeting:
    """Send the agenda, with the meeting as a calendar file, to all members with an account.

    Raises Refused without an item, when it would have begun already, or when the body has no members.
    """
    lock(meeting.partnership)
    meeting.refresh_from_db()
    if meeting.state != State.PLANNED:
        raise Refused(_("That step is not open now: it is “%(state)s”.") % {"state": meeting.get_state_display()})
    if not meeting.items.exists():  # type: ignore[attr-defined]
        raise Refused(_("Write at least one item of the agenda first."))
    if not meeting.body.members.current().filled().exists():
        raise Refused(_("The body has no members yet: there is nobody to invite."))
    advance(meeting, State.AGENDA_ISSUED, actor=actor, issued_on=today(), chaired_by=chair_in_turn(meeting))
    letters.invite(meeting)
    return meeting


@taken_by()
@transaction.atomic
def move_meeting(
    meeting: Meeting, *, actor: "User", starts_at: dt.datetime, duration: int, place: str = "", link: str = "", note: str = ""
) -> Meeting:
    """Give a called meeting another time or place, and tell those who were invited. Raises Refused when it is over or was cancelled."""
    lock(meeting.partnership)
    meeting.refresh_from_db()
    if meeting.state != State.AGENDA_ISSUED:
        raise Refused(_("Only a meeting that has been called is moved."))
    after: dict[str, Any] = {"starts_at": starts_at, "duration": duration, "place": place, "link": link}
    if all(getattr(meeting, name) == value for name, value in after.items()):
        raise Refused(_("Nothing would change."))
    advance(meeting, State.AGENDA_ISSUED, actor=actor, verb=MOVED, note=note, **after)
    letters.invite(meeting)
    return meeting


@taken_by()
@transaction.atomic
def cancel_meeting(meeting: Meeting, *, actor: "User", reason: str) -> Meeting:
    """It does not take place; whoever was invited is told."""
    lock(meeting.partnership)
    meeting.refresh_from_db()
    was_called = meeting.state == State.AGENDA_ISSUED
    advance(meeting, State.CANCELLED, actor=actor, note=reason, cancelled_because=reason)
    if was_called:
        letters.call_off(meeting)
    return meeting


# --- the meeting ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Quorum:
    """How many voting members of one party came, and whether that is enough."""

    party: Party
    came: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.came >= self.needed


def quorum(body: GovernanceBody, parties: Iterable[Party], present: Collection[BodyMember]) -> list[Quorum]:
    """Party by party. An alternate counts for the member who did not come."""
    here = {member.pk for member in present}
    counted = Counter(member.seat_of_id for member in present if member.voting and member.stands_in_for_id not in here)
    return [Quorum(party, counted[party.pk], body.quorum_per_party) for party in parties]


def is_quorate(body: GovernanceBody, found: list[Quorum]) -> bool:
    """Whether enough parties are there with enough voting members; all of them where the body says nothing else."""
    needed = len(found) if body.quorum_parties is None else min(body.quorum_parties, len(found))
    return bool(found) and sum(part.is_met for part in found) >= needed


@taken_by()
@transaction.atomic
def hold_meeting(
    meeting: Meeting,
    *,
    actor: "User",
    present: Collection[BodyMember],
    excused: Collection[BodyMember] = (),
    held_on: dt.date | None = None,
    guests: str = "",
) -> Meeting:
    """Note that it was held and who came. Whether it could decide follows from the body's quorum.

    Raises Refused for a day to come, for somebody who has no seat in the body, and when nobody came.
    """
    lock(meeting.partnership)
    meeting.refresh_from_db()
    day = held_on or today()
    if day > today():
        raise Refused(_("That day is still to come."))
    seats = list(meeting.body.members.filled().select_related("seat_of"))
    if not present:
        raise Refused(_("Nobody was there: cancel it instead."))
    if not {*present, *excused} <= set(seats):
        raise Refused(_("Somebody has no seat in this body."))

    def kind_of(seat: BodyMember) -> str:
        return Kind.PRESENT if seat in present else Kind.EXCUSED if seat in excused else Kind.ABSENT

    with readers_of(meeting):
        came = "; ".join(str(seat) for seat in seats if seat in present)
    days = dt.timedelta(days=clocks_of(meeting.partnership).minutes_days)
    parties = signing_parties(meeting.partnership, meeting)
    met = is_quorate(meeting.body, quorum(meeting.body, parties, present))
    values: dict[str, Any] = {"held_on": day, "quorate": met, "guests": guests, "minutes_due_on": day + days}
    came_or_not = [
        Attendance(meeting=meeting, member=seat, kind=kind_of(seat), author=actor)  # type: ignore[misc]
        for seat in seats
        if seat in present or seat in excused or seat.is_current
    ]
    Attendance.objects.bulk_create(came_or_not)
    advance(meeting, State.HELD, actor=actor, note=came, also=came_or_not, **values)
    _meet_again(meeting.body, actor)
    return meeting


def _meet_again(body: GovernanceBody, actor: "User") -> None:
    day = next_meeting(body)
    if day != body.next_meeting_on:
        body.next_meeting_on = day
        save_record(body, actor=actor)


@taken_by()
@transaction.atomic
def correct_attendance(attendance: Attendance, *, actor: "User", seen_version: int | None = None) -> Attendance:
    """Set right whether a member came, and with it whether the quorum was met. Raises Refused when the minutes are agreed."""
    meeting = attendance.meeting
    _check_being_written(meeting)
    save_record(attendance, actor=actor, seen_version=seen_version)
    came = meeting.attendance.filter(kind=Kind.PRESENT).select_related("member")  # type: ignore[attr-defined]
    parties = signing_parties(meeting.partnership, meeting)
    met = is_quorate(meeting.body, quorum(meeting.body, parties, [row.member for row in came]))
    meeting.refresh_from_db()
    if met != meeting.quorate:
        meeting.quorate = met
        save_record(meeting, actor=actor)
    return attendance


def _check_being_written(meeting: Meeting) -> None:
    """Raise Refused when the minutes are agreed or the meeting was not held, as it is now under the partnership's lock."""
    lock(meeting.partnership)
    meeting.refresh_from_db()
    if not meeting.is_being_written:
        raise Refused(_("What came of it is written between the meeting and the agreed minutes."))


# --- after the meeting ------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def note_outcomes(meeting: Meeting, *, actor: "User", outcomes: Mapping[AgendaItem, str]) -> Meeting:
    """Write what came of the items of the agenda. Raises Refused when the minutes are agreed or the meeting was not held."""
    _check_being_written(meeting)
    for item, outcome in outcomes.items():
        if item.outcome != outcome:
            item.outcome = outcome
            save_record(item, actor=actor)
    return meeting


@taken_by()
def note_outcome(item: AgendaItem, *, actor: "User", outcome: str) -> AgendaItem:
    """Write what came of one item."""
    note_outcomes(item.meeting, actor=actor, outcomes={item: outcome})
    return item


@taken_by()
@transaction.atomic
def draft_minutes(
    meeting: Meeting,
    *,
    actor: "User",
    minutes: str,
    due_on: dt.date | None = None,
    outcomes: Mapping[AgendaItem, str] | None = None,
) -> Meeting:
    """Write the minutes and lay them before all parties to sign. Raises Refused when an item has no outcome."""
    lock(meeting.partnership)
    meeting.refresh_from_db()
    if meeting.state == State.HELD and outcomes:
        note_outcomes(meeting, actor=actor, outcomes=outcomes)
    open_items = [str(item) for item in meeting.items.filter(outcome="")]  # type: ignore[attr-defined]
    if open_items:
        raise Refused(_("Say what came of each item first: %(items)s.") % {"items": "; ".join(open_items)})
    advance(meeting, State.MINUTES_DRAFTED, actor=actor, minutes=minutes)
    open_round(meeting, actor=actor, due_on=due_on)
    return meeting


@consequence
def minutes_agreed(meeting: Meeting, *, actor: "User | None") -> Meeting:
    """All parties have signed them. Called by the sign-off alone."""
    return advance(meeting, State.MINUTES_AGREED, actor=actor, agreed_on=today())


@consequence
def minutes_back(meeting: Meeting, *, actor: "User | None", note: str, objected: bool = False) -> Meeting:
    """A party objected, or they changed under the signatures: they are written anew. Called by the sign-off alone."""
    if meeting.state != State.MINUTES_DRAFTED:
        return meeting
    return advance(meeting, State.HELD, actor=actor, note=note, verb=OBJECTED if objected else REOPENED)


@taken_by()
def close_meeting(meeting: Meeting, *, actor: "User", note: str = "") -> Meeting:
    """What it decided is in hand."""
    return advance(meeting, State.CLOSED, actor=actor, note=note)


def has_passed(meeting: Meeting) -> bool:
    """Whether its time has come, so that one can say who was there."""
    return meeting.starts_at <= timezone.now()
