"""What administrators write about an organisation: all its partnerships find it in their history, and its own people get a letter."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import ADDITION
from django.db import models, transaction
from django.utils.translation import gettext as _

from partnerships.accounts.models import User
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.invitations.identity import confirm_identity, lock_party, tables_of
from partnerships.invitations.told import tell_managers
from partnerships.journal import check_may_write, differences, enter, in_words, values
from partnerships.models import Membership, Party, PartyUnit, Side
from partnerships.parties import PartyIdentifier, hold_names
from partnerships.records.actors import acting
from partnerships.records.refusals import Refused, check_proven

if TYPE_CHECKING:
    from partnerships.accounts.presence import Proof

# What an administrator says of an organisation even where it has officers of its own; with its units and identifiers.
BY_ADMINISTRATORS = {"kind"}


@transaction.atomic
def save_party(
    party: Party,
    *,
    actor: User,
    proof: "Proof | None",
    parts: Iterable[PartyUnit | PartyIdentifier] = (),
    gone: Iterable[PartyIdentifier] = (),
) -> Party:
    """Save what is known of an organisation, with its units and identifiers (`parts`), without what is `gone`.

    A unit stays once it is there: people and partnerships refer to it. Raises PermissionDenied, ValidationError; Refused where the
    organisation has officers of its own and this is theirs to change, and as `check_proven` does: by a recorded domain people come in.
    """
    check_may_write(actor, party)
    check_proven(actor, proof)
    parts = list(parts)
    hold_names()
    added = party._state.adding
    heads = {} if added else {table: lock(table) for table in tables_of(party)}
    before = {} if added else facts(Party.objects.select_for_update().get(pk=party.pk))
    said = differences(before, values(party))
    if not added and set(said) - BY_ADMINISTRATORS and Membership.objects.officers_of(party).exists():
        raise Refused(
            _("%(party)s has officers of its own: what it says of itself is theirs to change.") % {"party": before["name"]}
        )
    if Side.NEUTRAL in said.get("kind", ()) and heads:
        raise Refused({"kind": _("It takes part in partnerships: whether it is neutral there its parties signed.")})
    party.full_clean()
    party.save()
    for part in parts:
        part.party = party
        part.full_clean()
        part.save()
    lost = list(PartyIdentifier.objects.filter(party=party, pk__in=[part.pk for part in gone]))
    PartyIdentifier.objects.filter(pk__in=[part.pk for part in lost]).delete()
    if added:
        enter(actor, party, _("Added."), flag=ADDITION)
        return party
    changes = differences(before, facts(party))
    if changes:
        enter(actor, party, in_words(party, changes))
        events = [
            write_history(
                "changed",
                party,
                actor=actor,
                changes=changes,
                scope=to_all(table),
                head=head,
                also=parts,
                gone=lost,
            )
            for table, head in heads.items()
        ]
        tell_managers(party, events)
    return party


@transaction.atomic
def confirm_party(party: Party, *, actor: User, proof: "Proof | None", reason: str) -> Party:
    """Say with a reason that an organisation of which only another party said who it is, is what it is called.

    Raises PermissionDenied, Refused without a reason, or where nothing is to be confirmed, and as `check_proven` does.
    """
    check_may_write(actor, party)
    check_proven(actor, proof)
    party = lock_party(party)
    if not party.is_unconfirmed:
        raise Refused(_("The identity of %(party)s is confirmed already.") % {"party": party})
    if not reason.strip():
        raise Refused(_("Give a reason: how do you know that the organisation is what it is called?"))
    with acting(actor, party):
        events = confirm_identity(party, actor=actor, note=reason.strip())
    enter(actor, party, _("Identity confirmed: %(reason)s") % {"reason": reason.strip()})
    tell_managers(party, events)
    return party


def facts(party: Party) -> dict[str, Any]:
    """All that is known of an organisation, by codes and values; of its units and identifiers the values of each."""
    return values(party) | {"units": _listed(party.units.all()), "identifiers": _listed(party.identifiers.all())}  # type: ignore[attr-defined]


def _listed(parts: "models.QuerySet[models.Model]") -> list[list[str]]:
    return sorted([text for name, text in values(part).items() if text and name != "party"] for part in parts)
