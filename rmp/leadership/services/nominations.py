"""From a name to the endorsement of all: the other parties' answer is a round of signatures (partnerships.signoff)."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import another_party, by_signers, consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from partnerships.records.sharing import share_with_all
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.services import decline as decline_round
from partnerships.signoff.services import sign, void_round
from rmp.leadership.models import Appointment
from rmp.leadership.services.joint import ask_the_others, open_round_about, party_of

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof

State = Appointment.State
# What the history calls the steps that do not bear the name of their state.
VERBS = {
    State.OBJECTED: gettext_noop("objected to"),
    State.ENDORSED: gettext_noop("endorsed"),
    State.PREPARED: gettext_noop("returned to preparation"),
    State.GIVEN_UP: gettext_noop("gave up"),
}


@taken_by(Right.SIGN, signs=by_signers)
@transaction.atomic
def put_forward(
    appointment: Appointment, *, actor: "User", proof: "Proof | None", due_on: dt.date | None = None
) -> Appointment:
    """Nominate: show the record to all parties and ask the others to endorse the person.

    Raises PermissionDenied unless the actor signs for the nominating party, Refused unless it is in preparation and the profile agreed.
    """
    _check(appointment, State.PREPARED)
    share_with_all(appointment, actor=actor)
    advance(appointment, State.NOMINATED, actor=actor)
    ask_the_others(appointment, actor=actor, proof=proof, due_on=due_on)
    return appointment


@taken_by(Right.SIGN, signs=by_signers)
@transaction.atomic
def answer_objection(
    appointment: Appointment, *, actor: "User", proof: "Proof | None", answer: str, due_on: dt.date | None = None
) -> Appointment:
    """Answer what was objected, and ask the others again. Raises as put_forward does."""
    _check(appointment, State.OBJECTED)
    advance(appointment, State.NOMINATED, actor=actor, answer=answer)
    ask_the_others(appointment, actor=actor, proof=proof, due_on=due_on)
    return appointment


def _check(appointment: Appointment, state: str) -> None:
    """Under the partnership's lock: it is asked from the state, for a profile that holds now."""
    lock(appointment.partnership)
    current = Appointment.objects.select_related("profile").get(pk=appointment.pk)
    if current.state != state:
        raise Refused(_("That step is not open now: it is “%(state)s”.") % {"state": current.get_state_display()})
    if not current.profile.is_current:
        raise Refused(_("The parties have not agreed this profile, or have agreed a newer version of it: choose that one."))


@taken_by(Right.SIGN, allowed=another_party, signs=by_signers)
def endorse(appointment: Appointment, *, actor: "User", proof: "Proof | None") -> SignOffSlot:
    """Agree, for one of the other parties, that this person leads. The last endorsement makes it one of all."""
    return sign(open_round_about(appointment), actor=actor, proof=proof, party=party_of(actor, appointment))


@taken_by(Right.SIGN, allowed=another_party, signs=by_signers)
def object_to(appointment: Appointment, *, actor: "User", proof: "Proof | None", reason: str) -> SignOffSlot:
    """Say no, for one of the other parties, and why. It ends the asking; the nominating party answers or gives up."""
    party = party_of(actor, appointment)
    return decline_round(open_round_about(appointment), actor=actor, proof=proof, party=party, reason=reason)


@consequence
def decide_nomination(appointment: Appointment, to: str, *, actor: "User | None", note: str = "") -> Appointment:
    """What the parties' answers came to. Called by the sign-off alone."""
    day = today() if to == State.ENDORSED else None
    return advance(appointment, to, actor=actor, note=note, verb=VERBS[State(to)], endorsed_on=day)


@consequence
def reopen_nomination(appointment: Appointment, *, actor: "User | None", note: str = "") -> Appointment:
    """The asking ended without an answer: the nominating party may put it forward again. Called by the sign-off alone."""
    if appointment.state != State.NOMINATED:
        return appointment
    return advance(appointment, State.PREPARED, actor=actor, note=note, verb=VERBS[State.PREPARED])


@taken_by(Right.SIGN)
@transaction.atomic
def give_up(appointment: Appointment, *, actor: "User", reason: object) -> Appointment:
    """Withdraw a nomination that is not an appointment yet; what was asked of the others falls."""
    lock(appointment.partnership)
    advance(appointment, State.GIVEN_UP, actor=actor, note=reason, verb=VERBS[State.GIVEN_UP])
    waiting = SignOffRound.objects.open().of_record(appointment).first()
    if waiting is not None:
        void_round(waiting, actor=actor, reason=reason)
    return appointment
