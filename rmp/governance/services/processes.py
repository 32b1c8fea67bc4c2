"""From two ways of doing it to one. The state machine is JointProcess.TRANSITIONS; agreed it is by the signatures of all."""

import datetime as dt
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, signers_while, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from partnerships.signoff.endings import signing_parties
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from rmp.governance.models import JointProcess

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = JointProcess.State


@taken_by()
@transaction.atomic
def compare(process: JointProcess, *, actor: "User", gap: str) -> JointProcess:
    """Hold the ways against each other, and say where they do not fit. Raises Refused until every party has written its own."""
    lock(process.partnership)
    written = set(process.ways.values_list("party", flat=True))  # type: ignore[attr-defined]
    missing = [party.short_name for party in signing_parties(process.partnership, process) if party.pk not in written]
    if missing:
        raise Refused(_("Still to write how they do it: %(parties)s.") % {"parties": ", ".join(missing)})
    return compare_again(process, actor=actor, gap=gap)


@taken_by()
@transaction.atomic
def ask_to_agree(process: JointProcess, *, actor: "User", due_on: dt.date | None = None) -> SignOffRound:
    """Lay the agreed way before all parties. Raises Refused without one, or without a party that looks after it."""
    lock(process.partnership)
    process.refresh_from_db()
    if process.state != State.COMPARED:
        raise Refused(_("That step is not open now: it is “%(state)s”.") % {"state": process.get_state_display()})
    if not process.agreed_way or process.owned_by_id is None:
        raise Refused(_("What is agreed says how, and who looks after it: write both first."))
    return open_round(process, actor=actor, due_on=due_on)


@consequence
def agree_process(process: JointProcess, *, actor: "User | None") -> JointProcess:
    """All parties have signed. Called by the sign-off alone."""
    return advance(process, State.AGREED, actor=actor, agreed_on=today())


@taken_by()
def bring_into_use(process: JointProcess, *, actor: "User", review_on: dt.date | None = None) -> JointProcess:
    """It is done this way from today; when reviewed, again."""
    return advance(process, State.IN_USE, actor=actor, in_use_since=process.in_use_since or today(), review_on=review_on)


@taken_by()
def review(process: JointProcess, *, actor: "User", note: str = "") -> JointProcess:
    """Look at it again."""
    return advance(process, State.REVIEW, actor=actor, note=note, review_on=None)


@taken_by(signers_while(attrgetter("agreed_on")))
def compare_again(process: JointProcess, *, actor: "User", gap: str) -> JointProcess:
    """It did not prove itself, and is agreed no more."""
    return advance(process, State.COMPARED, actor=actor, gap=gap, agreed_on=None)
