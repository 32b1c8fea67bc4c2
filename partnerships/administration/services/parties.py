"""What administrators write about an organisation: all its partnerships find it in their history, and its own people get a letter."""

from collections.abc import Iterable

from django.contrib.admin.models import ADDITION
from django.db import models, transaction
from django.utils.translation import gettext as _

from partnerships.accounts.models import User
from partnerships.administration.letters import tell_managers
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.journal import check_may_write, differences, enter, in_words, values
from partnerships.models import Participation, Partnership, Party, PartyUnit
from partnerships.parties import PartyIdentifier


@transaction.atomic
def save_party(
    party: Party,
    *,
    actor: User,
    parts: Iterable[PartyUnit | PartyIdentifier] = (),
    gone: Iterable[PartyIdentifier] = (),
) -> Party:
    """Save what is known of an organisation, with its units and identifiers (`parts`), without what is `gone`.

    A unit stays once it is there: people and partnerships refer to it. Raises PermissionDenied, ValidationError.
    """
    check_may_write(actor, party)
    parts = list(parts)
    added = party._state.adding
    heads = {} if added else {table: lock(table) for table in _tables(party)}
    before = {} if added else facts(Party.objects.select_for_update().get(pk=party.pk))
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


def facts(party: Party) -> dict[str, str]:
    """All that is known of an organisation, a text for each field."""
    return values(party) | {"units": _listed(party.units.all()), "identifiers": _listed(party.identifiers.all())}  # type: ignore[attr-defined]


def _listed(parts: "models.QuerySet[models.Model]") -> str:
    said = [[text for name, text in values(part).items() if text and name != "party"] for part in parts]
    return "; ".join(sorted(" · ".join(texts) for texts in said))


def _tables(party: Party) -> "models.QuerySet[Partnership]":
    seats = Participation.objects.filter(party=party).exclude(state=Participation.State.LEFT)
    return Partnership.objects.filter(participations__in=seats).order_by("pk")
