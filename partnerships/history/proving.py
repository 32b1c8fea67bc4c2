"""Proving that nobody rewrote what is kept: the chains, what the last entries vouch for, the files, and what rooms add.

Nothing here tells against who recomputes a whole chain: that shows by a hash kept elsewhere (partnerships.history.anchors).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_noop

from partnerships.audience import at_table
from partnerships.bases import Vouched
from partnerships.files import sha256
from partnerships.history.erasure import ERASED, erased_by
from partnerships.history.models import GENESIS, Chain, Event, Mention
from partnerships.history.services import lock, record
from partnerships.history.vouching import OTHERWISE, ROW, content, links, piece_of, salt_digest, salted, vouch
from partnerships.kinds import kinds
from partnerships.models import Ledger, Partnership

TAKEN = gettext_noop("taken stock of")
# What else must agree with the history: function(partnership) -> what does not, a line each. `manage.py verify` asks them all.
WITNESSES: list[Callable[[Partnership], Iterator[str]]] = []
# Hashes of contents that a witness proves: function(partnerships, hashes) -> (hash, what has that content) of those it knows.
CONTENTS: list[Callable[["models.QuerySet[Partnership]", set[str]], Iterator[tuple[str, object]]]] = []


def faults(partnership: Partnership) -> Iterator[str]:
    """What is wrong with what is kept of a partnership, a line each; nothing when it is whole.

    Edited, missing, swapped or inserted entries show in the chains; rows and files by what the last entries say of them.
    """
    yield from chain_faults(partnership)
    yield from mention_faults(partnership)
    yield from row_faults(partnership)
    yield from file_faults(partnership)
    for witness in WITNESSES:
        yield from witness(partnership)


def chain_faults(partnership: Partnership) -> Iterator[str]:
    """Entries that were edited, are missing, or stand where they did not stand."""
    chains = list(Chain.objects.filter(partnership=partnership).select_related("party").order_by("party__name", "audience"))
    places: list[int] = []
    disclosed = 0
    if not chains:
        yield "the history is missing"
    for chain in chains:
        expected, previous = 1, GENESIS
        blank: set[tuple[int, str]] = set()
        whose = f"{chain.party}: " if chain.party else ""
        for event in chain.entries.order_by("sequence").iterator():
            if event.sequence != expected:
                yield f"{whose}entry {expected} is missing"
            if event.previous_hash != previous:
                yield f"{whose}entry {event.sequence} does not follow the entry before it"
            if not _lies_in(event, chain) or event.hash != event.computed_hash():
                yield f"{whose}entry {event.sequence} was changed"
            elif not all(_pieces_hold(event, blank)):
                yield f"{whose}a text of entry {event.sequence} was changed"
            told = sorted(piece.removeprefix(OTHERWISE + ROW) for piece in event.digests if piece.startswith(OTHERWISE))
            yield from (f"{whose}{row} was changed before entry {event.sequence}, and no entry tells of it" for row in told)
            if event.verb == ERASED:
                blank -= set(erased_by(event))
            expected, previous = event.sequence + 1, event.hash
            places.append(event.place)
            disclosed += event.disclosed
        yield from (f"{whose}{piece} of entry {sequence} is missing" for sequence, piece in sorted(blank))
        if (chain.sequence, chain.hash) != (expected - 1, previous):
            yield f"{whose}the chain ends at entry {expected - 1}, its recorded end is {chain.sequence}"
    strays = Event.objects.filter(partnership=partnership).exclude(chain__in=chains).count()
    ledger = Ledger.objects.filter(partnership=partnership).first()
    if ledger is None:
        yield "the ledger is missing"
    elif strays or sorted(places) != list(range(1, ledger.written + 1)) or disclosed != ledger.disclosed:
        yield "entries stand in no chain, or more were written than are there"
    if ledger and (ledger.seated, ledger.joined) != at_table(partnership):
        yield "the ledger has others at the table than take part"


def _lies_in(event: Event, chain: Chain) -> bool:
    private = event.visibility == "private"
    return (event.partnership_id, event.party_id if private else None, event.audience, private) == (
        *(chain.partnership_id, chain.party_id, chain.audience),
        chain.party_id is not None,
    )


def _pieces_hold(event: Event, blank: set[tuple[int, str]]) -> Iterator[bool]:
    """Whether each text, and the salt of each row, is what its digest says; what is not there is blank until an entry says: erased."""
    texts = dict(event.texts())
    yield event.digests.keys() >= texts.keys() | event.salts.keys()
    for piece, digest in event.digests.items():
        salt = event.salts.get(piece)
        if digest is None:  # a row that went
            yield salt is None
        elif salt is None:
            yield piece not in texts
            blank.add((event.sequence, piece))
        elif piece.startswith(ROW):
            yield digest.endswith(f".{salt_digest(salt)}")
        else:
            yield piece in texts and salted(salt, texts[piece]) == digest


def mention_faults(partnership: Partnership) -> Iterator[str]:
    """What is kept of the entries, to find the last one about a row, and is not what they say."""
    columns = ("piece", "place", "digest", "salt")
    kept = set(Mention.objects.filter(partnership=partnership).values_list(*columns).iterator())
    entries = Event.objects.filter(partnership=partnership).iterator()
    said = {tuple(mention[name] for name in columns) for event in entries for mention in event.mentioned()}
    for piece in sorted({piece for piece, *_rest in kept ^ said}):
        yield f"what is kept of the entries about {piece.removeprefix(ROW)} is not what they say"


def vouched_for(partnership: Partnership) -> dict[str, tuple[str | None, str]]:
    """{piece: (digest, salt)} of every row as the last entry about it has it; no digest: it is not there any more."""
    last: dict[str, tuple[str | None, str]] = {}
    for event in Event.objects.filter(partnership=partnership).in_order().iterator():
        for piece, found in event.digests.items():
            if piece.startswith(ROW):
                last[piece] = found, event.salts.get(piece, "")
    return last


def row_faults(partnership: Partnership) -> Iterator[str]:
    """Rows that are not what the last entry about them says, of which no entry tells, or that are missing."""
    left = vouched_for(partnership)
    for row in rows_of(partnership):
        digest, salt = left.pop(piece_of(row), (None, ""))
        if digest is None:
            yield f"no entry tells of {_called(row)}"
        elif digest != vouch(salt, content(row)):
            yield f"{_called(row)} was changed, and no entry tells of it"
    for piece, (digest, _salt) in left.items():
        if digest is not None:
            yield f"{piece.removeprefix(ROW)} is missing"


def rows_of(partnership: Partnership) -> Iterator[Vouched]:
    """Every row for which the partnership's history vouches."""
    for model in kinds().values():
        yield from model.rows_of(partnership).prefetch_related(*(link.name for link in links(model))).iterator(chunk_size=500)


