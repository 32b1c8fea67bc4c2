"""Who is to be told of a batch of due items, in two queries however large the batch; in three where each is to do a part of it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import NEUTRAL_ROLES
from partnerships.models import Membership, Participation, Side
from partnerships.reminders.registry import KEEPERS, Due


class Reason(TextChoices):
    """Why a person is told."""

    NAMED = "named", _("You are named for it.")
    PARTY = "party", _("Your role for your party: it is for your party to do or to see to.")
    ESCALATED = "escalated", _("It is long overdue, and you keep this partnership for your party.")


@dataclass(frozen=True)
class Item:
    """What the sweep needs to know of one thing that is due."""

    key: uuid.UUID
    due_on: dt.date
    partnership: uuid.UUID
    party: uuid.UUID | None
    people: tuple[uuid.UUID | None, ...]
    stage: int = 0


class Standings:
    """Who stands for whom in the partnerships of a batch."""

    def __init__(self, items: Sequence[Item], roles: frozenset[str]) -> None:
        partnerships = {item.partnership for item in items}
        named = {person for item in items for person in item.people if person}
        # {partnership: {party: whether it owns and signs, as neutral ones do not}}
        self.joined: dict[uuid.UUID, dict[uuid.UUID, bool]] = defaultdict(dict)
        participations = Participation.objects.joined().filter(partnership__in=partnerships)
        for partnership, party, side in participations.values_list("partnership", "party", "side"):
            self.joined[partnership][party] = side != Side.NEUTRAL
        # {(partnership or None for all of the party's, party): {(person, role)}}
        self.people: dict[tuple[uuid.UUID | None, uuid.UUID], set[tuple[uuid.UUID, str]]] = defaultdict(set)
        parties = {party for found in self.joined.values() for party in found}
        memberships = (
            Membership.objects.current()
            .filter(Q(role__in=roles) | Q(user__in=named), Q(partnership__in=partnerships) | Q(partnership=None))
            .filter(party__in=parties, user__is_active=True)
        )
        for user, party, partnership, role in memberships.values_list("user", "party", "partnership", "role"):
            self.people[partnership, party].add((user, role))

    def _of(self, partnership: uuid.UUID, party: uuid.UUID) -> set[tuple[uuid.UUID, str]]:
        here = self.people.get((partnership, party), set())
        if not self.joined[partnership].get(party, True):  # of a neutral organisation only its neutral people here
            return {(user, role) for user, role in here if role in NEUTRAL_ROLES}
        return here | self.people.get((None, party), set())

    def standing(self, item: Item) -> set[uuid.UUID]:
        """The named people of an item who stand for a party of its partnership."""
        here = {user for party in self.joined[item.partnership] for user, _role in self._of(item.partnership, party)}
        return here.intersection(item.people)

    def holders(self, item: Item, roles: frozenset[str]) -> set[uuid.UUID]:
        """Who has one of the roles for the item's party, or for any party where it has none."""
        parties = [party for party, signs in self.joined[item.partnership].items() if signs and item.party in (None, party)]
        return {user for party in parties for user, role in self._of(item.partnership, party) if role in roles}


def recipients(due: Due, items: Sequence[Item]) -> Iterable[tuple[Item, dict[uuid.UUID, Reason]]]:
    """Each item of the batch with its recipients and the reason of each."""
    standings = Standings(items, due.roles | KEEPERS)
    done = _done(due, items)
    for item in items:
        told: dict[uuid.UUID, Reason] = {}
        if due.escalates(item.stage):
            told |= dict.fromkeys(standings.holders(item, KEEPERS), Reason.ESCALATED)
        named = standings.standing(item)
        if named:
            told |= dict.fromkeys(named, Reason.NAMED)
        else:
            told |= dict.fromkeys(standings.holders(item, due.roles), Reason.PARTY)
        yield item, {person: reason for person, reason in told.items() if (item.key, person) not in done}


def _done(due: Due, items: Sequence[Item]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(key of the item, person) of those who have done their part."""
    if not due.done_by:
        return set()
    return set(due.queryset().filter(pk__in=[item.key for item in items]).values_list("pk", due.done_by))
