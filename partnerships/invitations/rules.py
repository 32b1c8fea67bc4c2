"""Who may bring in whom, and as what.

Each party chooses its own people. Only where a party has nobody yet may the others invite its first representative, and from then
on it invites its own. Neutral people come and go by the signatures of all parties (partnerships.admission), and by the word of the
first party alone only while no other has joined. Officers work for their party in all its partnerships; an administrator invites them.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from partnerships.access.policy import NEUTRAL_ROLES, Right, Standing
from partnerships.clock import today
from partnerships.models import Membership, Participation, Partnership, Party, Role, Side
from partnerships.services import is_running

if TYPE_CHECKING:
    from partnerships.accounts.models import User

PARTY_ROLES = (Role.REPRESENTATIVE, Role.CONTRIBUTOR, Role.RESPONDENT, Role.READER)
FIRST_ROLES = (Role.REPRESENTATIVE,)
NEUTRALS = (Role.FACILITATOR, Role.AUDITOR)
# Where a party takes people in: it is at the table, or asked to it.
OPEN_SEATS = (Participation.State.INVITED, Participation.State.JOINED)


def roles_offered(standing: Standing, participation: Participation) -> tuple[Role, ...]:
    """The roles for which the person may invite somebody of this party now; none where he or she may not invite."""
    if not standing.may(Right.MANAGE) or not standing.partnership.is_open:
        return ()
    if participation.state not in OPEN_SEATS:
        return ()
    if not participation.is_signing:
        return () if is_running(standing) else NEUTRALS
    if standing.may(Right.MANAGE, participation.party):
        return PARTY_ROLES
    return FIRST_ROLES if participation.state == Participation.State.INVITED else ()


def may_manage(standing: Standing, participation: Participation) -> bool:
    """Whether the person looks after the people whom the party already has: its own, and neutral ones while no other party has joined."""
    if participation.state != Participation.State.JOINED:
        return False
    if not participation.is_signing:
        return standing.may(Right.MANAGE) and not is_running(standing)
    return standing.may(Right.MANAGE, participation.party)


def may_pause(standing: Standing, participation: Participation) -> bool:
    """Whether the person may pause people of the party in danger: its own, and neutral ones, whom any party may."""
    if participation.state != Participation.State.JOINED:
        return False
    return standing.may(Right.MANAGE, participation.party if participation.is_signing else None)


def is_for_all_to_sign(partnership: Partnership | None, party: Party) -> bool:
    """Whether it is about a neutral person where more than one party has joined, or about all of a neutral organisation's places."""
    if partnership is None:
        return party.kind == Side.NEUTRAL
    seats = Participation.objects.filter(partnership=partnership)
    return seats.filter(party=party, side=Side.NEUTRAL).exists() and seats.joined().signing().count() > 1


def fits(role: str, side: str) -> bool:
    """Neutral roles belong to neutral organisations, and neutral organisations have no others."""
    return (role in NEUTRAL_ROLES) == (side == Side.NEUTRAL)


def not_over(on: dt.date | None = None) -> Q:
    """Memberships that hold or will hold."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on or today())


def stands_already(user: "User", partnership: Partnership | None, party: Party) -> bool:
    """Whether the person stands for the party in just this place."""
    return Membership.objects.filter(not_over(), user=user, party=party, partnership=partnership).exists()


def not_lifted(user: "User", partnership: Partnership | None, party: Party) -> bool:
    """Whether the person is paused in a place beside which this one would let him or her in again."""
    places = Membership.objects.filter(not_over(), user=user, party=party, paused_at__isnull=False, paused_until=None)
    return (places if partnership is None else places.filter(partnership=None)).exists()


def stands_for_another(user: "User", partnership: Partnership | None, party: Party) -> Party | None:
    """Another party for which the person stands at the same table: nobody sits on two sides of it."""
    seats = Participation.objects.exclude(state=Participation.State.LEFT)
    own = seats.filter(party=party)
    if partnership is not None:
        own = own.filter(partnership=partnership)
    tables = own.values("partnership")
    others = Membership.objects.filter(not_over(), user=user).exclude(party=party).select_related("party")
    across = Q(partnership__in=tables) | Q(
        partnership__isnull=True, party__in=seats.filter(partnership__in=tables).values("party")
    )
    found = others.filter(across).first()
    return found.party if found else None
