"""What a record names, and what names it: asked before it is shown, taken back or removed."""

from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.deletion import Collector

from partnerships.access.spaces import InSpace, Visibility
from partnerships.bases import Vouched
from partnerships.records.describe import field_names, part_models
from partnerships.records.models import Kept, PartnershipRecord, RecordPart, Sourced


def private_references(record: Kept) -> list[str]:
    """Labels of other private records that a record names: they would be told with it."""
    found = []
    for name in field_names(type(record)):
        field = record._meta.get_field(name)
        target = field.related_model
        if isinstance(target, type) and issubclass(target, InSpace | RecordPart):
            values = getattr(record, name).all() if field.many_to_many else [getattr(record, name)]
            others = [value for value in values if value is not None and value.record.pk != record.record.pk]
            found += [str(value) for value in others if value.record.visibility == Visibility.PRIVATE]
    return found


def private_source(record: Kept) -> list[str]:
    """The label of the private record for whose sake a record exists: its page names it."""
    source = record.source if isinstance(record, Sourced) else None
    return [str(source)] if source is not None and source.record.visibility == Visibility.PRIVATE else []


def hidden_by_parts(record: Kept) -> list[str]:
    """Labels of private records that the parts of a record name, and theirs: they are read by all who read the record."""
    found = []
    for accessor, _model in part_models(type(record)):
        for part in getattr(record, accessor).all():
            found += private_references(part) + hidden_by_parts(part)
    return found


def shared_referrers(record: PartnershipRecord) -> list[str]:
    """Labels of disclosed records outside this one that refer to it."""
    found = []
    for relation in record._meta.related_objects:
        source = relation.related_model
        if not isinstance(source, type) or not issubclass(source, Kept):
            continue
        if issubclass(source, RecordPart) and relation.field.name == source.part_of:
            continue
        referrers = source.objects.disclosed().filter(**{relation.field.name: record})  # type: ignore[attr-defined]
        if issubclass(source, RecordPart):
            referrers = referrers.exclude(**{f"{source.path_to_record()}pk": record.pk})
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
    return [row for row in gone if isinstance(row, Vouched)], left
