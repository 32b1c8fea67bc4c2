"""Single values of a record in plain form, so that a change of them can be stored, signed, compared and applied later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.text import capfirst

from partnerships.records.describe import normal, text
from partnerships.records.models import Kept, RecordPart


@dataclass(frozen=True)
class Slot:
    """One value: a field of a record."""

    record: Any
    field: Any

    @cached_property
    def name(self) -> str:
        return f"{self.record._meta.model_name}-{self.record.pk}-{self.field.name}"

    @cached_property
    def label(self) -> str:
        name = capfirst(str(self.field.verbose_name))
        return f"{self.record}: {name}" if isinstance(self.record, RecordPart) else name

    @property
    def value(self) -> Any:
        found = getattr(self.record, self.field.name)
        return list(found.all()) if self.field.many_to_many else found

    def set(self, plain_value: Any) -> None:
        """Give the record in memory the value; several related things are given when it is saved."""
        if not self.field.many_to_many:
            setattr(self.record, self.field.attname, self.restored(plain_value))

    @property
    def plain(self) -> Any:
        if self.field.is_relation and not self.field.many_to_many:
            key = getattr(self.record, self.field.attname)
            return None if key is None else str(key)
        return plain(self.field, self.value)

    def restored(self, plain_value: Any) -> Any:
        """The value as it is set on the record: of what is related, the keys."""
        if self.field.many_to_many:
            return list(plain_value)
        return self.field.to_python(plain_value)

    def shown(self, plain_value: Any, names: Mapping[str, str] | None = None) -> str:
        """A plain value as people read it; `names` are those of related things by key, looked up where none are given."""
        if plain_value is None:
            return ""
        if self.field.is_relation:
            keys = plain_value if isinstance(plain_value, list) else [plain_value]
            if names is None:
                names = {str(key): str(found) for key, found in self.field.related_model._base_manager.in_bulk(keys).items()}
            return ", ".join(sorted(names.get(key, "") for key in keys))
        if self.field.flatchoices:
            return str({str(key): label for key, label in self.field.flatchoices}.get(str(plain_value), plain_value))
        return text(self.field.to_python(plain_value))


def plain(field: Any, value: Any) -> Any:
    """A value as it is stored and signed: text as it is, numbers and days as text, what is related by its key."""
    if value is None or isinstance(value, bool):
        return value
    if field.many_to_many:
        return sorted(str(item.pk) for item in value)
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(field, models.DecimalField):
        return format(normal(field.to_python(value)), "f")
    return str(value).replace("\r\n", "\n")  # as browsers send line ends is not a change


def slots_of(record: Any, names: "tuple[str, ...] | None" = None) -> list[Slot]:
    """The slots of one record: of the fields named, or else of what a joint decision fixes in it (FIXED)."""
    return [Slot(record, record._meta.get_field(name)) for name in (record.FIXED if names is None else names)]


def locked_changes(current: Kept, record: Kept, related: dict[str, Iterable[Any]]) -> list[str]:
    """Names of locked fields that would change: compared by value and key, for two things may bear the same name."""
    found = []
    for name in sorted(current.locked_fields()):
        field: Any = current._meta.get_field(name)
        if not field.many_to_many:
            changed = getattr(current, field.attname) != getattr(record, field.attname)
        else:
            changed = name in related and {row.pk for row in getattr(current, name).all()} != {row.pk for row in related[name]}
        if changed:
            found.append(name)
    return found
