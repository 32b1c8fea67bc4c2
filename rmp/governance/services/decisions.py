"""How decisions come about. The state machine is Decision.TRANSITIONS; what the positions come to is `verdict`."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.models import Party
from partnerships.records.actors import any_party, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.signoff.endings import check_all_asked, signing_parties, signing_seats
from rmp.governance.models import Decision, PartyPosition

if TYPE_CHECKING:
    import uuid

    from partnerships.accounts.models import User

State, Method, Choice = Decision.State, Decision.Method, PartyPosition.Choice
PUT = gettext_noop("put to all parties")
IN_FAVOUR = (Choice.FOR, Choice.RESERVATION)


@taken_by()
@transaction.atomic
def put_to_parties(decision: Decision, *, actor: "User") -> Decision:
    """Lay it before the parties; a deferred one anew: the positions taken before are kept, and stand no longer.

    Raises Refused where fewer would decide than all parties agreed, or than decided what it rescinds.
    """
    lock(decision.partnership)
    decision.refresh_from_db()
    decision.check_way()
    check_all_asked(decision, signing_seats(decision.partnership))
    _check_several(decision)
    fallen = list(PartyPosition.objects.filter(decision=decision, stands=True))
    examined(PartyPosition.objects.filter(pk__in=[position.pk for position in fallen])).update(stands=False)
    return advance(decision, State.OPEN, actor=actor, verb=PUT, also=fallen)


@taken_by(Right.SIGN, allowed=any_party)
@transaction.atomic
def take_position(decision: Decision, *, actor: "User", choice: str, reason: str = "") -> Decision:
    """Say for the actor's party where it stands; until all have spoken, it may change its mind. The last position decides.

    Raises PermissionDenied unless the actor signs for a party, Refused when it is not before the parties, a reason is missing, or it
    would be adopted and rescind what more parties, or a stricter method, decided.
    """
    lock(decision.partnership)
    decision.refresh_from_db()
    if not decision.is_open:
        raise Refused(_("It is not before the parties now."))
    check_all_asked(decision, signing_seats(decision.partnership))
    _check_several(decision)
    if choice not in (Choice.FOR, Choice.ABSTAIN) and not reason.strip():
        raise Refused(_("Say why, so that the others can act on it."))
    party = standing(actor, decision.partnership).party
    position = PartyPosition.objects.filter(decision=decision, party=party, stands=True).first()
    position = position or PartyPosition(decision=decision, party=party)  # type: ignore[misc]
    position.choice, position.reason = choice, reason.strip()
    position.full_clean(exclude=["author"])
    save_record(position, actor=actor)
    return _settle(decision, actor=actor)


def _check_several(decision: Decision) -> None:
    """Raises Refused where one party would decide alone without powers that all agreed: the others have left, or do not read it."""
    if decision.counts_by != Method.DELEGATED and len(signing_parties(decision.partnership, decision)) < 2:
        raise Refused(_("A joint decision needs at least two parties."))


def _settle(decision: Decision, *, actor: "User") -> Decision:
    """Adopt or reject it if the positions taken so far come to that."""
    positions = dict(PartyPosition.objects.filter(decision=decision, stands=True).values_list("party", "choice"))
    parties = signing_parties(decision.partnership, decision)
    found = verdict(decision.counts_by, positions, parties, decision.delegated_to_id)
    if found is None:
        return decision
    if found == State.ADOPTED:
        decision.check_way()
    advance(decision, found, actor=actor, decided_on=today())
    rescinded = decision.rescinds
    if found == State.ADOPTED and rescinded is not None and rescinded.state in Decision.HOLDING:
        advance(rescinded, State.RESCINDED, actor=actor, note=decision)
    return decision


def verdict(
    method: str, positions: "dict[uuid.UUID, str]", parties: Collection[Party], delegated_to: "uuid.UUID | None" = None
) -> str | None:
    """What the positions come to: adopted, rejected, or None while somebody who counts has not spoken.

    A reservation is a yes with something held back; who abstains is not against. Of a majority, yes outnumbers no.
    """
    if method == Method.DELEGATED:
        said = positions.get(delegated_to) if delegated_to else None
        return None if said is None else State.ADOPTED if said in IN_FAVOUR else State.REJECTED
    said_by_all = [positions.get(party.pk) for party in parties]
    if not said_by_all or None in said_by_all:
        return None
    yes, no = sum(said in IN_FAVOUR for said in said_by_all), said_by_all.count(Choice.AGAINST)
    adopted = {Method.CONSENSUS: yes > 0 and no == 0, Method.UNANIMOUS: yes == len(said_by_all), Method.MAJORITY: yes > no}
    return State.ADOPTED if adopted[Method(method)] else State.REJECTED


@taken_by()
def defer(decision: Decision, *, actor: "User", reason: str) -> Decision:
    """Not now; it may be changed and put to the parties again."""
    return advance(decision, State.DEFERRED, actor=actor, note=reason)


@taken_by()
def implement(decision: Decision, *, actor: "User", outcome: str) -> Decision:
    """It is done."""
    return advance(decision, State.IMPLEMENTED, actor=actor, implemented_on=today(), outcome=outcome)
