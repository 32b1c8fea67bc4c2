"""Writing history: one entry after the other, each vouching for the rows it is about."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnerships.access.names import written_for
from partnerships.access.spaces import Visibility
from partnerships.bases import Vouched
from partnerships.canonical import plain
from partnerships.history.models import Chain, Event
from partnerships.history.vouching import new_salt, piece_of, salted, vouch, vouched
from partnerships.kinds import kind_of
from partnerships.models import Partnership, Party

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Scope = tuple[Partnership, Party | None, str]


class HasScope(Protocol):
    """A subject that knows in which space it lies."""

    def scope(self) -> Scope: ...


def scope_of(subject: models.Model) -> Scope:
    """Partnership, party and visibility of a subject; a partnership itself, and what hangs on it directly, is joint."""
    if hasattr(subject, "scope"):
        return subject.scope()
    partnership = subject if isinstance(subject, Partnership) else subject.partnership  # type: ignore[attr-defined]
    return partnership, None, Visibility.SHARED


def lock(partnership: Partnership) -> Chain:
    """Take the partnership's joint chain until the transaction ends: whoever writes in a partnership waits here for the others.

    `record` takes it by itself. A service that first locks rows and then writes history takes it before those rows: with one order
    for everybody no two writers can wait for each other.
    """
    ends = Chain.objects.select_for_update().filter(partnership=partnership, party__isnull=True)
    head = ends.first()
    if head is None:
        Chain.objects.get_or_create(partnership=partnership, party=None)
        head = ends.get()
    return head


def written(partnership: str) -> Coalesce:
    """How many entries all chains of a partnership have, as an expression; `partnership` leads to it."""
    return _of_joint(partnership, "written")


def last_disclosed(partnership: str) -> Coalesce:
    """How many entries concern what every party may read, likewise.

    What is computed of a partnership's disclosed records and kept says as of which entry it is: it is up to date while that is the
    last one. An entry in private changes nothing of it, and must not: it would tell the others that something happened there.
    """
    return _of_joint(partnership, "disclosed")


def _of_joint(partnership: str, column: str) -> Coalesce:
    joint = Chain.objects.filter(partnership=models.OuterRef(partnership), party__isnull=True)
    return Coalesce(models.Subquery(joint.values(column)), 0)


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    subject: Vouched,
    *,
    actor: "User | None",
    changes: dict[str, Any] | None = None,
    note: str = "",
    scope: Scope | None = None,
    head: Chain | None = None,
    disclosed: bool = False,
    also: Iterable[Vouched] = (),
    gone: Iterable[Vouched | str] = (),
) -> Event:
    """Append one entry about the subject to its partnership's joint chain, or to its party's where it lies in private.

    `verb` is a short past participle in English ("created", "shared"); it is translated where it is shown. `changes` maps field
    names to [before, after]. `actor` is None when the system acts by itself. The entry vouches for the subject and for what else was
    written with it (`also`), as it is in the database now, and says what is `gone` (rows, or their pieces) or belongs to another
    partnership now. The partnership is locked until the transaction ends; whoever has locked it, and written nothing since, hands over
    its chain. `disclosed` says that it concerns what all parties read, or could until now, although the entry is private: what is
    computed of disclosed records is then out of date.
    """
    partnership, party, visibility = scope or scope_of(subject)
    joint = head or lock(partnership)
    chain = joint
    if visibility == Visibility.PRIVATE:
        chain = Chain.objects.get_or_create(partnership=partnership, party=party)[0]
    with written_for(party, visibility, about=subject):
        label = str(subject)[:250]
    ended = {row if isinstance(row, str) else piece_of(row) for row in gone}
    now = timezone.now().astimezone(dt.UTC)
    event = Event(
        chain=chain,
        partnership=partnership,
        party=party,
        visibility=visibility,
        sequence=chain.sequence + 1,
        after=joint.sequence + (chain is joint),
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        actor_key=actor.pk if actor else None,
        actor_name=str(actor)[:150] if actor else "",
        disclosed=disclosed or visibility == Visibility.SHARED,
        verb=verb,
        kind=kind_of(subject),
        subject_key=subject.pk,
        subject_label=label,
        changes=plain(changes or {}),
        note=note,
        previous_hash=chain.hash,
    )
    texts = dict(event.texts())
    rows = vouched(row for row in (subject, *also) if piece_of(row) not in ended)
    event.salts = {piece: new_salt() for piece in (*texts, *rows)}
    event.digests = {
        **{piece: salted(event.salts[piece], said) for piece, said in texts.items()},
        **{piece: vouch(event.salts[piece], said) for piece, said in rows.items()},
        **dict.fromkeys(ended),
    }
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    chain.sequence, chain.hash = event.sequence, event.hash
    joint.written, joint.disclosed = joint.written + 1, joint.disclosed + event.disclosed
    for end in {chain, joint}:
        end.save(update_fields=["sequence", "hash", "written", "disclosed"])
    return event
