"""What happens to a person's place: another role, the end of it. How one comes to it: partnerships.invitations.services; its pause:
partnerships.invitations.pausing."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.access.policy import NEUTRAL_ROLES, Right, Standing, roles_with, standing
from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.invitations.rules import OPEN_SEATS, is_for_all_to_sign, may_manage, roles_offered
from partnerships.invitations.told import tell_ended
from partnerships.journal import administers, enter
from partnerships.models import FROZEN_STATES, Membership, Participation, Partnership, Party, Side
from partnerships.records.actors import consequence
from partnerships.records.refusals import Refused, check_proven
from partnerships.services import is_running

if TYPE_CHECKING:
    from partnerships.accounts.presence import Proof
    from partnerships.invitations.models import Invitation


@transaction.atomic
def change_role(*, membership: Membership, role: str, actor: User, proof: "Proof | None") -> Membership:
    """Give the person another role in the same place; it holds from the next request on.

    A place in all partnerships has its role by the invitation, or by the making of an officer (partnerships.invitations.officers).
    Raises PermissionDenied unless the actor manages the party's people here, which no administrator does; Refused when the role does
    not fit, or nobody would be left to represent the party, and as `check_proven` does.
    """
    membership = held(membership)
    before = membership.role
    if membership.partnership is None or not membership.partnership.is_open:
        raise PermissionDenied
    where = standing(actor, membership.partnership)
    if not _manages(membership, where):
        raise PermissionDenied
    check_proven(actor, proof)
    if role == before:
        return membership
    if not any(role in roles_offered(where, seat) for seat in where.participations if seat.party_id == membership.party_id):
        raise Refused(_("That role cannot be given here."))
    if role not in roles_with(Right.MANAGE):
        keep_somebody(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record_membership("role changed", membership, actor=actor, changes={"role": [before, role]})
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, actor: User, note: object = "") -> Membership:
    """Take the place away now: the next request finds nothing any more.

    Where an administrator does it, the person and those who look after the party get a letter, unless it was over already. Raises
    PermissionDenied unless the actor manages the party's people here, Refused when nobody would be left to represent it, or, where an
    administrator does it, to answer for it.
    """
    membership = held(membership)
    by_administrator = _ends_as_administrator(membership, actor)
    if by_administrator:
        keep_an_answer(membership)
    events = _end(membership, "membership ended", actor, note)
    if by_administrator and events is not None:
        tell_ended(membership, events, actor=actor)
    return membership


@consequence
@transaction.atomic
def dismiss(partnership: Partnership, membership: Membership, *, actor: User | None, note: object = "") -> Membership:
    """A neutral person's place ends, as all parties decided it (partnerships.admission)."""
    membership = held(membership)
    _end(membership, "membership ended", actor, note)
    return membership


@transaction.atomic
def leave(*, membership: Membership, actor: User, note: object = "") -> Membership:
    """The person gives up his or her own place. Raises PermissionDenied for another's, Refused as end_membership does."""
    membership = held(membership)
    if membership.user_id != actor.pk:
        raise PermissionDenied
    _end(membership, "left", actor, note)
    return membership


def record_membership(verb: str, membership: Membership, *, actor: User | None, **details: Any) -> list[Event]:
    """Into the history of each partnership in which the membership counts: who is at the table concerns all parties."""
    return [
        write_history(verb, membership, actor=actor, scope=to_all(partnership), **details)
        for partnership in counts_in(membership)
    ]


def keep_others_than(person: User) -> None:
    """Raises Refused when a party would be left with nobody who may manage or answer for it, were this person not there in any place."""
    for membership in Membership.objects.current().filter(user=person).select_related("party", "partnership"):
        keep_somebody(membership, place_of=person)
        keep_an_answer(membership, place_of=person)


def keep_an_answer(membership: Membership, *, place_of: User | None = None) -> None:
    """No administrator leaves an organisation with nobody who answers for it: the next one would be let in by his word alone.

    Where only another party says who it is, whoever was let in by mistake goes.
    """
    if not _is_open_to_one_word(membership.party):
        return
    answering = Membership.objects.answering().filter(party=membership.party)
    others = answering.exclude(user=place_of) if place_of else answering.exclude(pk=membership.pk)
    if answering.filter(pk=membership.pk).exists() and not membership.party.is_unconfirmed and not others.exists():
        raise Refused(
            _("%(party)s needs somebody who answers for it. Invite or appoint another person first.")
            % {"party": membership.party}
        )


