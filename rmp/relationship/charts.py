"""A square of four by four levels with numbered marks in it: pure geometry, no database and no words.

The influence-interest map and the benefit-effort matrix are both drawn with it (templates/rmp/relationship/chart.html). Several things
at one place stand side by side; what finds no room is counted. The numbers are those of the table beneath.
Coordinates are texts with a point, ready for SVG attributes whatever the reader's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, sqrt

LEVELS = 4
CELL = 96  # width and height of a place
LEFT, TOP = 34, 8  # room for the name of the upright axis, and above
FOOT = 34  # room for the other one
SLOTS = 3  # marks beside each other, and above each other, in a place
RADIUS = 13


@dataclass(frozen=True)
class Point:
    """A thing with its place: `across` and `up` are levels from 1 to 4."""

    number: int
    across: int
    up: int
    title: str
    url: str
    kind: str = "joint"  # decides the shape: ours_private, ours_shared, joint, theirs


@dataclass(frozen=True)
class Mark:
    point: Point
    x: str
    y: str
    left: str
    top: str
    diamond: str


@dataclass(frozen=True)
class More:
    """How many further ones a place has."""

    count: int
    x: str
    y: str


@dataclass
class Chart:
    marks: list[Mark] = field(default_factory=list)
    more: list[More] = field(default_factory=list)
    width: int = LEFT + LEVELS * CELL + 2
    height: int = TOP + LEVELS * CELL + FOOT
    left: int = LEFT
    top: int = TOP
    side: int = LEVELS * CELL
    radius: int = RADIUS

    @property
    def half(self) -> int:
        return self.side // 2

    @property
    def middle(self) -> dict[str, int]:
        """Where the square is halved."""
        return {"x": LEFT + self.half, "y": TOP + self.half}

    @property
    def right(self) -> int:
        return LEFT + self.side

    @property
    def bottom(self) -> int:
        return TOP + self.side

    @property
    def lines(self) -> list[dict[str, int]]:
        """The finer lines between the levels."""
        return [{"x": LEFT + n * CELL, "y": TOP + n * CELL} for n in (1, 3)]

    @property
    def levels(self) -> list[dict[str, int]]:
        """Where the number of each level stands on both axes."""
        half = CELL // 2
        return [
            {"n": n, "x": LEFT + (n - 1) * CELL + half, "y": TOP + (LEVELS - n) * CELL + half} for n in range(1, LEVELS + 1)
        ]


def chart(points: Iterable[Point]) -> Chart:
    """The points as marks; those of one place stand in rows around its middle."""
    found = Chart()
    places: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        places.setdefault((point.across, point.up), []).append(point)
    room = SLOTS * SLOTS
    for (across, up), here in places.items():
        shown = here if len(here) <= room else here[: room - 1]
        slots = _slots(across, up, min(len(here), room))
        found.marks += [_mark(point, x, y) for point, (x, y) in zip(shown, slots, strict=False)]
        if len(shown) < len(here):
            x, y = slots[-1]
            found.more.append(More(len(here) - len(shown), _text(x), _text(y)))
    found.marks.sort(key=lambda mark: mark.point.number)
    return found


def level_of(mean: Decimal | float) -> int:
    """Which of four equal parts of the way from 1 to 4 a mean lies in."""
    return 1 + min(int((mean - 1) * 4 / 3), LEVELS - 1)


def _slots(across: int, up: int, count: int) -> list[tuple[float, float]]:
    """Where so many things stand in a place: in rows as even as can be, around its middle."""
    beside = ceil(sqrt(count))
    rows, step = ceil(count / beside), CELL / SLOTS
    x, y = LEFT + (across - 0.5) * CELL, TOP + (LEVELS - up + 0.5) * CELL
    return [(x + (n % beside - (beside - 1) / 2) * step, y + (n // beside - (rows - 1) / 2) * step) for n in range(count)]


def _mark(point: Point, x: float, y: float) -> Mark:
    reach = RADIUS + 2
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    diamond = " ".join(f"{_text(a)},{_text(b)}" for a, b in corners)
    return Mark(point, _text(x), _text(y), _text(x - RADIUS + 1), _text(y - RADIUS + 1), diamond)


def _text(number: float) -> str:
    return f"{round(number, 2):g}"
