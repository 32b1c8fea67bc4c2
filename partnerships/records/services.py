"""Every write to a record: saved, deleted, shared, moved on. Each is atomic, checked again inside the transaction, and in the history."""

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.names import Person, read_by, written_for
from partnerships.access.policy import standing
from partnerships.audience import covers
from partnerships.bases import Vouched
from partnerships.characters import check_characters, check_row
from partnerships.history.comparing import examine
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.history.vouching import content as row_content
from partnerships.records.actors import acting, admitted
from partnerships.records.describe import changes as differences
from partnerships.records.describe import content, field_names
from partnerships.records.models import HeldPart, Kept, PartnershipRecord, RecordPart
from partnerships.records.naming import newly_kept, what_goes
from partnerships.records.once import UNSEEN, is_there_once
from partnerships.records.refusals import Refused
from partnerships.records.slots import locked_changes

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.models import Ledger

R = TypeVar("R", bound=Kept)
ENDED = gettext_noop("ended")

# Sent inside the transaction after a record or a part of it changed, with `record`, `changed` (the thing itself) and `actor`.
# The kernel's sign-off voids signatures on it; rooms may listen.
record_changed = Signal()
# Sent inside the transaction before a record goes with all its parts, with `record` and `actor`.
record_removed = Signal()
# Sent inside the transaction after a record came to lie in another space (shared, taken back, put forward), with `record` and `actor`.
# What belongs to the record without being a part of it follows: a receiver gives back the rows that it moved; one that raises Refused
# keeps the record where it was.
space_changed = Signal()


class Stale(Exception):
    """Somebody else changed the record since the person opened it."""

    def __init__(self, current: Kept) -> None:
        super().__init__("stale")
        self.current = current


@transaction.atomic
def save_record(
    record: R,
    *,
    actor: "User | None",
    seen_version: int | None = None,
    related: dict[str, Iterable[Any]] | None = None,
    also: Iterable[Vouched] = (),
) -> R:
    """Create or change a record.

    `seen_version` is the version the person worked from; `related` are many-to-many values by field name; `also` are rows that were
    written with it, for which its entry in the history vouches. Raises Stale when the version moved on, Refused when a locked field
    would change, PermissionDenied when the person may not write the result. The system (`actor=None`) makes what follows from others'
    steps, for an author who is named already.
    """
    model = type(record)
    related = related or {}
    adding = record._state.adding
    head = lock(record.scope()[0])
    current: R | None = None
    before: dict[str, Any] = {}
    if adding:
        if actor is not None:
            record.author = actor
        if isinstance(record, RecordPart) and _is_fixed(record):
            raise Refused(_("A joint decision fixed what belongs to it: nothing is added."))
    else:
        current = locked_row(record)
        if seen_version is not None and current.version != seen_version:
            raise Stale(current)
        _check_fresh(record, current)
        before = _told(current)
        record.version = current.version + 1
        locked = locked_changes(current, record, related)
        if locked:
            names = ", ".join(str(model._meta.get_field(name).verbose_name) for name in locked)  # type: ignore[union-attr]
            raise Refused(_("Fixed by a joint decision: %(fields)s.") % {"fields": names})
    check_row(record, current)
    if isinstance(record, PartnershipRecord) and not record.is_private and not record.audience:
        record.audience = head.seated
    if isinstance(record, HeldPart) and not adding:
        _check_writes(record, actor)  # whose it was says so, too: nobody takes it over
    _keep(record, actor)
    _set_related(record, related, current)
    _check_writes(record, actor)
    hidden = ", ".join(map(str, newly_kept(record, current)))
    if hidden:
        raise Refused(_("It cannot refer to what not all who read it may read: %(what)s.") % {"what": hidden})
    changed = {} if adding else differences(before, _told(record))
    with acting(actor, record.scope()[0]):
        also = [*also, *(_moved(record, _place(current), actor) if current is not None else ())]
        # What the history does not describe it vouches for all the same.
        if adding or changed or also or (current and row_content(record) != row_content(current)):
            verb, known = "created" if adding else "changed", current is not None and _is_known(current, head)
            write_history(verb, record, actor=actor, changes=changed, head=head, disclosed=known, also=also)
        if adding or changed:
            record_changed.send(model, record=record.record, changed=record, actor=actor)
    return record


