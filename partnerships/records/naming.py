"""What a record names, and what names it: asked before it is shown, taken back or removed."""

from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Model
from django.db.models.deletion import Collector

from partnerships.access.spaces import InSpace
from partnerships.audience import bit_of, covers
from partnerships.bases import Vouched
from partnerships.models import Participation
from partnerships.records.describe import field_names, part_models
from partnerships.records.models import Kept, PartnershipRecord, RecordPart, Sourced


def kept_references(record: Kept, audience: int | None = None) -> list[Any]:
    """The other records that a record names and that not all who read it may read: they would be told with it.

    `audience`: of those who are to read it; default: of those who do. What is joint and older than a party is no secret before it: it is
    called "a private record" there.
    """
    audience = record.record.audience if audience is None else audience
    found = []
    for name in field_names(type(record)) if audience else ():
        field = record._meta.get_field(name)
        target = field.related_model
        if isinstance(target, type) and issubclass(target, InSpace | RecordPart):
            values = getattr(record, name).all() if field.many_to_many else [getattr(record, name)]
            others = [value for value in values if value is not None and value.record.pk != record.record.pk]
            found += [value for value in others if _is_kept(value.record, audience)]
    return found


def _is_kept(other: Any, audience: int) -> bool:
    """Whether it is kept from some party of the audience by its own. A neutral one that came later keeps nobody from referring to it."""
    if other.party_id is None or covers(other.audience, audience):
        return False
    if other.is_private:
        return True
    seats = Participation.objects.signing().filter(partnership=other.partnership_id)
    return any(seat.bit & audience & ~other.audience for seat in seats)


def newly_kept(record: Kept, before: Kept | None) -> list[Any]:
    """The same of those that it did not name `before`, when the same read it: what it named then is no news to those who read it.

    A party to which a joint record was shown later may not read what that names; the others would have to ask the owner for each word.
    """
    kept = kept_references(record)
    named = kept_references(before) if kept and before is not None else []
    return [value for value in kept if value not in named]


def all_kept_references(record: Kept, audience: int) -> list[Any]:
    """The same of a record, of that for whose sake it exists (its page names it), and of all its parts."""
    source = record.source if isinstance(record, Sourced) else None
    own = [source] if source is not None and _is_kept(source.record, audience) else []
    return kept_references(record, audience) + own + _kept_by_parts(record, audience)


def _kept_by_parts(record: Kept, audience: int) -> list[Any]:
    found: list[Any] = []
    for accessor, _model in part_models(type(record)):
        for part in getattr(record, accessor).all():
            found += kept_references(part, audience) + _kept_by_parts(part, audience)
    return found


def shown_referrers(record: PartnershipRecord) -> list[str]:
    """Labels of joint and shared records outside this one that refer to it, of those that its owner reads: of others it is told nothing."""
    own = bit_of(record.partnership_id, record.party_id)  # type: ignore[attr-defined]
    found = []
    for relation in record._meta.related_objects:
        source = relation.related_model
        if not isinstance(source, type) or not issubclass(source, Kept):
            continue
        is_part = issubclass(source, RecordPart)
        if is_part and relation.field.name == source.part_of:  # type: ignore[attr-defined]
            continue
        path = source.path_to_record() if is_part else ""  # type: ignore[attr-defined]
        named = source.objects.filter(**{relation.field.name: record})  # type: ignore[attr-defined]
        referrers = named.alias(read=F(f"{path}audience").bitand(own)).filter(read__gt=0)
        if is_part:
            referrers = referrers.exclude(**{f"{path}pk": record.pk})
        found += [str(referrer) for referrer in referrers[:3]]
    return found


def what_goes(record: Kept) -> tuple[list[Vouched], dict[Kept, set[str]]]:
    """What is deleted with a record, itself among it; and {row: fields} of what stays and names it no longer.

    Raises ProtectedError where something needs what would go.
    """
    collector: Any = Collector(using=DEFAULT_DB_ALIAS, origin=record)
    collector.collect([record])
    gone = [*chain.from_iterable(collector.data.values()), *chain.from_iterable(collector.fast_deletes)]
    left: dict[Kept, set[str]] = {}
    for (field, _value), groups in collector.field_updates.items():
        for row in chain.from_iterable(groups):
            if isinstance(row, Kept) and row not in gone:
                left.setdefault(row, set()).add(field.name)
    for link in gone:
        field = _links(type(link))
        row = getattr(link, field.m2m_field_name()) if field else None
        if isinstance(row, Kept) and row not in gone:
            left.setdefault(row, set()).add(field.name)
    return [row for row in gone if isinstance(row, Vouched)], left


def _links(through: type[Model]) -> Any:
    """The many-to-many field whose rows these are; None where they speak for themselves."""
    source: Any = through._meta.auto_created
    return source and next(field for field in source._meta.many_to_many if field.remote_field.through is through)
