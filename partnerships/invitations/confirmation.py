"""Who must say yes before somebody is seated for an organisation that did not invite the person itself.

An organisation with people of its own here accepts each new one itself. One that has nobody is reached by mail alone, at a domain
that is recorded for it; anywhere else an administrator confirms first, with a reason. What holds is asked anew at each step, as it is
then: nothing of it is remembered but who confirmed.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from partnerships.invitations.models import Invitation
from partnerships.models import Membership, Party, Role
from partnerships.parties import PartyIdentifier, domain_of

if TYPE_CHECKING:
    from partnerships.accounts.models import User


class Lacking(TextChoices):
    """Whose confirmation an invitation lacks."""

    PARTY = "party", _("To be confirmed by the party")
    ADMINISTRATOR = "administrator", _("To be confirmed by an administrator")


def lacking(invitation: Invitation) -> str:
    """Whose confirmation it lacks now, "" when the person may be seated."""
    return lacking_each([invitation])[invitation.pk]


def lacking_each(invitations: Iterable[Invitation]) -> dict[object, str]:
    """{key of the invitation: whose confirmation it lacks} of many, in three queries."""
    rows = list(invitations)
    own = _own_people(row.party_id for row in rows)
    domains = _domains(row.party_id for row in rows)
    return {row.pk: _lacking(row, own[row.party_id], domains[row.party_id]) for row in rows}


def may_confirm(invitation: Invitation) -> "list[User]":
    """The party's own people of whom one must confirm it: those who answer for it; where it is for all partnerships, its officers, if
    there are any. Never the invited person."""
    return [membership.user for membership in _confirming(invitation, _own_people([invitation.party_id])[invitation.party_id])]


def waiting_for(user: "User") -> list[Invitation]:
    """What this person may confirm or reject for the own organisation, the oldest first."""
    rows = list(
        Invitation.objects.open()
        .by_others_for(user)
        .select_related("party", "partnership", "invited_by", "confirmed_by")
        .order_by("created_at")
    )
    own = _own_people(row.party_id for row in rows)
    return [
        row
        for row in rows
        if _lacking(row, own[row.party_id], set()) == Lacking.PARTY
        and user.pk in {m.user_id for m in _confirming(row, own[row.party_id])}
    ]


def by_mail_alone(invitation: Invitation) -> bool:
    """Whether it goes to a domain of the organisation at which the inviter has no address: what opens it there is a person of its own."""
    return _by_mail_alone(invitation, _domains([invitation.party_id])[invitation.party_id])


def at_own_domain(party: Party, email: str) -> bool:
    """Whether the address is of a domain that is recorded for the organisation."""
    return domain_of(email) in _domains([party.pk])[party.pk]


def _lacking(invitation: Invitation, own: list[Membership], domains: set[str]) -> str:
    if invitation.partnership_id and any(m.user.email == invitation.email for m in own):
        return ""  # accepting, one of its own people says yes
    confirming = _confirming(invitation, own)
    if confirming:
        said_yes = {invitation.invited_by_id, invitation.confirmed_by_id}
        return "" if said_yes & {m.user_id for m in confirming} else Lacking.PARTY
    return "" if _by_mail_alone(invitation, domains) or invitation.confirmed_at else Lacking.ADMINISTRATOR


def _by_mail_alone(invitation: Invitation, domains: set[str]) -> bool:
    domain = domain_of(invitation.email)
    return domain in domains - settings.FREE_MAIL_DOMAINS and domain != domain_of(invitation.invited_by.email)


def _confirming(invitation: Invitation, own: list[Membership]) -> list[Membership]:
    others = [m for m in own if m.user.email != invitation.email]
    if invitation.partnership_id:
        return others
    return [m for m in others if m.role == Role.OFFICER and m.partnership_id is None] or others


def _own_people(parties: Iterable[object]) -> dict[object, list[Membership]]:
    found: defaultdict[object, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.answering().filter(party__in=set(parties)).select_related("user"):
        found[membership.party_id].append(membership)
    return found


def _domains(parties: Iterable[object]) -> dict[object, set[str]]:
    found: defaultdict[object, set[str]] = defaultdict(set)
    for row in PartyIdentifier.objects.filter(party__in=set(parties), scheme=PartyIdentifier.DOMAIN):
        found[row.party_id].add(row.value)
    return found
