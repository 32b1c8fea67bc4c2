"""Two states of the plan side by side: which sections differ, line by line, and within a line word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from rmp.plan.content import Content, by_key

Kind = Literal["same", "changed", "removed", "added"]
Piece = tuple[Literal["same", "removed", "added"], str]

WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# Beyond these sizes the exact way takes too long, and it is enough to say where the difference begins and ends.
MOST_WORDS, MOST_LINES, MOST_PAIRS = 600, 400, 60
ALIKE = 0.4  # how much two lines must share to be told as one line that changed


@dataclass(frozen=True)
class Line:
    """A line of both sides; a side that does not have it is empty."""

    kind: Kind
    style: str  # text, heading, row
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class SectionDifference:
    key: str
    title: str
    kind: Kind
    lines: tuple[Line, ...]


def compare(before: Content, after: Content) -> list[SectionDifference]:
    """All sections of both, in the order of the later one, with what changed in each."""
    left, right = by_key(before), by_key(after)
    order = [*right, *(key for key in left if key not in right)]
    return [_compare_section(key, left.get(key), right.get(key)) for key in order]


def _compare_section(key: str, left: dict[str, Any] | None, right: dict[str, Any] | None) -> SectionDifference:
    title = (right or left or {})["title"]
    lines = tuple(compare_lines(lines_of(left), lines_of(right)))
    kinds = {line.kind for line in lines}
    kind: Kind = "same"
    if kinds - {"same"}:
        kind = "changed" if kinds != {"added"} and kinds != {"removed"} else kinds.pop()
    return SectionDifference(key, title, kind, lines)


def lines_of(section: dict[str, Any] | None) -> list[tuple[str, str]]:
    """What a section says, as (style, text) a line: the parties' words as they were typed, a line for each row of a table."""
    if section is None:
        return []
    found = _text_lines(section["text"])
    for block in section["blocks"]:
        if block["heading"]:
            found.append(("heading", block["heading"]))
        match block["kind"]:
            case "text":
                found += _text_lines(block["body"])
            case "fields":
                found += [("row", f"{label}: {_flat(value)}") for label, value in block["rows"]]
            case "table":
                found += [("row", " | ".join(_flat(cell) or "–" for cell in row)) for row in block["rows"]]
    return found


def _text_lines(text: str) -> list[tuple[str, str]]:
    return [("text", line) for line in text.splitlines() if line.strip()]


def _flat(text: str) -> str:
    return " ".join(text.split())


def compare_lines(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """The lines of both sides, paired as far as they belong together."""
    for tag, i1, i2, j1, j2 in _steps(left, right, MOST_LINES):
        if tag == "equal":
            for style, text in right[j1:j2]:
                yield Line("same", style, (("same", text),), (("same", text),))
            continue
        for one, other in _paired(left[i1:i2], right[j1:j2]):
            yield _line(one, other)


def _line(one: tuple[str, str] | None, other: tuple[str, str] | None) -> Line:
    if one is None and other is not None:
        return Line("added", other[0], right=(("added", other[1]),))
    if other is None and one is not None:
        return Line("removed", one[0], left=(("removed", one[1]),))
    assert one is not None
    assert other is not None
    left, right = compare_words(one[1], other[1])
    return Line("changed", other[0], left, right)


def _paired(
    left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str] | None, tuple[str, str] | None]]:
    """Lines of two differing stretches in pairs, so that lines that have most in common stand beside each other, in order."""
    if not left or not right or max(len(left), len(right)) > MOST_PAIRS:
        yield from zip_longest(left, right)
        return
    likeness = [[_likeness(one, other) for other in right] for one in left]
    # best[i][j]: the most that the lines from i and from j on can have in common.
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if likeness[i][j] >= ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield left[i], right[j]
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            yield left[i], None
            i += 1
        else:
            yield None, right[j]
            j += 1
    yield from ((one, None) for one in left[i:])
    yield from ((None, other) for other in right[j:])


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """The share of words two lines have in common; nothing for lines of different styles."""
    if one[0] != other[0]:
        return 0.0
    a, b = Counter(re.findall(r"\w+", one[1])), Counter(re.findall(r"\w+", other[1]))
    return 2 * (a & b).total() / ((a + b).total() or 1)


def compare_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into what they share and what only one of them has."""
    left, right = WORDS.findall(before), WORDS.findall(after)
    one: list[Piece] = []
    other: list[Piece] = []
    for tag, i1, i2, j1, j2 in _steps(left, right, MOST_WORDS):
        if i2 > i1:
            one.append(("same" if tag == "equal" else "removed", "".join(left[i1:i2])))
        if j2 > j1:
            other.append(("same" if tag == "equal" else "added", "".join(right[j1:j2])))
    return tuple(one), tuple(other)


def _steps(left: Sequence[Any], right: Sequence[Any], most: int) -> Sequence[tuple[str, int, int, int, int]]:
    """From one sequence to the other, as difflib tells it; beyond `most` items only what both begin and end with is kept."""
    if max(len(left), len(right)) <= most:
        return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    shorter = min(len(left), len(right))
    head = next((i for i in range(shorter) if left[i] != right[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if left[-1 - i] != right[-1 - i]), rest)
    i, j = len(left) - tail, len(right) - tail
    steps = [("equal", 0, head, 0, head), ("replace", head, i, head, j), ("equal", i, len(left), j, len(right))]
    return [step for step in steps if step[2] > step[1] or step[4] > step[3]]
