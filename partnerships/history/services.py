"""Writing history: one entry after the other, each vouching for the rows it is about."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnerships.access.names import written_for
from partnerships.access.spaces import Visibility
from partnerships.audience import covers, seated
from partnerships.bases import Vouched
from partnerships.canonical import plain
from partnerships.history.comparing import tampered
from partnerships.history.models import Chain, Event, Mention
from partnerships.history.vouching import OTHERWISE, new_salt, piece_of, salted, vouch, vouched
from partnerships.kinds import kind_of
from partnerships.models import Ledger, Partnership, Party

if TYPE_CHECKING:
    from partnerships.accounts.models import User

# Partnership, party, and the bits of those who read it (partnerships.audience): none where it is private to the party.
Scope = tuple[Partnership, Party | None, int]


class HasScope(Protocol):
    """A subject that knows in which space it lies."""

    def scope(self) -> Scope: ...


def to_all(partnership: Partnership) -> Scope:
    """What all at the table are told."""
    return partnership, None, seated(partnership)


def scope_of(subject: models.Model) -> Scope:
    """Where a subject lies, and who reads it there; a partnership itself, and what hangs on it directly, is told to all."""
    if hasattr(subject, "scope"):
        return subject.scope()
    return to_all(subject if isinstance(subject, Partnership) else subject.partnership)  # type: ignore[attr-defined]


def lock(partnership: Partnership) -> Ledger:
    """Take the partnership's ledger until the transaction ends: whoever writes in a partnership waits here for the others.

    `record` takes it by itself. A service that first locks rows and then writes history takes it before those rows: with one order
    for everybody no two writers can wait for each other.
    """
    rows = Ledger.objects.select_for_update().filter(partnership=partnership)
    ledger = rows.first()
    if ledger is None:
        Ledger.objects.get_or_create(partnership=partnership)
        ledger = rows.get()
    return ledger


def chain_for(scope: Scope) -> Chain:
    """The chain of all that has the same readers, made where it is the first."""
    partnership, party, audience = scope
    return Chain.objects.get_or_create(partnership=partnership, party=None if audience else party, audience=audience)[0]


def written(partnership: str) -> Coalesce:
    """How many entries all chains of a partnership have, as an expression; `partnership` leads to it."""
    return _of_ledger(partnership, "written")


def last_disclosed(partnership: str) -> Coalesce:
    """How many entries concern what every party may read, likewise.

    What is computed of a partnership's disclosed records and kept says as of which entry it is: it is up to date while that is the
    last one. An entry in private changes nothing of it, and must not: it would tell the others that something happened there.
    """
    return _of_ledger(partnership, "disclosed")


def _of_ledger(partnership: str, column: str) -> Coalesce:
    ledger = Ledger.objects.filter(partnership=models.OuterRef(partnership))
    return Coalesce(models.Subquery(ledger.values(column)), 0)


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    subject: Vouched,
    *,
    actor: "User | None",
    changes: dict[str, Any] | None = None,
    note: object = "",
    scope: Scope | None = None,
    head: Ledger | None = None,
    disclosed: bool = False,
    also: Iterable[Vouched] = (),
    gone: Iterable[Vouched | str] = (),
    compare: bool = True,
) -> Event:
    """Append one entry about the subject to the chain of those who read it.

    `verb` is a short past participle in English ("created", "shared"); it is translated where it is shown. `changes` maps field
    names to [before, after]; `note` is a text, or the record that led to it, named as those readers may
    read it. `actor` is None when the system acts by itself. The entry vouches for the subject and for what else was
    written with it (`also`), as it is in the database now, and says what is `gone` (rows, or their pieces) or belongs to another
    partnership now. The partnership is locked until the transaction ends; whoever has locked it, and written nothing since, hands over
    its ledger. `disclosed` says that it concerns what all parties read, or could until now, although not all of them read the entry:
    what is computed of disclosed records is then out of date. A row that was changed past the history since the last entry about it,
    or put in, is told of (without `compare`: it vouches for the rows as they are, whatever they were).
    """
    partnership, party, audience = scope = scope or scope_of(subject)
    ledger = head or lock(partnership)
    chain = chain_for(scope)
    with written_for(party, audience, about=subject):
        label, note = str(subject)[:250], str(note)
    gone = list(gone)
    ended = {row if isinstance(row, str) else piece_of(row) for row in gone}
    now = timezone.now().astimezone(dt.UTC)
    event = Event(
        chain=chain,
        partnership=partnership,
        party=party,
        visibility=Visibility.SHARED if audience else Visibility.PRIVATE,
        audience=audience,
        sequence=chain.sequence + 1,
        place=ledger.written + 1,
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        actor_key=actor.pk if actor else None,
        actor_name=str(actor)[:150] if actor else "",
        disclosed=disclosed or (audience > 0 and covers(audience, ledger.joined)),
        verb=verb,
        kind=kind_of(subject),
        subject_key=subject.pk,
        subject_label=label,
        changes=plain(changes or {}),
        note=note,
        previous_hash=chain.hash,
    )
    texts = dict(event.texts())
    stored = vouched(row for row in (subject, *also, *gone) if not isinstance(row, str))
    found = tampered(partnership.pk, stored, ended)
    rows = {piece: said for piece, said in stored.items() if piece not in ended}
    event.salts = {piece: new_salt() for piece in (*texts, *rows)}
    event.digests = {
        **{piece: salted(event.salts[piece], said) for piece, said in texts.items()},
        **{piece: vouch(event.salts[piece], said) for piece, said in rows.items()},
        **dict.fromkeys(ended),
        **dict.fromkeys(f"{OTHERWISE}{piece}" for piece in found if compare),
    }
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    Mention.objects.bulk_create([Mention(**mention) for mention in event.mentioned()])
    chain.sequence, chain.hash = event.sequence, event.hash
    chain.save(update_fields=["sequence", "hash"])
    ledger.written, ledger.disclosed = ledger.written + 1, ledger.disclosed + event.disclosed
    ledger.save(update_fields=["written", "disclosed"])
    return event
