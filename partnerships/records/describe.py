"""How a record's values are written for people: on pages, in the history, in exports and in snapshots. One place for all of them."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.records.models import Kept, RecordPart

SKIPPED = frozenset({"id", "author", "created_at", "updated_at", "version", "partnership", "party", "visibility", "audience"})
# For whose sake it exists is told by name where the reader may read that: neither its kind nor its key are told without it.
SKIPPED |= {"source_type", "source_key"}


def field_names(model: type[models.Model]) -> list[str]:
    """The fields of a model that a person fills in, in the order of the model."""
    skipped = SKIPPED | getattr(model, "undescribed", frozenset())
    concrete = [f.name for f in model._meta.concrete_fields if f.name not in skipped]
    return concrete + [f.name for f in model._meta.many_to_many]


def label(model: type[models.Model], name: str) -> str:
    """What a field, property or method is called."""
    try:
        return capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    except FieldDoesNotExist:
        attribute = getattr(model, name)
        function = getattr(attribute, "fget", attribute)
        return capfirst(str(getattr(function, "short_description", name.replace("_", " "))))


def value(record: models.Model, name: str) -> Any:
    """A field's value as something to show: choices by their label, methods called, the rest as it is."""
    display = getattr(record, f"get_{name}_display", None)
    if display is not None:
        return display()
    result = getattr(record, name)
    if isinstance(result, models.Manager):
        return list(result.all())
    return result() if callable(result) else result


def text(shown: Any) -> str:
    """A shown value as text in the reader's language and time zone."""
    match shown:
        case None | "":
            return ""
        case bool():
            return _("yes") if shown else _("no")
        case dt.datetime():
            return formats.date_format(timezone.localtime(shown), "SHORT_DATETIME_FORMAT")
        case dt.date():
            return formats.date_format(shown, "DATE_FORMAT")
        case Decimal() | float():
            return formats.number_format(normal(shown), use_l10n=True)
        case list() | tuple():
            return ", ".join(text(item) for item in shown)
    return str(shown)


def normal(number: Decimal | float) -> Decimal | float:
    """A decimal without trailing zeros or an exponent."""
    if isinstance(number, Decimal):
        number = number.normalize()
        return number.quantize(Decimal(1)) if number == number.to_integral() else number
    return number


def raw(record: models.Model, name: str) -> Any:
    """A field's value in plain, language-free form: for hashes and for telling whether it changed."""
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        return value(record, name)
    if field.many_to_many:
        return sorted(str(item) for item in getattr(record, name).all())
    result = getattr(record, field.attname)  # type: ignore[union-attr]
    if result is not None and field.is_relation:
        return str(getattr(record, name))
    if isinstance(result, Decimal):
        return format(normal(result), "f")
    if isinstance(result, dt.date | dt.datetime):
        return result.isoformat()
    return result if isinstance(result, str | int | float | bool | list | dict | None) else str(result)


def content(record: Kept, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The record's own fields in plain form, for a snapshot."""
    return {name: raw(record, name) for name in names or field_names(type(record))}


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} for the fields that differ."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}


def part_models(model: type[models.Model]) -> list[tuple[str, type[RecordPart]]]:
    """(accessor, model) of the parts that hang directly on a model, in a fixed order."""
    found = [
        (str(relation.get_accessor_name()), relation.related_model)
        for relation in model._meta.related_objects
        if isinstance(relation.related_model, type)
        and issubclass(relation.related_model, RecordPart)
        and relation.field.name == relation.related_model.part_of
    ]
    return sorted(found)


def tree(record: Kept) -> dict[str, Any]:
    """The record's content with all its parts, in plain form: what a reader of the record can read."""
    result = content(record)
    for accessor, _model in part_models(type(record)):
        parts = [tree(part) for part in getattr(record, accessor).order_by("created_at", "pk")]
        if parts:
            result[accessor] = parts
    return result
