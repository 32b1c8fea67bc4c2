"""Taking a text out of the history for good. The entry stays, and so does the chain: what was hashed is the salted digest of the text."""

from collections.abc import Collection, Iterator

from django.db import models, transaction
from django.utils.translation import gettext_noop

from partnerships.history.models import PLACE, Event, Mention
from partnerships.history.services import lock, record
from partnerships.history.vouching import ROW

ERASED = gettext_noop("erased")
COLUMNS = {"actor": "actor_name", "label": "subject_label", "note": "note"}


@transaction.atomic
def erase(event: Event, pieces: Collection[str]) -> Event:
    """Take pieces out of an entry: "actor", "label", "note", "title/0" (a field's value before) or "title/1" (after).

    Of what the entry vouches for ("row/...") the salt goes: nobody can try out any more what the row held. A further entry, of the
    same space, says which pieces went, so that `verify` tells this from a loss. Returns that entry. Raises ValueError for a piece that
    the entry does not have.
    """
    lock(event.partnership)
    stored = Event.objects.get(pk=event.pk)
    absent = sorted(piece for piece in pieces if piece not in stored.salts or piece == PLACE)
    if absent:
        raise ValueError(f"The entry has no {', '.join(absent)}.")
    for piece in pieces:
        del stored.salts[piece]
        if piece in COLUMNS:
            setattr(stored, COLUMNS[piece], "")
        elif not piece.startswith(ROW):
            field, side = piece.rsplit("/", 1)
            stored.changes[field][int(side)] = None
    emptied = {name: getattr(stored, name) for name in (*COLUMNS.values(), "changes", "salts")}
    models.QuerySet(Event).filter(pk=event.pk).update(**emptied)
    Mention.objects.filter(partnership=stored.partnership_id, place=stored.place, piece__in=pieces).update(salt="")
    return record(
        ERASED,
        stored.partnership,
        actor=None,
        scope=(stored.partnership, stored.party, stored.audience),
        changes={ERASED: [None, [[stored.sequence, piece] for piece in sorted(pieces)]]},
    )


def erased_by(event: Event) -> Iterator[tuple[int, str]]:
    """(place, piece) of what an entry says was erased from its chain."""
    yield from ((sequence, piece) for sequence, piece in event.changes.get(ERASED, [None, None])[1] or ())
