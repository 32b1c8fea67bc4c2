"""What the components (templates/components) need beyond Django's own filters."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def beside(left: Sequence[Any], right: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Pairs of the items of two lists, up to the end of the shorter."""
    return list(zip(left or (), right or (), strict=False))


@register.filter("any")
def any_with(rows: Iterable[dict[str, Any]] | None, key: str) -> bool:
    """Whether any of the rows has something under the key."""
    return any(row.get(key) for row in rows or ())


@register.filter
def having(rows: Iterable[dict[str, Any]] | None, states: str) -> list[dict[str, Any]]:
    """The rows whose status is one of those named, with commas between."""
    return [row for row in rows or () if row.get("status") in states.split(",")]


@register.filter
def out_of(part: Sequence[Any], whole: Sequence[Any] | None) -> float:
    """How much of a list another one is, 0 to 1; of nothing it is 0."""
    return len(part) / len(whole) if whole else 0


@register.filter
def groups(text: object, size: int) -> list[str]:
    """A long text cut into pieces of a size, so that a person can compare it."""
    whole = str(text or "")
    return [whole[start : start + size] for start in range(0, len(whole), size)]


@register.filter
def percent(share: float | None) -> str:
    """A share (0 to 1) as whole percent, as the reader's language writes it; empty for None."""
    return "" if share is None else f"{number_format(round(share * 100))}%"


@register.filter
def plain_number(value: float | None) -> str:
    """A number as attributes of HTML and SVG want it, whatever the language: a point, no grouping."""
    return "" if value is None else f"{float(value):.4f}".rstrip("0").rstrip(".")
