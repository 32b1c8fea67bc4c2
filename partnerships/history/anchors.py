"""The ends of the chains, kept elsewhere: on signed papers and in files of the parties.

Whoever holds the database can rewrite a whole chain. What was kept elsewhere before shows it (`manage.py verify --against FILE`).
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from partnerships.access.policy import Right, Standing
from partnerships.history.models import GENESIS, Chain, Event
from partnerships.models import Participation, Partnership

if TYPE_CHECKING:
    from partnerships.bases import Vouched

HASH = re.compile(r"(?<!\w)[0-9a-f](?:\s*[0-9a-f]){63}(?!\w)")  # a paper prints it in groups, on two lines


def ends(chains: Iterable[Chain]) -> list[dict[str, Any]]:
    """Each chain's end in plain form, with the names of those who read it."""
    chains = list(chains)
    seats = Participation.objects.filter(partnership__in={chain.partnership_id for chain in chains})
    seats = seats.select_related("party").order_by("party__name")
    return [
        {
            "partnership": chain.partnership.reference,
            "party": chain.party.name if chain.party else None,
            "readers": [
                seat.party.name for seat in seats if seat.partnership_id == chain.partnership_id and chain.audience & seat.bit
            ],
            "entries": chain.sequence,
            "hash": chain.hash,
        }
        for chain in chains
    ]


def chains_of(partnerships: "QuerySet[Partnership]") -> "QuerySet[Chain]":
    """All chains of the partnerships that have an entry, in a fixed order. One that waits for its first would tell that others have."""
    chains = Chain.objects.filter(partnership__in=partnerships, sequence__gt=0).select_related("partnership", "party")
    return chains.order_by("partnership__reference", F("party__name").asc(nulls_first=True), "-audience")


def readable_chains(here: Standing) -> "QuerySet[Chain]":
    """The chains all of whose entries the person may read: those shown to the own party, and its private one."""
    readable = Q(bits__gt=0)
    if here.party is not None and here.may(Right.READ_OWN, here.party):
        readable |= Q(party=here.party)
    chains = chains_of(Partnership.objects.filter(pk=here.partnership.pk))
    return chains.alias(bits=F("audience").bitand(here.bits(Right.READ_SHARED))).filter(readable)


def end_at(subject: "Vouched", verb: str) -> str:
    """The hash of the entry that says this of the subject: where the chain ended then. Empty when there is none."""
    told = Event.objects.filter(kind=subject.record_kind, subject_key=subject.pk, verb=verb)
    return told.in_order().values_list("hash", flat=True).last() or ""


def hashes_in(text: str) -> set[str]:
    """Every hash that stands in a text: a file of ends, or what somebody copied from a signed paper."""
    return {"".join(found.split()) for found in HASH.findall(text)} - {GENESIS}


def unknown(hashes: set[str], partnerships: "QuerySet[Partnership]") -> list[str]:
    """Those at which no chain of these partnerships ever ended. What others have proves nothing: their chains may not be whole."""
    known = Event.objects.filter(partnership__in=partnerships, hash__in=hashes)
    return sorted(hashes - set(known.values_list("hash", flat=True)))
