"""Plain data (a snapshot, what was shown at a withdrawal) written for people: names of fields, labels of choices, dates, tables.

The data say how a record was; the model says how its fields are called now. What the model no longer knows is shown by its key.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.records.describe import field_names, label, part_models, text

Model = type[models.Model] | None
Path = tuple[str | int, ...]


def in_order(model: Model, keys: Iterable[str]) -> list[str]:
    """The keys as the model has its fields and parts, then the others: a database may give back JSON in another order."""
    if model is None:
        return list(keys)
    known = [*field_names(model), *(accessor for accessor, _part in part_models(model))]
    places = {name: place for place, name in enumerate(known)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))


def part_of(model: Model, key: str) -> Model:
    """The model of the parts that a key holds; None when it holds something else."""
    return dict(part_models(model)).get(key) if model is not None else None


def key_label(model: Model, key: str) -> str:
    """What a key is called: parts by their model, a field by its name, anything else by itself."""
    parts = part_of(model, key)
    if parts is not None:
        return capfirst(str(parts._meta.verbose_name_plural))
    if model is not None:
        with contextlib.suppress(AttributeError):
            return label(model, key)
    return capfirst(key.replace("_", " "))


def name_of(model: Model, path: Path) -> str:
    """What a place is called: "Measures › 1 › Target"."""
    names = []
    for step in path:
        if isinstance(step, int):
            names.append(str(step + 1))
        else:
            names.append(key_label(model, step))
            model = part_of(model, step)
    return " › ".join(names) or _("Everything")


def value_at(model: Model, path: Path, value: Any) -> str:
    """The value of a place as text."""
    key = ""
    for step in path:
        if isinstance(step, str):
            if key:
                model = part_of(model, key)
            key = step
    if path and isinstance(path[-1], int):
        model, key = part_of(model, key), ""
    return value_text(model, key, value)


def value_text(model: Model, key: str, value: Any) -> str:
    """A plain value as text in the reader's language; what has parts as "name: value" lines."""
    if isinstance(value, dict):
        lines = [(key_label(model, name), value_text(model, name, value[name])) for name in in_order(model, value)]
        return "\n".join(f"{name}: {shown}" for name, shown in lines if shown)
    if isinstance(value, list):
        apart = "\n" if any(isinstance(item, dict | list) for item in value) else ", "
        return apart.join(value_text(part_of(model, key), "", item) for item in value)
    return text(_typed(_field(model, key), value))


def _field(model: Model, key: str) -> Any:
    if model is None or not key:
        return None
    try:
        return model._meta.get_field(key)
    except FieldDoesNotExist:
        return None


def _typed(field: Any, value: Any) -> Any:
    """The value as the field had it before it became plain."""
    if not isinstance(value, str) or not value:
        return value
    if getattr(field, "flatchoices", None):
        return dict(field.flatchoices).get(value, value)
    with contextlib.suppress(ValueError, ArithmeticError):
        if isinstance(field, models.DateTimeField):
            return dt.datetime.fromisoformat(value)
        if isinstance(field, models.DateField):
            return dt.date.fromisoformat(value)
        if isinstance(field, models.DecimalField):
            return Decimal(value)
    return value


def section(model: Model, data: dict[str, Any], heading: str = "", level: int = 2) -> dict[str, Any]:
    """Plain data as a section of a page: `rows` (label, text), `tables` and `sections` within (records/section.html)."""
    found: dict[str, Any] = {"heading": heading, "level": min(level, 6), "rows": [], "tables": [], "sections": []}
    for key in in_order(model, data):
        name, value = key_label(model, key), data[key]
        if isinstance(value, dict):
            found["sections"].append(section(part_of(model, key), value, name, level + 1))
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            _add_things(found, part_of(model, key), name, value, level)
        elif shown := value_text(model, key, value):
            found["rows"].append({"label": name, "text": shown})
    return found


def _add_things(found: dict[str, Any], model: Model, name: str, things: list[dict[str, Any]], level: int) -> None:
    """Things without parts of their own go into one table, others into a section each."""
    if any(isinstance(value, dict) or _has_things(value) for thing in things for value in thing.values()):
        inner = [section(model, thing, f"{name} {place}", level + 2) for place, thing in enumerate(things, 1)]
        empty: dict[str, Any] = {"heading": name, "level": min(level + 1, 6), "rows": [], "tables": []}
        found["sections"].append(empty | {"sections": inner})
        return
    keys = in_order(model, dict.fromkeys(key for thing in things for key in thing if any(other.get(key) for other in things)))
    rows = [{"cells": [value_text(model, key, thing.get(key)) for key in keys]} for thing in things]
    found["tables"].append({"caption": name, "columns": [{"label": key_label(model, key)} for key in keys], "rows": rows})


def _has_things(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
