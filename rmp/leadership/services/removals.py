"""A leader leaves office because all parties agree on it: proposed by any party, answered by each of the others."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import another_party, any_party, by_signers, consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.services import decline as decline_round
from partnerships.signoff.services import sign, withdraw_round
from rmp.leadership.models import Appointment, Removal
from rmp.leadership.services.joint import ask_the_others, open_round_about, party_of
from rmp.leadership.services.office import end_office

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof

State = Removal.State
VERBS = {
    State.AGREED: gettext_noop("agreed to"),
    State.OBJECTED: gettext_noop("objected to"),
    State.LAPSED: gettext_noop("let lapse"),
}


@taken_by(Right.SIGN, allowed=any_party, signs=by_signers)
@transaction.atomic
def propose_removal(
    appointment: Appointment, *, actor: "User", proof: "Proof | None", reason: str, due_on: dt.date | None = None
) -> Removal:
    """Ask the other parties, for one's own, to agree that a leader leaves office.

    Raises PermissionDenied unless the actor signs for a party, Refused when the person is not in office or another proposal waits.
    """
    lock(appointment.partnership)
    current = Appointment.objects.get(pk=appointment.pk)
    if not current.is_in_office:
        raise Refused(_("This person is not in office."))
    if current.removals.filter(state=State.PROPOSED).exists():
        raise Refused(_("A removal is before the parties already."))
    removal = save_record(Removal(appointment=current, party=party_of(actor, current), reason=reason), actor=actor)
    ask_the_others(removal, actor=actor, proof=proof, due_on=due_on)
    return removal


@taken_by(Right.SIGN, allowed=another_party, signs=by_signers)
def agree_to_removal(removal: Removal, *, actor: "User", proof: "Proof | None") -> SignOffSlot:
    """Agree for one of the other parties; the last one ends the office."""
    return sign(open_round_about(removal), actor=actor, proof=proof, party=party_of(actor, removal))


@taken_by(Right.SIGN, allowed=another_party, signs=by_signers)
def object_to_removal(removal: Removal, *, actor: "User", proof: "Proof | None", reason: str) -> SignOffSlot:
    """Say no for one of the other parties, and why: the leader stays."""
    party = party_of(actor, removal)
    return decline_round(open_round_about(removal), actor=actor, proof=proof, party=party, reason=reason)


@taken_by(Right.SIGN)
def withdraw_removal(removal: Removal, *, actor: "User", reason: str = "") -> Removal:
    """Take the proposal back. Raises PermissionDenied unless the actor signs for the party that asked."""
    withdraw_round(open_round_about(removal), actor=actor, reason=reason)
    removal.refresh_from_db()
    return removal


@consequence
@transaction.atomic
def decide_removal(removal: Removal, to: str, *, actor: "User | None", answer: str = "") -> Removal:
    """What the parties' answers came to. Called by the sign-off alone."""
    advance(removal, to, actor=actor, answer=answer, note=answer, verb=VERBS[State(to)])
    if to == State.AGREED:
        end_office(removal.appointment, Appointment.End.REMOVED, today(), actor=actor, note=removal.reason)
    return removal
