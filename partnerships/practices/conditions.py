"""Conditions over Partnership from which practices are put together. They start at `disclosed()` records, as all practices must."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships.models import Participation


def some(records: "QuerySet[Any]", path: str = "") -> Exists:
    """The partnership has one of the records. `path` leads from what the queryset holds to its record ("objective__")."""
    return Exists(records.filter(**{f"{path}partnership": OuterRef("pk")}))


TAKING_PART = (Participation.State.JOINED, Participation.State.INVITED)
JOINED = (Participation.State.JOINED,)


def from_each_party(
    records: "QuerySet[Any]", path: str = "", *, party: str = "party", states: Collection[str] = TAKING_PART
) -> Q:
    """Each party that takes part, or is asked to, has one of the records; `path` as in `some`, `party` leads to whose it is.

    `states` narrows the parties: with JOINED only those count that have come to the table.
    """
    has_one = Exists(records.filter(**{f"{path}partnership": OuterRef("partnership"), party: OuterRef("party")}))
    parties = Participation.objects.signing().filter(partnership=OuterRef("pk"), state__in=states)
    return Q(Exists(parties)) & ~Q(Exists(parties.exclude(has_one)))
