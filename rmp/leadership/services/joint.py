"""What nominations and removals share: one party asks, each of the others answers in the round of signatures."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, standing
from partnerships.models import Party
from partnerships.records.models import Kept
from partnerships.records.services import Refused
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, sign

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def signing_party(record: Kept, actor: "User") -> Party:
    """The party for which the actor signs in the record's partnership. Raises PermissionDenied when there is none."""
    here = standing(actor, record.record.partnership)
    if here.party is None or not here.partnership.is_open or not here.may(Right.SIGN, here.party):
        raise PermissionDenied
    return here.party


def ask_the_others(record: Any, *, actor: "User", due_on: dt.date | None) -> SignOffRound:
    """Lay it before all parties. The asking party has signed by asking; what counts is what the others answer."""
    round = open_round(record, actor=actor, due_on=due_on)
    sign(round, actor=actor, party=signing_party(record, actor))
    return round


def open_round_about(record: Kept) -> SignOffRound:
    """The round in which the parties answer now. Raises Refused when there is none."""
    found = SignOffRound.objects.open().filter(subject_key=record.pk).select_related("partnership").first()
    if found is None:
        raise Refused(_("It is not before the parties now."))
    return found


def answering_party(record: Kept, asking: Party | None, actor: "User") -> Party:
    """The actor's party, which answers what another has asked. Raises Refused when it asked itself."""
    party = signing_party(record, actor)
    if party == asking:
        raise Refused(_("Your party has put it forward: the others answer."))
    return party