def _check_fresh(record: Kept, current: Kept) -> None:
    """Raise Refused where the row changed since the caller read it: neither its words nor what was decided by them need hold."""
    if current.version != record.version:
        raise Refused(_("It has changed meanwhile: open it again."))


def _check_writes(record: Kept, actor: "User | None") -> None:
    """Raise PermissionDenied unless the actor may write the record as it is in the database."""
    model: Any = type(record)
    if actor is not None and not model.objects.editable_by(actor).filter(pk=record.pk).exists():
        raise PermissionDenied


def _keep(record: Kept, actor: "User | None") -> None:
    """Save the row. Raises Refused, in the words for the actor, where another row has what only one may have."""
    try:
        with transaction.atomic() if is_there_once(type(record)) else nullcontext():
            record.save()
    except IntegrityError:
        if not is_there_once(type(record)):
            raise
        with read_by(Person(actor)) if actor else nullcontext():
            try:
                record.validate_unique()
                record.validate_constraints()
            except ValidationError as error:
                raise Refused(UNSEEN if UNSEEN in error.messages else error) from None
        raise


def _is_fixed(part: RecordPart) -> bool:
    """Whether a joint decision fixed what a new part belongs to, as that is now: the caller fetched it before the lock."""
    held = part.parent
    setattr(part, part.part_of, locked_row(held))
    try:
        return bool(part.locked_fields())
    finally:
        setattr(part, part.part_of, held)


def _is_known(record: Kept, head: "Ledger") -> bool:
    """Whether the history tells all parties of it that have joined."""
    audience = record.scope()[2]
    return audience > 0 and covers(audience, head.joined)


def readers_of(record: Kept) -> AbstractContextManager[None]:
    """What is kept of a record in its space names other records as all may read them who read that space."""
    _partnership, party, audience = record.scope()
    return written_for(party, audience, about=record.record)


def _told(record: Kept) -> dict[str, Any]:
    """What the history keeps of a record."""
    with readers_of(record):
        return content(record)


def _place(record: Kept) -> tuple[Any, int] | None:
    """In which space a record lies, and who reads it there; a part lies nowhere of its own."""
    return (record.party_id, record.audience) if isinstance(record, PartnershipRecord) else None  # type: ignore[attr-defined]


def _moved(record: Kept, before: tuple[Any, int] | None, actor: "User | None") -> list[Vouched]:
    """What went with a record that lies elsewhere now."""
    return follow(record, actor) if _place(record) != before else []


def follow(record: Kept, actor: "User | None") -> list[Vouched]:
    """Move what belongs to a record without being a part of it to where the record lies now. Returns the rows that moved."""
    told = space_changed.send(type(record), record=record, actor=actor)
    return [row for _receiver, rows in told for row in rows or ()]  # type: ignore[misc]


def _set_related(record: Kept, related: dict[str, Iterable[Any]], current: Kept | None) -> None:
    """Give the record the many-to-many values that differ from its current ones, and read all of them once for what comes after."""
    for name, values in related.items():
        values = list(values)
        if current is None or set(values) != set(getattr(current, name).all()):
            getattr(record, name).set(values)
    models.prefetch_related_objects([record], *(field.name for field in record._meta.many_to_many))


def locked_row(record: R) -> R:
    """The record as it is in the database now, held until the transaction ends, with what its fields name and where it lies."""
    model: Any = type(record)
    names = [field.name for field in model._meta.concrete_fields if field.is_relation and field.name in field_names(model)]
    path = model.path_to_record() if issubclass(model, RecordPart) else ""
    names += [f"{path}partnership", f"{path}party"]
    rows = model.objects.select_related(*names).prefetch_related(*(field.name for field in model._meta.many_to_many))
    return rows.select_for_update(of=("self",)).get(pk=record.pk)


