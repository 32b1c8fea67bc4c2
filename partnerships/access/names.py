"""A record says its name only to who may read it, wherever the name is drawn: pages, choices, refusals, exports, letters, archives.

While a page, a letter or an entry of the history is made, `read_by` says for whom. `str()` of a record then gives its name to who
may read it; to others what they could read until it was taken back, and else "a private record". So a reference to a record needs no
gate of its own. Outside of any reading (tests, the clock) a record says its name.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing, standing
from partnerships.audience import bit_of, covers, joined, neutral
from partnerships.models import Partnership

if TYPE_CHECKING:
    from partnerships.accounts.models import User

HIDDEN = _("a private record")
HIDDEN_KEPT = "a private record"  # as it is kept: a word, told in the reader's language (partnerships.history.notes)


class Reader(Protocol):
    """Somebody, or everybody of a space, for whom something is written."""

    hidden: Any  # what a record is called that may not be named

    def reads(self, record: Any) -> bool:
        """Whether the record may be named."""

    def remembers(self, record: Any) -> str:
        """What the record was called when it was last taken back from this reader's sight; empty when it never was there."""


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


@contextmanager
def read_by(reader: Reader | None) -> Iterator[None]:
    """Within it, records are named as far as this reader may read them; None: to nobody in particular."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


def named(own: Callable[[Any], str]) -> Callable[[Any], str]:
    """A record's `__str__`, asked by a reader."""

    @wraps(own)
    def name(self: Any) -> str:
        reader = _reader.get()
        if reader is None or self._state.adding or reader.reads(self):
            return own(self)
        return reader.remembers(self) or str(reader.hidden)

    return name


def _last_labels(partnership: uuid.UUID, bits: int) -> dict[uuid.UUID, str]:
    """{record: what it was called when it was last taken back}, of those that all of these parties have read. One query."""
    acts = apps.get_model("records", "Disclosure").objects.filter(partnership=partnership, kind="withdrawn")
    told = acts.order_by("at").values_list("subject_key", "subject_label", "audience")
    return {key: label for key, label, audience in told if covers(audience, bits)}


class _Remembering:
    """What was taken back in a partnership, looked up once a reading."""

    hidden: Any = HIDDEN

    def __init__(self) -> None:
        self._labels: dict[uuid.UUID, dict[uuid.UUID, str]] = {}

    def bits(self, partnership: uuid.UUID) -> int:
        """Of the parties for which it is read; none where they read nothing that others share."""
        raise NotImplementedError

    def remembers(self, record: Any) -> str:
        partnership = record.record.partnership_id
        if partnership not in self._labels:
            bits = self.bits(partnership)
            self._labels[partnership] = _last_labels(partnership, bits) if bits else {}
        return self._labels[partnership].get(record.pk, "")


class Person(_Remembering):
    """One person, as he or she stands now."""

    def __init__(self, user: "User") -> None:
        super().__init__()
        self.user = user
        self._standings: dict[uuid.UUID, Standing] = {}
        self._asked: dict[uuid.UUID, bool] = {}

    def stands(self, here: Standing) -> None:
        """Spares a query: the page has looked it up already."""
        self._standings[here.partnership.pk] = here

    def reads(self, record: Any) -> bool:
        owner = record.record
        if self.user.pk in (record.gate, owner.gate):
            return True
        rows = type(record).objects
        if rows.all().asks_more or self.user.reading:
            if record.pk not in self._asked:
                self._asked[record.pk] = rows.visible_to(self.user).filter(pk=record.pk).exists()
            return self._asked[record.pk]
        here = self._standing(owner.partnership_id)
        right = Right.READ_JOINT if owner.party_id is None else Right.READ_SHARED
        return owner.audience & here.bits(right) or any(
            Right.READ_OWN in seat.rights and seat.participation.is_signing and seat.participation.party_id == owner.party_id
            for seat in here.seats
        )

    def bits(self, partnership: uuid.UUID) -> int:
        return self._standing(partnership).bits(Right.READ_SHARED)

    def _standing(self, partnership: uuid.UUID) -> Standing:
        if partnership not in self._standings:
            self._standings[partnership] = standing(self.user, Partnership(pk=partnership))
        return self._standings[partnership]


class EverybodyIn(_Remembering):
    """All who read a space: what is written there for good (history, snapshots, plans, archives) is named as they all may read it."""

    hidden = HIDDEN_KEPT

    def __init__(self, party: Any = None, audience: int | None = None, *, about: Any = None) -> None:
        """What is shown to an audience is read by all its parties, what has none by its own party. `about`: what is written about itself.

        Without an audience and a party: by all that have joined. What is joint (an audience, no party) the facilitator of a neutral
        party reads too, who reads nothing that is shared.
        """
        super().__init__()
        self.is_joint = party is None and bool(audience)
        self.party_id = party.pk if party is not None and not audience else None
        self.audience = audience or 0
        self.about = about.pk if about is not None else None
        self._bits: dict[uuid.UUID, int] = {}

    def reads(self, record: Any) -> bool:
        owner = record.record
        if self.about in (record.pk, owner.pk):
            return True
        if self.party_id is not None and owner.party_id == self.party_id:
            return True
        readers = (owner.party_id is None and self.audience) or self.bits(owner.partnership_id)
        return readers > 0 and owner.audience > 0 and not owner.is_narrowed and covers(owner.audience, readers)

    def bits(self, partnership: uuid.UUID) -> int:
        if partnership not in self._bits:
            bits = self.audience or (bit_of(partnership, self.party_id) if self.party_id else joined(partnership))
            self._bits[partnership] = 0 if self.is_joint and bits & neutral(partnership) else bits
        return self._bits[partnership]


@contextmanager
def written_for(party: Any = None, audience: int | None = None, *, about: Any = None) -> Iterator[None]:
    """Within it, what is kept for good is written: for all who read the space, whoever acts in whatever language."""
    with read_by(EverybodyIn(party, audience, about=about)), translation.override(settings.LANGUAGE_CODE):
        yield


def person_reading() -> "User | None":
    """The person for whom something is written; None where it is for others, or for nobody in particular."""
    reader = _reader.get()
    return reader.user if isinstance(reader, Person) else None


def stands(here: Standing) -> None:
    """The reader of the page that is being made stands there."""
    reader = _reader.get()
    if isinstance(reader, Person):
        reader.stands(here)
