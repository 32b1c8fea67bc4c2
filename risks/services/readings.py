"""How big a risk is: each party's reading, and the one all agree on."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import by_signers, consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.signoff.services import open_round, sign
from risks.models import Consensus, Risk, RiskRating
from risks.scale import Confidence, Phase

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof
    from partnerships.signoff.models import SignOffRound


@taken_by()
@transaction.atomic
def rate(rating: RiskRating, *, actor: "User") -> RiskRating:
    """Save a party's reading. The first of those who answer for the risk makes it an assessed one."""
    lock(rating.risk.partnership)
    save_record(rating, actor=actor)
    risk = Risk.objects.select_related("partnership").get(pk=rating.risk_id)
    if risk.state == Risk.State.IDENTIFIED and rating.phase != Phase.TARGET and risk.party_id in (None, rating.party_id):
        advance(risk, Risk.State.ASSESSED, actor=actor)
    return rating


@taken_by(signs=by_signers)
@transaction.atomic
def propose_consensus(
    risk: Risk,
    *,
    actor: "User",
    proof: "Proof | None",
    phase: str,
    likelihood: int,
    impact: int,
    confidence: str = Confidence.MEDIUM,
    reason: str = "",
    due_on: dt.date | None = None,
) -> Consensus:
    """Lay a reading before all parties; whoever may sign and proposes it has signed it, and proves who he or she is (signoff.sign).

    Raises Refused for a risk that is not joint, or while another reading of the phase lies before them.
    """
    lock(risk.partnership)
    if not risk.is_joint:
        raise Refused(_("Only a joint risk has a consensus: of one's own each says what it thinks."))
    if Consensus.objects.filter(risk=risk, phase=phase, state=Consensus.State.PROPOSED).exists():
        raise Refused(_("A reading of this phase lies before the parties already: sign that, or decline it."))
    consensus = Consensus(risk=risk, phase=phase, likelihood=likelihood, impact=impact, confidence=confidence, reason=reason)
    consensus.on = today()
    consensus.full_clean(exclude=["author", "risk"])
    save_record(consensus, actor=actor)
    _open_and_sign(open_round(consensus, actor=actor, due_on=due_on), actor, proof)
    return consensus


def _open_and_sign(round: "SignOffRound", actor: "User", proof: "Proof | None") -> None:
    """Who proposes what he or she may sign, has signed it."""
    place = standing(actor, round.partnership)
    if place.party is not None and place.may(Right.SIGN, place.party) and not round.slots.exclude(assignee=None).exists():
        sign(round, actor=actor, proof=proof, party=place.party)


@consequence
@transaction.atomic
def agree_consensus(consensus: Consensus, *, actor: "User | None") -> Consensus:
    """All parties have signed the reading."""
    advance(consensus, Consensus.State.AGREED, actor=actor, agreed_at=timezone.now())
    risk = Risk.objects.select_related("partnership").get(pk=consensus.risk_id)
    if risk.state == Risk.State.IDENTIFIED and consensus.phase != Phase.TARGET:
        advance(risk, Risk.State.ASSESSED, actor=actor)
    return consensus


@consequence
def drop_consensus(consensus: Consensus, *, actor: "User | None", note: str = "") -> Consensus:
    """A party has declined, or the round ended without a decision."""
    return advance(consensus, Consensus.State.DROPPED, actor=actor, note=note)