@transaction.atomic
def amend_record(
    record: R,
    values: Mapping[str, Any],
    *,
    actor: "User | None",
    authority: Kept,
    verb: str = "revised",
    check: bool = True,
) -> R:
    """Change what a joint decision fixed, because another joint decision says so: the one way past `locked_fields`.

    `values` are the new values by attribute (of several related things, their keys); `authority` is the record of that decision, as it
    now is in the database (`Kept.authorises`); `verb` is the history's; without `check` the record is not looked at as by a form.
    Raises Refused when the decision does not allow exactly this, ValidationError when the record could not be so.
    """
    with admitted(record, actor):
        head = lock(record.scope()[0])
        current = locked_row(record)
        if not locked_row(authority).authorises(current, values):
            raise Refused(_("No joint decision allows this change."))
        return _put(record, current, values, head, verb, actor=actor, note=authority, check=check)


@transaction.atomic
def end_term(record: R, day: dt.date, *, actor: "User | None", note: object = "") -> R:
    """Let a place that somebody holds end on a day, because what it rests on is no more: whoever holds it, and whatever a form asks.

    One that has not begun yet begins and ends on that day.
    """
    with admitted(record, actor):
        head = lock(record.scope()[0])
        current: Any = locked_row(record)
        values = {"starts_on": min(current.starts_on, day), "ends_on": day}
        return _put(record, current, values, head, ENDED, actor=actor, note=note)


def _put(
    record: R,
    current: R,
    values: Mapping[str, Any],
    head: "Ledger",
    verb: str,
    *,
    actor: "User | None",
    note: object,
    check: bool = False,
    also: Iterable[Vouched] = (),
    gone: Iterable[Vouched] = (),
) -> R:
    """Give a locked row its new values, with all that belongs to a change; `record` is the caller's copy of it.

    `note` is put into words when all is written: a decision may be called by what it changed.
    """
    check_characters([value for value in values.values() if isinstance(value, str)])
    before, place, known = _told(current), _place(current), _is_known(current, head)
    related = {field.name: values[field.name] for field in current._meta.many_to_many if field.name in values}
    for name, value in values.items():
        if name not in related:
            setattr(current, name, value)
            setattr(record, name, value)
    if check:
        current.full_clean()
    current.version = record.version = current.version + 1
    _keep(current, actor)
    if isinstance(current, PartnershipRecord):
        record.audience = current.audience  # type: ignore[attr-defined]
    for name, keys in related.items():
        getattr(current, name).set(keys)
    with readers_of(current):
        said = str(note)
    changed = differences(before, _told(current))
    went = [*also, *_moved(current, place, actor)]
    write_history(verb, current, actor=actor, changes=changed, note=said, head=head, disclosed=known, also=went, gone=gone)
    record_changed.send(type(record), record=current.record, changed=current, actor=actor)
    return record


@transaction.atomic
def delete_record(record: Kept, *, actor: "User | None", authority: Kept | None = None) -> None:
    """Remove a record and its parts. Raises PermissionDenied without the right, Refused when something else still needs it.

    What a joint decision fixed goes only by the `authority` of another one that says so (`Kept.authorises_end`).
    """
    with admitted(record, actor):
        lock(record.scope()[0])
        current = locked_row(record)
        if authority is not None:
            if not locked_row(authority).authorises_end(current):
                raise Refused(_("No joint decision allows this change."))
        elif current.locked_fields() or (actor is not None and not current.is_removable):
            raise Refused(current.why_kept())
        _delete(record, actor, authority)


