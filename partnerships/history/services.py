"""Writing history, and proving that nobody rewrote it."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnerships.access.names import EverybodyIn, read_by
from partnerships.access.spaces import Visibility
from partnerships.canonical import plain
from partnerships.history.models import GENESIS, ChainHead, Event
from partnerships.models import Partnership, Party

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Scope = tuple[Partnership, Party | None, str]


# What else must agree with the history: function(partnership) -> what does not, a line each. `manage.py verify` asks them all.
WITNESSES: list[Callable[[Partnership], Iterator[str]]] = []


class HasScope(Protocol):
    """A subject that knows in which space it lies."""

    def scope(self) -> Scope: ...


def scope_of(subject: models.Model) -> Scope:
    """Partnership, party and visibility of a subject; a partnership itself, and what hangs on it directly, is joint."""
    if hasattr(subject, "scope"):
        return subject.scope()
    partnership = subject if isinstance(subject, Partnership) else subject.partnership  # type: ignore[attr-defined]
    return partnership, None, Visibility.SHARED


def lock(partnership: Partnership) -> ChainHead:
    """Take the end of the partnership's chain until the transaction ends: whoever writes in a partnership waits here for the others.

    `record` takes it by itself. A service that first locks rows and then writes history takes it before those rows: with one order
    for everybody no two writers can wait for each other.
    """
    ends = ChainHead.objects.select_for_update()
    head = ends.filter(partnership=partnership).first()
    if head is None:
        ChainHead.objects.get_or_create(partnership=partnership)
        head = ends.get(partnership=partnership)
    return head


def last_place(partnership: str) -> Coalesce:
    """The place of the last entry of a partnership's history as an expression, 0 when it has none; `partnership` leads to it."""
    return _end(partnership, "sequence")


def last_disclosed(partnership: str) -> Coalesce:
    """The place of the last entry that concerns what every party may read, likewise.

    What is computed of a partnership's disclosed records and kept says as of which entry it is: it is up to date while that is the
    last one. An entry in private changes nothing of it, and must not: it would tell the others that something happened there.
    """
    return _end(partnership, "disclosed")


def _end(partnership: str, column: str) -> Coalesce:
    return Coalesce(models.Subquery(ChainHead.objects.filter(partnership=models.OuterRef(partnership)).values(column)), 0)


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    subject: models.Model,
    *,
    actor: "User | None",
    changes: dict[str, Any] | None = None,
    note: str = "",
    scope: Scope | None = None,
    head: ChainHead | None = None,
    disclosed: bool = False,
) -> Event:
    """Append one entry about the subject to its partnership's chain.

    `verb` is a short past participle in English ("created", "shared"); it is translated where it is shown. `changes` maps field
    names to [before, after]. `actor` is None when the system acts by itself. The chain is locked until the transaction ends;
    whoever has locked it, and written nothing since, hands over its end. `disclosed` says that it concerns what all parties read, or
    could until now, although the entry is private: what is computed of disclosed records is then out of date.
    """
    partnership, party, visibility = scope or scope_of(subject)
    head = head or lock(partnership)
    with read_by(EverybodyIn(party, visibility, about=subject)):
        label = str(subject)[:250]
    event = Event(
        partnership=partnership,
        party=party,
        visibility=visibility,
        sequence=head.sequence + 1,
        at=timezone.now().astimezone(dt.UTC),
        actor_key=actor.pk if actor else None,
        actor_name=str(actor)[:150] if actor else "",
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_key=subject.pk,
        subject_label=label,
        changes=plain(changes or {}),
        note=note,
        previous_hash=head.hash,
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    head.sequence, head.hash = event.sequence, event.hash
    if visibility == Visibility.SHARED or disclosed:
        head.disclosed = event.sequence
    head.save(update_fields=["sequence", "hash", "disclosed"])
    return event


def faults(partnership: Partnership) -> Iterator[str]:
    """What is wrong with a partnership's history, a line each; nothing when it is whole.

    Edited, missing, swapped or inserted entries show in the chain; a chain rewritten as a whole shows by its witnesses.
    """
    yield from chain_faults(partnership)
    for witness in WITNESSES:
        yield from witness(partnership)


def chain_faults(partnership: Partnership) -> Iterator[str]:
    """Entries that were edited, are missing, or stand where they did not stand."""
    expected, previous = 1, GENESIS
    for event in Event.objects.filter(partnership=partnership).order_by("sequence").iterator():
        if event.sequence != expected:
            yield f"entry {expected} is missing"
        if event.previous_hash != previous:
            yield f"entry {event.sequence} does not follow the entry before it"
        if event.hash != event.computed_hash():
            yield f"entry {event.sequence} was changed"
        expected, previous = event.sequence + 1, event.hash
    head = ChainHead.objects.filter(partnership=partnership).first()
    if head is None:
        yield "the end of the chain is missing"
    elif (head.sequence, head.hash) != (expected - 1, previous):
        yield f"the chain ends at entry {expected - 1}, its recorded end is {head.sequence}"
