"""Who may do what. This module is the only place that decides; everything else asks it.

`RIGHTS` is the whole policy, to be read by a person. A person's rights come from the roles in which he or she stands for a party
in this one partnership (partnerships.models.Membership); being an administrator of the installation gives none of them. An emergency
reading (partnerships.administration.emergency) gives none either: it has pages of its own, and one more place in the gate of the spaces.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.models import Membership, Participation, Partnership, Party, Role
from partnerships.querysets import NEUTRAL

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class Right(TextChoices):
    """What a role allows, within the space of the person's own party and the joint space, never within another party's."""

    READ_JOINT = "read_joint", _("Read the joint space")
    READ_SHARED = "read_shared", _("Read what other parties share")
    READ_OWN = "read_own", _("Read the own party's private space")
    ANSWER = "answer", _("Answer assessments")
    WRITE = "write", _("Write own and joint records")
    SHARE = "share", _("Share the own party's records")
    SIGN = "sign", _("Sign for the party")
    MANAGE = "manage", _("Manage the partnership and the own party's people")


_READ = {Right.READ_JOINT, Right.READ_SHARED, Right.READ_OWN}

RIGHTS: dict[str, frozenset[str]] = {
    Role.OFFICER: frozenset(Right),
    Role.REPRESENTATIVE: frozenset(Right),
    Role.CONTRIBUTOR: frozenset(_READ | {Right.WRITE, Right.ANSWER}),
    Role.READER: frozenset(_READ),
    Role.RESPONDENT: frozenset({Right.ANSWER}),
    Role.FACILITATOR: frozenset({Right.READ_JOINT}),
    Role.AUDITOR: frozenset({Right.READ_JOINT, Right.READ_SHARED}),
}
# An officer works for the party in all its partnerships and may open new ones; a representative stands for it in those it was invited to.
MAY_OPEN_PARTNERSHIPS = frozenset({Role.OFFICER})
# Roles that belong to neutral organisations only, and that neutral organisations are confined to.
NEUTRAL_ROLES = frozenset(map(Role, NEUTRAL))


def roles_with(right: str) -> frozenset[str]:
    """The roles that have the right."""
    return frozenset(role for role, rights in RIGHTS.items() if right in rights)


@dataclass(frozen=True)
class Seat:
    """A person's place for one party in one partnership."""

    participation: Participation
    rights: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """What one person may do in one partnership, and from which side he or she looks at it."""

    user: "User | AnonymousUser"
    partnership: Partnership
    participations: tuple[Participation, ...] = ()
    seats: tuple[Seat, ...] = field(default=())

    @cached_property
    def rights(self) -> frozenset[str]:
        return frozenset().union(*(seat.rights for seat in self.seats))

    @cached_property
    def party(self) -> Party | None:
        """The reader's own party: *Ours* in the three columns. None for neutral people."""
        return next((seat.participation.party for seat in self.seats if seat.participation.is_signing), None)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The parties of the partnership, the reader's own first, without neutral ones and those that left."""
        signing = [p.party for p in self.participations if p.is_signing and p.state != Participation.State.LEFT]
        return tuple(sorted(signing, key=lambda party: (party != self.party, party.name)))

    @cached_property
    def at_table(self) -> tuple[Participation, ...]:
        """Who takes part or is asked to, neutral ones too: what is shown to all is shown to these."""
        return tuple(seat for seat in self.participations if seat.state != Participation.State.LEFT)

    @cached_property
    def others(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party != self.party)

    def may(self, right: str, party: Party | None = None) -> bool:
        """Whether the person has the right for the party, or for no party in particular (the joint space)."""
        return any(right in seat.rights and (party is None or seat.participation.party_id == party.pk) for seat in self.seats)

    def bits(self, right: str) -> int:
        """The bits, in every audience here, of the parties for which the person has a right of reading."""
        return sum(seat.participation.bit for seat in self.seats if right in seat.rights)

    def __getattr__(self, name: str) -> bool:
        """`standing.may_write` and so on, for templates."""
        if name.startswith("may_") and name[4:] in Right.values:
            return self.may(name[4:])
        raise AttributeError(name)


def standing(user: "User | AnonymousUser", partnership: Partnership) -> Standing:
    """The person's standing in the partnership, in one query."""
    # Nobody has the key zero: an anonymous reader and an inactive account stand nowhere.
    key = user.pk if user.is_active else uuid.UUID(int=0)
    participations = tuple(_participations(key, today()).filter(partnership=partnership))
    seats = tuple(
        Seat(p, frozenset().union(*(RIGHTS[role] for role in roles)))
        for p in participations
        if p.state == Participation.State.JOINED and (roles := _roles(p))
    )
    return Standing(user, partnership, participations, seats)


def _roles(participation: Any) -> list[str]:
    """By which the person stands there: here and everywhere; for a neutral organisation only as a neutral person of this partnership."""
    if not participation.is_signing:
        return [participation.role_here] if participation.role_here in NEUTRAL_ROLES else []
    return [role for role in (participation.role_here, participation.role_everywhere) if role]


@lru_cache(maxsize=1_000)
def _participations(person: uuid.UUID, day: dt.date) -> QuerySet[Participation]:
    """All participations, each with the roles in which the person stands for its party that day.

    Every page asks it: the question, which depends on nothing else, is put together once. The answer is never kept.
    """

    def role_in(place: Q) -> Subquery:
        memberships = Membership.objects.current(day).filter(place, user_id=person, party=OuterRef("party"))
        return Subquery(memberships.values("role")[:1])

    here, everywhere = Q(partnership=OuterRef("partnership")), Q(partnership__isnull=True)
    rows = Participation.objects.select_related("party").order_by("party__name")
    return rows.annotate(role_here=role_in(here), role_everywhere=role_in(everywhere))
