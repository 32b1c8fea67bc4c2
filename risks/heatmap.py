"""The matrix with the marks of many risks in it: pure geometry, no database.

Each risk has a number and up to three kinds of marks in a phase: our reading, theirs, and what all agreed. Marks of one place stand in rows
around its middle; what finds no room is counted. Coordinates are texts with a point, ready for SVG whatever the reader's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Any

from risks.scale import SIZE, Level, level_of

CELL = 80  # width and height of a place
LEFT, TOP = 34, 4
FOOT = 38
SLOTS = 3  # marks beside each other, and above each other, in a place
RADIUS = 12
LETTERS = {Level.LOW: "low", Level.MODERATE: "moderate", Level.HIGH: "high", Level.CRITICAL: "critical"}


@dataclass(frozen=True)
class Point:
    """A reading with its place: `kind` decides the shape (ours: circle, theirs: diamond, joint: square)."""

    number: int
    likelihood: int
    impact: int
    kind: str
    title: str
    url: str
    apart: bool = False  # whether it lies two steps or more from another reading of the same risk
    hollow: bool = False  # a private risk's


@dataclass(frozen=True)
class Mark:
    point: Point
    x: str
    y: str
    left: str
    top: str
    diamond: str


@dataclass(frozen=True)
class Place:
    """A place of the matrix with its level."""

    x: int
    y: int
    level: str
    label: str


@dataclass(frozen=True)
class Bond:
    """A line between two readings of one risk that lie apart."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass
class HeatMap:
    places: list[Place]
    marks: list[Mark] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)
    more: list[dict[str, Any]] = field(default_factory=list)
    width: int = LEFT + SIZE * CELL + 2
    height: int = TOP + SIZE * CELL + FOOT
    left: int = LEFT
    cell: int = CELL
    radius: int = RADIUS
    side: int = 2 * RADIUS - 2
    middle_x: int = LEFT + SIZE * CELL // 2
    middle_y: int = TOP + SIZE * CELL // 2
    bottom: int = TOP + SIZE * CELL

    @property
    def steps(self) -> list[dict[str, int]]:
        """Where the number of each step stands on both axes."""
        half = CELL // 2
        return [{"n": n, "x": LEFT + (n - 1) * CELL + half, "y": TOP + (SIZE - n) * CELL + half} for n in range(1, SIZE + 1)]


def grid(matrix: str, words: Any = None) -> list[dict[str, Any]]:
    """The matrix as rows from the highest likelihood down, for a table: number of the row, and its places with level and word."""
    rows = []
    for likelihood in range(SIZE, 0, -1):
        levels = [level_of(matrix, likelihood, impact) for impact in range(1, SIZE + 1)]
        rows.append({"n": likelihood, "places": [{"level": LETTERS[level], "label": level.label} for level in levels]})
    return rows


def heat_map(matrix: str, points: Iterable[Point]) -> HeatMap:
    """The matrix in its levels and the points as marks in it."""
    found = HeatMap(_places(matrix))
    here: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        here.setdefault((point.likelihood, point.impact), []).append(point)
    room = SLOTS * SLOTS
    for (likelihood, impact), inside in here.items():
        shown = inside if len(inside) <= room else inside[: room - 1]
        slots = _slots(likelihood, impact, min(len(inside), room))
        found.marks += [_mark(point, x, y) for point, (x, y) in zip(shown, slots, strict=False)]
        if len(shown) < len(inside):
            x, y = slots[-1]
            found.more.append({"count": len(inside) - len(shown), "x": _text(x), "y": _text(y)})
    found.marks.sort(key=lambda mark: (mark.point.number, mark.point.kind))
    found.bonds = _bonds(found.marks)
    return found


def _places(matrix: str) -> list[Place]:
    places = []
    for likelihood in range(SIZE, 0, -1):
        for impact in range(1, SIZE + 1):
            level = level_of(matrix, likelihood, impact)
            x, y = LEFT + (impact - 1) * CELL, TOP + (SIZE - likelihood) * CELL
            places.append(Place(x, y, LETTERS[level], str(level.label)))
    return places


def _slots(likelihood: int, impact: int, count: int) -> list[tuple[float, float]]:
    """Where so many marks stand in a place: in rows as even as can be, a little above its middle, for its level stands at its foot."""
    beside = ceil(sqrt(count))
    rows, step = ceil(count / beside), (CELL - 4) / SLOTS
    x, y = LEFT + (impact - 0.5) * CELL, TOP + (SIZE - likelihood + 0.5) * CELL
    return [(x + (n % beside - (beside - 1) / 2) * step, y + (n // beside - (rows - 1) / 2) * step) for n in range(count)]


def _mark(point: Point, x: float, y: float) -> Mark:
    reach = RADIUS + 2
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    diamond = " ".join(f"{_text(a)},{_text(b)}" for a, b in corners)
    return Mark(point, _text(x), _text(y), _text(x - RADIUS + 1), _text(y - RADIUS + 1), diamond)


def _bonds(marks: list[Mark]) -> list[Bond]:
    apart: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.point.apart and mark.point.kind != "joint":
            apart.setdefault(mark.point.number, []).append(mark)
    pairs = ((ends[0], other) for ends in apart.values() for other in ends[1:])
    return [Bond(one.x, one.y, other.x, other.y) for one, other in pairs]


def _text(number: float) -> str:
    return f"{round(number, 2):g}"
