"""What is about to be written is compared with what the last entry says of it, so that no later entry vouches for a tampering.

Rows that are saved, deleted or linked are compared as it happens, rows that a query updates where the caller says so (`examined`), and
what an entry vouches for without its being written by `record`. A tampering stops nobody's work: the next entry about the row says that
it was found, and `manage.py verify` tells of that for good.
"""

import weakref
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, signals

from partnerships.bases import Vouched
from partnerships.history.models import Mention
from partnerships.history.vouching import links, piece_of, vouch, vouched
from partnerships.kinds import kinds
from partnerships.models import Ledger

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
Key = tuple[str, UUID | None]


class Findings(dict[Key, bool]):
    """{(piece, partnership): whether the row was another than the last entry there says}, of rows written since that entry.

    Without a partnership: whether the row was there although no entry vouches for it.
    """


def findings() -> Findings:
    """Those of this transaction: they are held by what is to be done at its end, and so go with it, however it ends."""
    found: Findings | None = getattr(connection, "findings", lambda: None)()
    if found is None:
        found = Findings()
        connection.findings = weakref.ref(found)  # type: ignore[attr-defined]
        transaction.on_commit(found.clear)
    return found


def last_mentions(pieces: Iterable[str]) -> dict[str, dict[UUID, Mention]]:
    """{piece: {partnership: what its last entry about it says}}. One query."""
    found: dict[str, dict[UUID, Mention]] = defaultdict(dict)
    later = Mention.objects.filter(piece=OuterRef("piece"), partnership=OuterRef("partnership"), place__gt=OuterRef("place"))
    for mention in Mention.objects.filter(~Exists(later), piece__in=list(pieces)):
        found[mention.piece][mention.partnership_id] = mention
    return found


def differs(mention: Mention, said: Any) -> bool:
    """Whether a row with this content (None: it is not there) is another than the entry says; nothing is known of what was erased."""
    return mention.salt != "" and (said is None or vouch(mention.salt, said) != mention.digest)


def examined(rows: Rows) -> Rows:
    """The same rows, compared: for a query that updates them."""
    examine(list(rows))
    return rows


def examine(rows: Collection[Vouched]) -> None:
    """Compare rows that are about to be written, as they are in the database now. Two queries, and one for each kind more."""
    if not rows or not connection.in_atomic_block:
        return
    found = _compared(rows)
    if any(found.values()):  # somebody else may be writing one of them, and then its entry: all is said when the ledger is free
        places = {place for _piece, place in found if place is not None}
        list(Ledger.objects.select_for_update().filter(partnership__in=places).order_by("pk"))
        found = _compared(rows)
    noted = findings()
    for key, other in found.items():
        noted.setdefault(key, other)


def _compared(rows: Collection[Vouched]) -> dict[Key, bool]:
    by_piece = {piece_of(row): row for row in rows}
    last, contents = last_mentions(by_piece), vouched(rows)
    found: dict[Key, bool] = {}
    for piece, row in by_piece.items():
        said, mentions = contents.get(piece), last[piece]
        found |= {(piece, place): differs(mention, said) for place, mention in mentions.items()}
        # What has a scope lies in a partnership from the beginning; a person's place or a name need not yet.
        if hasattr(row, "scope") and not any(mention.digest for mention in mentions.values()):
            found[piece, None] = said is not None
    return found


def tampered(partnership: UUID, contents: Mapping[str, Any], gone: Collection[str]) -> list[str]:
    """Of the rows that an entry tells of, in `contents` ({piece: content now}) or `gone`, those that the last entry does not know so.

    One query, where not all of them were compared when they were written.
    """
    noted = findings()
    found = {
        piece: [noted.pop(key) for key in ((piece, partnership), (piece, None)) if key in noted] for piece in {*contents, *gone}
    }
    unwritten = [piece for piece in contents if not found[piece]]
    last = last_mentions(unwritten) if unwritten else {}
    found |= {piece: [differs(last[piece][partnership], contents[piece])] for piece in last if partnership in last[piece]}
    return sorted(piece for piece, others in found.items() if any(others))


# --- as it happens ----------------------------------------------------------------------------------------------------
def _saving(sender: type[Vouched], instance: Vouched, raw: bool, **kwargs: Any) -> None:
    if raw:
        return
    if instance._state.adding:
        findings().setdefault((piece_of(instance), None), False)
    else:
        examine([instance])


def _deleting(sender: type[Vouched], instance: Vouched, **kwargs: Any) -> None:
    examine([instance])


def _linking(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: set[Any] | None, **kwargs: Any
) -> None:
    if action.startswith("pre_"):
        examine([model(pk=key) for key in pk_set or ()] if reverse else [instance])


def watch() -> None:
    """Compare every row for which history vouches when it is written; to be called when all models are there."""
    for model in kinds().values():
        signals.pre_save.connect(_saving, sender=model)
        signals.pre_delete.connect(_deleting, sender=model)
        for link in links(model):
            signals.m2m_changed.connect(_linking, sender=link.remote_field.through)
