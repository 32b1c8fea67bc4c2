"""Who says that an organisation is the one it is called: another party, or a person of its own.

It stands on the organisation itself, and so in the history of each of its partnerships.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.accounts.models import User
from partnerships.history.models import Event
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.models import Membership, Participation, Partnership, Party
from partnerships.records.actors import consequence

VOUCHED = gettext_noop("identity vouched for")
CONFIRMED = gettext_noop("identity confirmed")


def lock_party(party: Party) -> Party:
    """The organisation as it is, and the histories of its partnerships, held until the end of the transaction: in the order of all."""
    for table in tables_of(party):
        lock(table)
    return Party.objects.select_for_update().get(pk=party.pk)


@consequence
def vouch_for(party: Party, *, actor: User | None, inviter: User, inviter_party: Party | None) -> None:
    """Note that another party let in the organisation's first person; its name is left out when the inviter stands for none any more."""
    name = _("%(person)s (%(party)s)") % {"person": inviter, "party": inviter_party} if inviter_party else str(inviter)
    _record(VOUCHED, party, actor=actor, vouched_by=name, vouched_at=timezone.now(), confirmed_at=None)


@consequence
def confirm_identity(party: Party, *, actor: User | None, note: str = "") -> list[Event]:
    """Note that the organisation is what it is called; nothing where nobody doubted it."""
    if not party.is_unconfirmed:
        return []
    return _record(CONFIRMED, party, actor=actor, note=note, confirmed_at=timezone.now())


def party_of(person: User, partnership: Partnership | None) -> Party | None:
    """The party for which the person sits at the table, if any."""
    if partnership is None:
        return None
    seat = Membership.objects.standing_in(partnership).filter(user=person).select_related("party").first()
    return seat.party if seat else None


def tables_of(party: Party) -> "Iterable[Partnership]":
    """The partnerships in which the organisation takes part, or is asked to, in the order in which everybody locks them."""
    seats = Participation.objects.filter(party=party).exclude(state=Participation.State.LEFT)
    return Partnership.objects.filter(participations__in=seats).order_by("pk")


def _record(verb: str, party: Party, *, actor: User | None, note: str = "", **values: Any) -> list[Event]:
    for name, value in values.items():
        setattr(party, name, value)
    party.save(update_fields=list(values))
    return [write_history(verb, party, actor=actor, note=note, scope=to_all(table)) for table in tables_of(party)]
