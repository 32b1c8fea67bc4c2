"""Things of several kinds in one query: the rows travel as JSON, since they have no columns in common."""

import uuid
from typing import Any

from django.db.models import BinaryField, DateField, F, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from partnerships.records.models import RecordPart
from partnerships.reminders.registry import Due

# Relations to bring along, each with those of its own: {"objective": {"partnership": {}}}
Tree = dict[str, Any]


def fetch(wanted: "list[tuple[Due, QuerySet[Any], list[uuid.UUID]]]") -> dict[tuple[str, uuid.UUID], Any]:
    """{(kind, key): thing} of those keys that are in the querysets, with the relations that each kind names.

    The partnership is in `due_place`; the date, where the queryset knows it, in `due_date`.
    """
    parts = []
    for due, queryset, keys in wanted:
        day = F("due_date") if "due_date" in queryset.query.annotations else Value(None, output_field=DateField())
        found = queryset.filter(pk__in=keys).order_by()
        parts.append(
            found.annotate(
                fetched_kind=Value(due.kind), fetched_day=day, fetched_row=_as_json(due.model, _relations(due))
            ).values_list("fetched_kind", "fetched_day", "fetched_row")
        )
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    kinds = {due.kind: due for due, _queryset, _keys in wanted}
    readers = {due.kind: getattr(queryset, "reader", None) for due, queryset, _keys in wanted}
    items = {}
    for kind, day, row in rows:
        due = kinds[kind]
        item = _restored(due.model, row, _relations(due))
        item.due_date, item.due_place = day, _follow(item, due.partnership)
        _came_through(item, readers[kind])
        items[kind, item.pk] = item
    return items


def _came_through(item: Any, reader: Any) -> None:
    """What the reader may read, and with it what it is a part of, is known to be so (partnerships.access.names)."""
    item.gate = reader
    if isinstance(item, RecordPart) and item._meta.get_field(item.part_of).is_cached(item):  # type: ignore[union-attr]
        _came_through(item.parent, reader)


def _relations(due: Due) -> Tree:
    tree: Tree = {}
    for path in (*due.related, *([due.partnership] if due.partnership != "pk" else [])):
        branch = tree
        for name in path.split("__"):
            branch = branch.setdefault(name, {})
    return tree


def _columns(model: type[Model]) -> list[Any]:
    """All but what is too large to be a title or an address."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, JSONField | BinaryField)]


def _as_json(model: type[Model], tree: Tree, path: str = "") -> JSONObject:
    entries: dict[str, Any] = {field.attname: F(f"{path}{field.attname}") for field in _columns(model)}
    for name, branch in tree.items():
        entries[name] = _as_json(model._meta.get_field(name).related_model, branch, f"{path}{name}__")  # type: ignore[arg-type]
    return JSONObject(**entries)


def _restored(model: type[Model], row: dict[str, Any], tree: Tree) -> Any:
    item = model(**{field.attname: field.to_python(row[field.attname]) for field in _columns(model)})
    item._state.adding = False
    for name, branch in tree.items():
        related: Any = model._meta.get_field(name).related_model
        if row[name][related._meta.pk.attname] is not None:
            setattr(item, name, _restored(related, row[name], branch))
    return item


def _follow(item: Any, path: str) -> Any:
    if path != "pk":
        for name in path.split("__"):
            item = getattr(item, name)
    return item
