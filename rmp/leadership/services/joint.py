"""What nominations and removals share: one party asks, each of the others answers in the round of signatures."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnerships.access.policy import Right, standing
from partnerships.models import Party
from partnerships.records.actors import by_signers, taken_by
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, sign

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof


def party_of(user: "User", record: Kept) -> Party:
    """The party for which somebody who was let into a step stands in the record's partnership."""
    party = standing(user, record.record.partnership).party
    assert party is not None  # the rules of these steps let in nobody else
    return party


@taken_by(Right.SIGN, signs=by_signers)
def ask_the_others(record: Any, *, actor: "User", proof: "Proof | None", due_on: dt.date | None) -> SignOffRound:
    """Lay it before all parties. The asking party has signed by asking; what counts is what the others answer."""
    round = open_round(record, actor=actor, due_on=due_on)
    sign(round, actor=actor, proof=proof, party=record.owner_party)
    return round


def open_round_about(record: Kept) -> SignOffRound:
    """The round in which the parties answer now. Raises Refused when there is none."""
    found = SignOffRound.objects.open().filter(subject_key=record.pk).select_related("partnership").first()
    if found is None:
        raise Refused(_("It is not before the parties now."))
    return found
