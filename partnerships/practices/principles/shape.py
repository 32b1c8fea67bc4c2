"""What is told of each principle."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Principle:
    """One of the twelve: what it means, why it matters, and how people put it into practice."""

    number: int
    slug: str
    title: "_StrPromise"
    clause: str
    what: "_StrPromise"
    why: "_StrPromise"
    how: "tuple[_StrPromise, ...]"

    def __str__(self) -> str:
        return str(self.title)