def file_faults(partnership: Partnership) -> Iterator[str]:
    """Files that are not what was handed in."""
    for model in kinds().values():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
        for field in fields:
            for row in model.rows_of(partnership).exclude(**{field.name: ""}):
                if _hash_of(getattr(row, field.name)) != getattr(row, hash_field(model, field)):
                    yield f"the file of {_called(row)} is not the one that was handed in"


def contents(partnerships: "models.QuerySet[Partnership]", hashes: Iterable[str]) -> dict[str, str]:
    """{hash: what has that content} of those that are no ends of a chain, but stand beside them on a paper: of files, of what was signed.

    That they are the hashes of what is there, `faults` proves.
    """
    asked, found = set(hashes), {}
    for model in kinds().values():
        for field in (field for field in model._meta.concrete_fields if isinstance(field, models.FileField)):
            name = hash_field(model, field)
            for partnership in partnerships:
                for row in model.rows_of(partnership).filter(**{f"{name}__in": asked}).exclude(**{field.name: ""}):
                    found[getattr(row, name)] = _called(row)
    found |= {hash: str(what) for known in CONTENTS for hash, what in known(partnerships, asked)}
    return found


def hash_field(model: type[models.Model], field: models.FileField) -> str:
    """Which field keeps the hash of a file."""
    own = f"{field.name}_sha256"
    return own if any(other.name == own for other in model._meta.concrete_fields) else "sha256"


def _hash_of(file: Any) -> str:
    try:
        with file.open("rb") as opened:
            return sha256(opened)
    except OSError:
        return ""


def _called(row: Vouched) -> str:
    return f"{piece_of(row).removeprefix(ROW)} ({row})"


@transaction.atomic
def take_stock(partnership: Partnership) -> Event | None:
    """Write an entry, for all to read, that vouches for every row as it is now where none does: after an upgrade that changed rows.

    Returns the entry; None where the history vouches for all. What stood there before is no longer proved by it: the entry says so.
    """
    head = lock(partnership)
    left = vouched_for(partnership)
    found = []
    for row in rows_of(partnership):
        digest, salt = left.pop(piece_of(row), (None, ""))
        if digest is None or digest != vouch(salt, content(row)):
            found.append(row)
    gone = [piece for piece, (digest, _salt) in left.items() if digest is not None]
    if not found and not gone:
        return None
    return record(
        TAKEN,
        partnership,
        actor=None,
        head=head,
        also=found,
        gone=gone,
        compare=False,
        changes={"rows": [None, len(found) + len(gone)]},
    )