def _delete(record: Kept, actor: "User | None", authority: Kept | None) -> None:
    owner = record.record
    if record is owner:
        record_removed.send(type(record), record=owner, actor=actor)
    try:
        gone, naming = what_goes(record)
        if authority is None:
            _check_parts(record, gone, actor)
        fixed: set[models.Model] = {row for row, fields in naming.items() if _is_agreed(row, fields)}
        if authority is None and fixed:
            raise models.ProtectedError("", fixed)
        left = {row: _told(row) for row in naming}
        examine(list(naming))
        told = {name: [value, None] for name, value in _told(record).items() if value}
        with readers_of(record):
            said = str(authority or "")
        write_history("deleted", record, actor=actor, changes=told, note=said, gone=gone)
        record.delete()
    except models.ProtectedError as error:
        what = ", ".join(_names_for(actor, error.protected_objects)) or _("by another party")
        raise Refused(_("It is still in use: %(what)s.") % {"what": what}) from None
    for row, before in left.items():
        row.refresh_from_db()
        write_history("changed", row, actor=None, changes=differences(before, _told(row)))
        record_changed.send(type(row), record=row.record, changed=row, actor=None)
    if record is not owner:
        record_changed.send(type(record), record=owner, changed=record, actor=actor)


def _check_parts(record: Kept, gone: Iterable[Vouched], actor: "User | None") -> None:
    """Raise Refused where another party at the table has something in a record that would go with it, or what is fixed would.

    What was taken back is its party's own again: the others keep what they said there as it was then.
    """
    parts = [row for row in gone if isinstance(row, Kept) and row != record]
    others = {party.pk for party in standing(actor, record.scope()[0]).others} if actor and not record.record.is_private else ()
    theirs = [row for row in parts if row.said_by() in others]
    fixed = [row for row in parts if row.record.is_joint and row.locked_fields()]
    if theirs or fixed:
        said = _("Another party has said something here or holds a place, and only that party removes it: %(what)s.")
        said = said if theirs else _("What belongs to it is fixed: %(what)s.")
        raise Refused(said % {"what": ", ".join(_names_for(actor, theirs or fixed)) or _("a private record")})


def _is_agreed(row: Kept, fields: set[str]) -> bool:
    """Whether a joint decision fixed what the row says in one of the fields; what one party fixed of its own holds nobody back."""
    return row.record.is_joint and not fields.isdisjoint(row.locked_fields())


def _names_for(actor: "User | None", objects: Iterable[Any]) -> list[str]:
    """What the things are called, as far as the person may read them."""
    if actor is None:
        return []
    return sorted(
        str(thing) for thing in objects if type(thing)._default_manager.visible_to(actor).filter(pk=thing.pk).exists()
    )


@transaction.atomic
def advance(
    record: R,
    to: str,
    *,
    actor: "User | None",
    field: str = "state",
    note: object = "",
    verb: str = "",
    also: Iterable[Vouched] = (),
    gone: Iterable[Vouched] = (),
    **values: Any,
) -> R:
    """Move a record to another state by its model's TRANSITIONS, setting further fields on the way.

    Locks the row and looks at the state it has now; `record` is the row as the service read it when it decided. `verb` is what the
    history calls it (default: the state); `also` and `gone` are rows that were written or removed with it. Raises Refused for a
    transition that is not in the mapping and for a row that has changed since, PermissionDenied unless the actor may write the record
    or was let in by the service's own rule (partnerships.records.actors).
    """
    model = type(record)
    with admitted(record, actor):
        head = lock(record.scope()[0])
        current = locked_row(record)
        _check_fresh(record, current)
        if isinstance(record, RecordPart) and record.part_of in record._state.fields_cache:
            _check_fresh(record.parent, current.parent)  # type: ignore[attr-defined]
        state = getattr(current, field)
        if to not in model.TRANSITIONS.get(state, frozenset()):
            choices = dict(model._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
            raise Refused(
                _("It cannot go from “%(state)s” to “%(to)s”.")
                % {"state": choices.get(state, state), "to": choices.get(to, to)}
            )
        values = {field: to, **values}
        return _put(record, current, values, head, verb or to, actor=actor, note=note, also=also, gone=gone)
