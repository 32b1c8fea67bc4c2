"""Where two states of plain data differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from partnerships.records import reading
from partnerships.records.reading import Path


@dataclass(frozen=True)
class Difference:
    """One place that differs; None stands for what is not there."""

    path: Path
    before: Any
    after: Any

    @property
    def key(self) -> str:
        """The place in a word, for the history: "measures.0.target"."""
        return ".".join(str(step) for step in self.path)

    def row(self, model: reading.Model) -> dict[str, str]:
        """The difference for people: what it is called, what it was, what it is (components/diff.html)."""
        return {
            "label": reading.name_of(model, self.path),
            "before": reading.value_at(model, self.path, self.before),
            "after": reading.value_at(model, self.path, self.after),
        }


def differences(before: Any, after: Any, model: reading.Model = None, path: Path = ()) -> Iterator[Difference]:
    """The places at which plain data differ, as deep as both sides have the same shape; in the order of the model's fields."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in reading.in_order(model, before | after):
            yield from differences(before.get(name), after.get(name), reading.part_of(model, name), (*path, name))
    elif isinstance(before, list) and isinstance(after, list) and _is_structured(before + after):
        for place, (old, new) in enumerate(zip_longest(before, after)):
            yield from differences(old, new, model, (*path, place))
    else:
        yield Difference(path, before, after)


def _is_structured(items: list[Any]) -> bool:
    """A list of things rather than of words: its places are compared one by one."""
    return any(isinstance(item, dict | list) for item in items)