def _is_open_to_one_word(party: Party) -> bool:
    """Whether one alone could let in the organisation's next person.

    A neutral one takes in nobody where all is over, nor by less than all signatures where several parties run the partnership.
    """
    if party.kind != Side.NEUTRAL:
        return True
    seats = Participation.objects.filter(party=party, state__in=OPEN_SEATS).exclude(partnership__state__in=FROZEN_STATES)
    return any(not is_for_all_to_sign(seat.partnership, party) for seat in seats.select_related("partnership"))


def held(membership: Membership) -> Membership:
    """The place as it is, held until the end of the transaction, and before it the histories that tell of it: in the order of all."""
    for table in counts_in(membership):
        lock(table)
    return (
        Membership.objects.select_for_update(of=("self",)).select_related("user", "party", "partnership").get(pk=membership.pk)
    )


def _ends_as_administrator(membership: Membership, actor: User) -> bool:
    """Whether the actor ends it for the installation, which raises nobody, and not for the party. Raises PermissionDenied for others."""
    where = standing(actor, membership.partnership) if membership.partnership else None
    if where is not None and membership.role in NEUTRAL_ROLES and is_running(where):
        raise PermissionDenied  # all parties sign who is neutral among them: partnerships.admission
    # What reaches beyond one table is an administrator's affair.
    if where is None or not _manages(membership, where):
        if not administers(actor, "partnerships.change_membership"):
            raise PermissionDenied
        return True
    return False


def _manages(membership: Membership, where: Standing) -> bool:
    """Whether who stands there looks after the party's people; who is neutral among the parties is for all of them to sign."""
    if membership.role in NEUTRAL_ROLES and is_running(where):
        return False
    return any(seat.party_id == membership.party_id and may_manage(where, seat) for seat in where.participations)


def _end(membership: Membership, verb: str, actor: User | None, note: object) -> list[Event] | None:
    """What the history of each partnership has of it, none where it counts nowhere; None where it was over already.

    What an administrator does, and what no history tells of, stands in the journal.
    """
    yesterday = today() - dt.timedelta(days=1)
    if membership.ends_on is not None and membership.ends_on <= yesterday:
        return None
    keep_somebody(membership)
    membership.ends_on = yesterday
    # One that began today never held a whole day; the history knows the hours.
    membership.starts_on = min(membership.starts_on, yesterday)
    membership.paused_at = membership.paused_until = None  # who comes back by another decision comes back without it
    membership.save(update_fields=["starts_on", "ends_on", "paused_at", "paused_until"])
    events = record_membership(verb, membership, actor=actor, note=note)
    if actor and (not events or administers(actor, "partnerships.change_membership")):
        enter(actor, membership, _(verb))
    return events


def keep_somebody(membership: Membership, *, place_of: User | None = None) -> None:
    """A party at the table keeps at least one officer or representative there, without this place, or all places of a person."""
    managing = roles_with(Right.MANAGE)
    if membership.role not in managing or not membership.is_current():
        return
    seats = Participation.objects.select_for_update(of=("self",)).joined().signing().filter(party=membership.party)
    if membership.partnership is not None:
        seats = seats.filter(partnership=membership.partnership)
    for seat in seats.select_related("partnership"):
        others = Membership.objects.standing_in(seat.partnership).filter(party=membership.party, role__in=managing)
        if not (others.exclude(user=place_of) if place_of else others.exclude(pk=membership.pk)).exists():
            raise Refused(
                _("%(party)s needs somebody to represent it in “%(partnership)s”. Invite or appoint another person first.")
                % {"party": membership.party, "partnership": seat.partnership}
            )


def counts_in(membership: "Membership | Invitation") -> Iterable[Partnership]:
    """The partnerships in which it counts: its own, or all that its party has joined, but for those in which it is neutral."""
    if membership.partnership is not None:
        return [membership.partnership]
    return Partnership.objects.filter(
        participations__in=Participation.objects.joined().signing().filter(party=membership.party)
    ).order_by("pk")
