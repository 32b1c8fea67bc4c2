"""A risk is borne as it is, for a time."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import by_signers, consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.signoff.services import open_round
from risks.models import Acceptance, Risk
from risks.services.readings import _open_and_sign

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof

State = Acceptance.State


@taken_by(Right.SIGN, signs=lambda risk, standing: risk.is_joint and by_signers(risk, standing))
@transaction.atomic
def propose_acceptance(
    risk: Risk,
    *,
    actor: "User",
    proof: "Proof | None",
    reason: str,
    expires_on: dt.date,
    conditions: str = "",
    due_on: dt.date | None = None,
) -> Acceptance:
    """Say that the risk is borne until a day. One's own is accepted by that; a joint one is laid before all parties, and so signed.

    Raises PermissionDenied unless the actor signs for a party that answers for the risk, Refused while an acceptance lies before the
    parties, for a day that is no longer to come, or in a state from which nothing is accepted.
    """
    lock(risk.partnership)
    current = Risk.objects.with_level().select_related("partnership", "party").get(pk=risk.pk)
    if current.state != Risk.State.ACCEPTED and not current.may_become(Risk.State.ACCEPTED):
        raise Refused(_("Rate it first: what is accepted is a risk of a known size that may still come."))
    if expires_on <= today():
        raise Refused({"expires_on": _("Choose a day to come.")})
    if Acceptance.objects.filter(risk=current, state=State.ASKED).exists():
        raise Refused(_("It lies before the parties already."))
    acceptance = Acceptance(risk=current, reason=reason, conditions=conditions, expires_on=expires_on, level=current.level)
    acceptance.full_clean(exclude=["author", "risk"])
    save_record(acceptance, actor=actor)
    if not current.is_joint:
        return put_acceptance_in_force(acceptance, actor=actor)
    _open_and_sign(open_round(acceptance, actor=actor, due_on=due_on), actor, proof)
    return acceptance


@consequence
@transaction.atomic
def put_acceptance_in_force(acceptance: Acceptance, *, actor: "User | None") -> Acceptance:
    """All who answer for the risk accept it; an acceptance before this one ends."""
    end_acceptance(acceptance.risk, actor=actor)
    advance(acceptance, State.IN_FORCE, actor=actor, decided_on=today())
    risk = Risk.objects.select_related("partnership").get(pk=acceptance.risk_id)
    if risk.may_become(Risk.State.ACCEPTED):
        advance(risk, Risk.State.ACCEPTED, actor=actor)
    return acceptance


@consequence
def decline_acceptance(acceptance: Acceptance, *, actor: "User | None", note: str = "") -> Acceptance:
    """A party does not accept it, or the round ended without a decision."""
    return advance(acceptance, State.DECLINED, actor=actor, note=note)


@consequence
def end_acceptance(risk: Risk, *, actor: "User | None") -> None:
    """What was accepted is not so any longer: another acceptance takes its place, or the risk is taken up again."""
    for before in Acceptance.objects.in_force().filter(risk=risk).select_related("risk__partnership"):
        advance(before, State.ENDED, actor=actor)
