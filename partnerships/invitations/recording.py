"""What the history has of an invitation. One for all partnerships of a party stands in each that the party has joined, in private."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from partnerships.accounts.models import User
from partnerships.history.models import Event
from partnerships.history.services import Scope, lock, to_all
from partnerships.history.services import record as write_history
from partnerships.invitations.memberships import counts_in
from partnerships.invitations.models import Invitation
from partnerships.journal import enter
from partnerships.models import Participation


def hold(invitation: Invitation) -> None:
    """Take the histories that tell of it until the end of the transaction: before its row, and in the order of all."""
    for table in counts_in(invitation):
        lock(table)


def record_invitation(
    verb: str, invitation: Invitation, actor: User | None, also: Iterable[Invitation] = (), note: str = ""
) -> list[Event]:
    """Into the history: a party's own affair, unless another party does the inviting. Where there is none yet, into the journal."""
    events = []
    for table in counts_in(invitation):
        own = Participation.objects.joined().signing().filter(partnership=table, party=invitation.party).exists()
        scope: Scope = (table, invitation.party, 0) if own else to_all(table)
        events.append(write_history(verb, invitation, actor=actor, scope=scope, note=note, **vouched([invitation, *also])))
    if actor and not events:
        enter(actor, invitation, _(verb))
    return events


def vouched(invitations: list[Invitation]) -> dict[str, Any]:
    """For `record`: the rows for which it vouches. One for all partnerships belongs to none of them, so that none vouches for it."""
    return {"gone" if invitations[0].partnership is None else "also": invitations}
