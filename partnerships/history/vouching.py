"""What an entry vouches for: rows as they were when it was written, each by a salted digest."""

import secrets
import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from partnerships.bases import Vouched
from partnerships.canonical import digest
from partnerships.kinds import kind_of

ROW = "row/"  # what the pieces begin with that are digests of rows
OTHERWISE = "otherwise/"  # and those that say of a row that it was found to be another than the last entry said


def piece_of(row: Vouched) -> str:
    """What the row is called among the pieces of an entry."""
    return f"{ROW}{kind_of(row)}/{row.pk}"


def new_salt() -> str:
    return secrets.token_hex(16)


def salted(salt: str, said: Any) -> str:
    """The digest that stands in the hash for something said: without the salt nobody can try out what it was."""
    return digest([salt, said])


def vouch(salt: str, said: Any) -> str:
    """What stands in the hash for a row: its salted digest, and a digest of the salt, which shows whether that is still the one."""
    return f"{salted(salt, said)}.{salt_digest(salt)}"


def salt_digest(salt: str) -> str:
    return digest(salt)[:16]


def content(row: Vouched) -> dict[str, Any]:
    """All that the history vouches for of a row, in plain form, without what is empty: a column that comes later changes nothing.

    The row must be as the database gives it back. Raises AttributeError where it refers to rows that have no kind: what is hashed holds
    no name of a class, which changes.
    """
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if not is_vouched(field):
            continue
        value = _plain(field, field.value_from_object(row))
        if value is not None and (field.null or value not in ("", False, [], {})):
            found[field.name] = value
    for many in links(type(row)):
        keys = sorted(str(other.pk) for other in getattr(row, many.name).all())
        if keys:
            found[many.name] = keys
    return found | {path: attrgetter(path)(row) for path in row.vouched_too}


def is_vouched(field: Any) -> bool:
    """Whether the history vouches for what a column holds: not for the key, by which the row is called, nor for counters and clocks."""
    counts = field.name == "version" or getattr(field, "auto_now", False)
    return not (field.primary_key or counts or field.name in field.model.unvouched)


def links(model: type[models.Model]) -> list[Any]:
    """The many-to-many fields whose rows belong to a row: others have a table that speaks for itself."""
    fields: list[Any] = list(model._meta.many_to_many)
    return [
        field
        for field in fields
        if field.remote_field.through._meta.auto_created and field.name not in getattr(model, "unvouched", ())
    ]


def _plain(field: Any, value: Any) -> Any:
    """The same for every database: a kind instead of the number of its content type, a decimal with the digits of its field."""
    if value is None:
        return None
    if field.is_relation and field.related_model is ContentType:
        return kind_of(ContentType.objects.get_for_id(value).model_class())  # type: ignore[arg-type]
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal(1).scaleb(-field.decimal_places)), "f")
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    return str(value) if isinstance(value, uuid.UUID) else value


def stored(model: type[Vouched], keys: Iterable[Any]) -> Iterator[Vouched]:
    """The rows with these keys as they are in the database now."""
    return iter(model._base_manager.filter(pk__in=list(keys)).prefetch_related(*(link.name for link in links(model))))


def vouched(rows: Iterable[Vouched]) -> dict[str, Any]:
    """{piece: content} of rows as they are in the database now."""
    by_model: dict[Any, set[Any]] = {}
    for row in rows:
        by_model.setdefault(row._meta.concrete_model, set()).add(row.pk)
    return {piece_of(row): content(row) for model, keys in by_model.items() for row in stored(model, keys)}
