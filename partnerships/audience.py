"""Who reads what all or some parties of a partnership share: a number, one bit for each party at the table.

Each participation has a small number in its partnership, never given twice. What is joint or shared keeps the bits of those it is shown
to. "All parties" means those at the table at that moment: who comes later reads what is shown to it afterwards, and nothing of before
unless those whose it is show it. What is private has no bits: its own party reads it.
"""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F, Max, OuterRef, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

MOST_PARTIES = 60  # as many bits as a column of 64 has, with some to spare


def bit(number: int) -> int:
    """The bit of the participation with this number."""
    return 1 << number


def next_number(partnership: Any) -> int:
    """The number of whoever comes next. Raises ValidationError when the partnership has had as many parties as it can."""
    last = partnership.participations.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_PARTIES:
        raise ValidationError(
            _("This partnership has had %(most)d parties, and cannot have more. Open a new partnership for those who come.")
            % {"most": MOST_PARTIES}
        )
    return last + 1


def at_table(partnership: Any) -> tuple[int, int]:
    """The bits of all who take part or are asked to, and of those that have joined, from the participations. One query."""
    seats = apps.get_model("partnerships", "Participation").objects.filter(partnership=partnership).exclude(state="left")
    there = list(seats)
    return sum(seat.bit for seat in there), sum(seat.bit for seat in there if seat.state == "joined")


def seated(partnership: Any) -> int:
    """The bits of all at the table now: what "all parties" means. One query."""
    return _in_ledger(partnership, "seated")


def joined(partnership: Any) -> int:
    """The bits of those that have joined. One query."""
    return _in_ledger(partnership, "joined")


def _in_ledger(partnership: Any, column: str) -> int:
    ledgers = apps.get_model("partnerships", "Ledger").objects.filter(partnership=partnership)
    return ledgers.values_list(column, flat=True).first() or 0


def bit_of(partnership: Any, party: Any) -> int:
    """The bit of a party in a partnership, 0 where it does not take part. One query."""
    seats = apps.get_model("partnerships", "Participation").objects.filter(partnership=partnership, party=party)
    number = seats.values_list("number", flat=True).first()
    return bit(number) if number else 0


def neutral(partnership: Any) -> int:
    """The bits of the neutral parties, whether they are still there or not. One query."""
    seats = apps.get_model("partnerships", "Participation").objects.filter(partnership=partnership, side="neutral")
    return sum(bit(number) for number in seats.values_list("number", flat=True))


def covers(audience: int, others: int) -> bool:
    """Whether the audience has all of the others."""
    return audience & others == others


def shown(audience: str = "audience") -> Exact:
    """For a query of participations within one of records: whether the record is shown to the participation; `audience` leads to it."""
    return Exact(OuterRef(audience).bitrightshift(F("number")).bitand(1), 1)  # type: ignore[arg-type]


def shown_here(audience: int) -> Exact:
    """For a query of participations: whether what has this audience is shown to them."""
    return Exact(Value(audience).bitrightshift(F("number")).bitand(1), 1)  # type: ignore[arg-type]


def not_shown_to(seat: Any) -> Exact:
    """For a query of records: whether they are not shown to the participation."""
    return Exact(F("audience").bitand(seat.bit), 0)


def known_to_all(audience: str = "audience") -> Exact:
    """For a query of ledgers within one of records: whether all that have joined read the record."""
    return Exact(F("joined").bitand(OuterRef(audience)), F("joined"))  # type: ignore[arg-type]
