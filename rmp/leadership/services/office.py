"""From the endorsement to the end of the term."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, Standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, signers_while, taken_by
from partnerships.records.describe import text
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from rmp.leadership.models import Appointment
from rmp.leadership.querysets import LIVE
from rmp.leadership.vacancies import refill_by

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State, End = Appointment.State, Appointment.End
STARTED, TO_HAND_OVER = gettext_noop("began to lead"), gettext_noop("began to hand over")
ACCEPTED = (State.ACCEPTED, *LIVE)


def the_person(appointment: Appointment, standing: Standing) -> bool:
    """The person himself or herself; for somebody without an account, whoever signs for the party."""
    if appointment.person_id is not None:
        return appointment.person_id == standing.user.pk
    return standing.may(Right.SIGN, appointment.party)


def as_the_person(appointment: Appointment) -> str:
    """What it needs to speak as the person: no more than to be the person, and for somebody without an account to sign for the party."""
    return Right.READ_JOINT if appointment.person_id is not None else Right.SIGN


@taken_by(Right.SIGN)
def appoint(appointment: Appointment, *, actor: "User", instrument: str, reference: str, on: dt.date) -> Appointment:
    """Note by which paper the endorsed person is appointed. Raises Refused for a day to come."""
    _not_to_come(on)
    return advance(appointment, State.APPOINTED, actor=actor, instrument=instrument, reference=reference, appointed_on=on)


@taken_by(as_the_person, allowed=the_person)
def accept(appointment: Appointment, *, actor: "User", commitment: str) -> Appointment:
    """The person takes the office and says what he or she commits to.

    Raises PermissionDenied for anybody else; for somebody without an account, whoever signs for the party notes it.
    """
    said, day = _said(commitment), today()
    return advance(appointment, State.ACCEPTED, actor=actor, commitment=said, committed_on=day, accepted_on=day)


@taken_by(as_the_person, allowed=the_person)
def decline(appointment: Appointment, *, actor: "User", reason: str) -> Appointment:
    """The person does not take the office. Raises PermissionDenied as accept does."""
    return advance(appointment, State.DECLINED, actor=actor, note=reason)


@taken_by(signers_while(lambda appointment: appointment.person_id is None), allowed=the_person)
@transaction.atomic
def recommit(appointment: Appointment, *, actor: "User", commitment: str) -> Appointment:
    """A leader says anew what he or she commits to. Raises PermissionDenied as accept does, Refused for who has not accepted."""
    lock(appointment.partnership)
    current = Appointment.objects.get(pk=appointment.pk)
    if current.state not in ACCEPTED:
        raise Refused(_("Only who has accepted the office commits anew."))
    current.commitment, current.committed_on = _said(commitment), today()
    return save_record(current, actor=actor)


@taken_by()
def start(appointment: Appointment, *, actor: "User") -> Appointment:
    """From now on the person leads. Raises Refused before the term begins."""
    if appointment.term_from > today():
        raise Refused(_("The term begins on %(day)s.") % {"day": text(appointment.term_from)})
    return advance(appointment, State.ACTIVE, actor=actor, verb=STARTED, started_on=today())


@taken_by()
def hand_over(appointment: Appointment, *, actor: "User", by: dt.date, handover: str) -> Appointment:
    """Begin to hand over: what, and by when. Raises Refused for a day that is past."""
    if by < today():
        raise Refused(_("That day is past."))
    return advance(appointment, State.HANDING_OVER, actor=actor, verb=TO_HAND_OVER, handover_by=by, handover=handover)


@taken_by(Right.SIGN)
def end(appointment: Appointment, *, actor: "User", reason: str, on: dt.date, note: str = "") -> Appointment:
    """The office ends. Removal is no choice of one party: the parties agree on it (services.removals)."""
    if reason == End.REMOVED:
        raise Refused(_("A removal needs the agreement of all parties."))
    _not_to_come(on)
    if appointment.started_on and on < appointment.started_on:
        raise Refused(_("It cannot end before it began."))
    return end_office(appointment, reason, on, actor=actor, note=note)


@consequence
def end_office(appointment: Appointment, reason: str, on: dt.date, *, actor: "User | None", note: object = "") -> Appointment:
    """Close the office; from that day on the party has so long to find a successor."""
    return advance(appointment, State.ENDED, actor=actor, note=note, ended_on=on, end_reason=reason, refill_by=refill_by(on))


def _said(commitment: str) -> str:
    if not commitment.strip():
        raise Refused(_("Say what you commit yourself to."))
    return commitment.strip()


def _not_to_come(day: dt.date) -> None:
    if day > today():
        raise Refused(_("That day has not come yet."))
