"""What follows from the results: improvements with their effect, agreed levels of maturity, and whether to go on."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Improvement, MaturityClaim, OptimizationReview
from assessments.models.cycles import joined_parties
from partnerships.access.policy import Right
from partnerships.actions.models import Action
from partnerships.actions.services import add_action
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, taken_by
from partnerships.records.once import is_unseen
from partnerships.records.refusals import Refused, refuse_second, refuse_unread
from partnerships.records.services import advance
from partnerships.referrals import is_open, refer
from partnerships.signoff.endings import check_all_asked, signing_seats
from partnerships.signoff.services import open_round

if TYPE_CHECKING:
    import datetime as dt

    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

State = Improvement.State
EXIT_DESK = "exits.assessment"


# --- improvements -----------------------------------------------------------------------------------------------------
@taken_by(Right.SIGN)
@transaction.atomic
def agree_improvement(improvement: Improvement, *, actor: "User") -> Improvement:
    """It is agreed: each party gets an action for it, due when it is. Raises Refused when it was agreed before."""
    lock(improvement.partnership)
    improvement = advance(improvement, State.AGREED, actor=actor)
    for party in joined_parties(improvement.cycle):
        add_action(
            improvement,
            actor=actor,
            title=improvement.title,
            description=improvement.description,
            responsible=party,
            due_on=improvement.due_on,
            done_when=improvement.expected[:200],
        )
    return improvement


@taken_by()
def start_improvement(improvement: Improvement, *, actor: "User") -> Improvement:
    return advance(improvement, State.DOING, actor=actor)


@taken_by()
@transaction.atomic
def finish_improvement(improvement: Improvement, *, actor: "User") -> Improvement:
    """It is done; whether it helped is another question. Raises Refused while a party's action for it is open."""
    lock(improvement.partnership)
    open_ones = Action.objects.for_source(improvement).unfinished()
    refuse_unread(open_ones, person=actor)
    if open_ones.exists():
        raise Refused(_("Actions for it are still open: finish or cancel them first."))
    return advance(improvement, State.DONE, actor=actor)


@taken_by()
def check_effect(improvement: Improvement, *, actor: "User", helped: bool, effect: str) -> Improvement:
    """Say whether it helped and what shows it. Raises Refused before it is done, or without a word."""
    if not effect.strip():
        raise Refused({"effect": _("Say what shows it.")})
    to = State.EFFECTIVE if helped else State.NOT_EFFECTIVE
    return advance(improvement, to, actor=actor, effect=effect.strip(), checked_on=today())


@taken_by()
def drop_improvement(improvement: Improvement, *, actor: "User", reason: str) -> Improvement:
    return advance(improvement, State.DROPPED, actor=actor, note=reason)


# --- maturity ---------------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def ask_for_maturity(claim: MaturityClaim, *, actor: "User", due_on: "dt.date | None" = None) -> "SignOffRound":
    """Put a joint claim to all parties. Raises Refused for a claim of one side, and as open_round does."""
    lock(claim.partnership)
    if not claim.is_joint:
        raise Refused(_("All parties sign what all claim: this is the claim of one."))
    if claim.state != MaturityClaim.State.CLAIMED:
        raise Refused(_("It is agreed already."))
    return open_round(claim, actor=actor, due_on=due_on)


@taken_by(Right.SIGN)
@transaction.atomic
def settle_maturity(claim: MaturityClaim, *, actor: "User") -> MaturityClaim:
    """Agree a joint claim of a low level.

    Raises Refused from level 3 on: what holds for both, both sign; and where it would take the place of such a one, or of one that a
    party reads that does not read this.
    """
    lock(claim.partnership)
    claim = MaturityClaim.objects.select_related("partnership").get(pk=claim.pk)
    if not claim.is_joint:
        raise Refused(_("This is the claim of one side."))
    if claim.needs_signatures:
        raise Refused(_("From level 3 on all parties sign: put it to them."))
    former: Any = claim.acts_on()
    if is_unseen(former, actor) or any(one.needs_signatures for one in former):
        refuse_second(
            former, _("All parties signed the level that holds: put to them what is to take its place."), person=actor
        )
    check_all_asked(claim, signing_seats(claim.partnership))
    return maturity_agreed(claim, actor=actor)


@consequence
@transaction.atomic
def maturity_agreed(claim: MaturityClaim, *, actor: "User | None") -> MaturityClaim:
    """The claim holds; the one before it for the same principle is superseded."""
    for one in claim.acts_on():
        advance(one, MaturityClaim.State.SUPERSEDED, actor=actor)
    return advance(claim, MaturityClaim.State.AGREED, actor=actor, agreed_on=today())


# --- what to do with the relationship ---------------------------------------------------------------------------------
@consequence
@transaction.atomic
def optimization_agreed(review: OptimizationReview, *, actor: "User | None") -> OptimizationReview:
    """All have signed. Where they decided to look at how it could end, the room of exits takes it in."""
    review = advance(review, OptimizationReview.State.AGREED, actor=actor, agreed_on=today())
    if review.decision == OptimizationReview.Decision.ASSESS_EXIT and is_open(EXIT_DESK):
        refer(review, EXIT_DESK, actor=actor, title=str(review), facts=review.reasons)
    return review
