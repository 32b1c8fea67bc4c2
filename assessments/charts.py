"""Drawings of results: pure geometry, no database and no words. Coordinates are texts with a point, ready for SVG attributes.

The radar has an axis to each dimension, like a clock; the slope chart goes from one cycle to the next.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

BEST = 5.0
SIZE, CENTRE, RIM, LABELS = 400, 200.0, 150.0, 172.0
WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 320, 300, 74.0, 246.0, 16.0, 284.0
APART = 14.0  # labels stand at least so far below each other


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    diamond: str
    square: str


@dataclass(frozen=True)
class Axis:
    label: str
    x: str
    y: str
    to_x: str
    to_y: str


@dataclass(frozen=True)
class Line:
    """The levels of one side (None: not known) as a path, broken where there is none, and as points."""

    key: str  # ours, theirs, theirs-2, joint
    title: str
    path: str
    points: list[Point]


@dataclass(frozen=True)
class Radar:
    axes: list[Axis]
    lines: list[Line]
    rings: list[str]
    cut: str
    size: int = SIZE
    centre: str = f"{CENTRE:g}"


def radar(labels: Sequence[str], lines: Sequence[tuple[str, str, Sequence[float | None]]]) -> Radar | None:
    """An axis to each label, a line to each (key, title, levels from 0 to 5); None for fewer than three axes. Lines without a level go."""
    number = len(labels)
    if number < 3:
        return None
    axes = []
    for place, label in enumerate(labels):
        (x, y), (to_x, to_y) = _at(LABELS, place, number), _at(RIM, place, number)
        axes.append(Axis(label, text(x), text(y), text(to_x), text(to_y)))
    drawn = [_line(key, title, levels, number) for key, title, levels in lines if any(level is not None for level in levels)]
    rings = [text(RIM * level / BEST) for level in range(1, int(BEST) + 1)]
    return Radar(axes, drawn, rings, text(RIM * 3.5 / BEST))


def _line(key: str, title: str, levels: Sequence[float | None], number: int) -> Line:
    places = [None if level is None else _at(_radius(level), n, number) for n, level in enumerate(levels)]
    points = [point(*place) for place in places if place is not None]
    path, start = "", True
    for place in places:
        if place is not None:
            path += ("M" if start else "L") + f"{text(place[0])} {text(place[1])}"
        start = place is None
    if None not in places:
        path += "Z"
    elif places[0] is not None and places[-1] is not None:
        path += f"L{text(places[0][0])} {text(places[0][1])}"
    return Line(key, title, path, points)


def _radius(level: float) -> float:
    return RIM * max(0.0, min(level, BEST)) / BEST


def _at(radius: float, place: int, number: int) -> tuple[float, float]:
    turn = 2 * pi * place / number
    return CENTRE + radius * sin(turn), CENTRE - radius * cos(turn)


@dataclass(frozen=True)
class Slope:
    label: str
    before: str
    after: str
    y1: str
    y2: str
    label_y1: str
    label_y2: str
    way: str  # up, down or level
    first: Point
    last: Point


@dataclass(frozen=True)
class Slopes:
    slopes: list[Slope]
    left: str = f"{LEFT:g}"
    right: str = f"{RIGHT:g}"
    top: str = f"{TOP:g}"
    foot: str = f"{FOOT:g}"
    label_left: str = f"{LEFT - 10:g}"
    label_right: str = f"{RIGHT + 10:g}"
    width: int = WIDTH
    height: int = HEIGHT
    levels: list[tuple[str, str]] = field(default_factory=list)


def slopes(pairs: Sequence[tuple[str, float, float]]) -> Slopes | None:
    """A slope to each (label, before, after), on a scale that just holds them; None without any."""
    if not pairs:
        return None
    values = [value for _label, before, after in pairs for value in (before, after)]
    low, high = int(min(values)), min(int(max(values)) + 1, int(BEST))
    low = min(low, high - 1)

    def y(level: float) -> float:
        return FOOT - (FOOT - TOP) * (level - low) / (high - low)

    lefts = spread([y(before) for _label, before, _after in pairs])
    rights = spread([y(after) for _label, _before, after in pairs])
    found = []
    for (label, before, after), y1, y2 in zip(pairs, lefts, rights, strict=True):
        way = "up" if after > before else "down" if after < before else "level"
        ends = point(LEFT, y(before)), point(RIGHT, y(after))
        found.append(Slope(label, f"{before:.1f}", f"{after:.1f}", ends[0].y, ends[1].y, text(y1), text(y2), way, *ends))
    return Slopes(found, levels=[(str(level), text(y(level))) for level in range(low, high + 1)])


def spread(places: Sequence[float]) -> list[float]:
    """The places moved apart, in their order, so that what is written there can be read; within the drawing as far as they fit."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found = list(places)
    for before, n in itertools.pairwise(order):
        found[n] = max(found[n], found[before] + APART)
    over = found[order[-1]] - FOOT if order else 0
    if over > 0:
        limit = FOOT
        for n in reversed(order):
            found[n] = min(found[n], limit)
            limit = found[n] - APART
    return found


def point(x: float, y: float, reach: float = 5.0) -> Point:
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    half = reach * 0.8
    square = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
    return Point(text(x), text(y), _corners(corners), _corners(square))


def _corners(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{text(x)},{text(y)}" for x, y in places)


def text(number: float) -> str:
    return f"{round(number, 2) + 0:g}"


@dataclass(frozen=True)
class Bar:
    label: str
    count: int
    y: int
    text_y: int
    width: str


def bars(counts: Sequence[tuple[str, int]]) -> dict[str, object]:
    """A bar to each (label, count), beneath each other, the longest filling the width."""
    most = max((count for _label, count in counts), default=0) or 1
    found = [
        Bar(label, count, place * 20 + 3, place * 20 + 15, text(160 * count / most))
        for place, (label, count) in enumerate(counts)
    ]
    return {"bars": found, "height": len(counts) * 20 + 4}
