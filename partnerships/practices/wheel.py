"""The wheel of the twelve principles: pure geometry, no database and no words.

Like a clock: principle n stands at n o'clock, so that whoever has seen one wheel finds the principle in all of them. A segment is
filled outwards by what is addressed, lighter by what is partly addressed; each side's last assessment (0 to 5) is a line over it.
Coordinates are texts with a point, ready for SVG attributes whatever the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import cos, radians, sin

SIZE = 400  # of the square it is drawn in
CENTRE = SIZE / 2
HUB, RIM, LABELS = 48.0, 164.0, 182.0  # radii: where segments begin and end, where the numbers stand
STEP = 30.0  # degrees for one principle
GAP = 0.9  # degrees left free on each side of a segment
BEST = 5.0  # highest level of an assessment


@dataclass(frozen=True)
class Score:
    """How much of one principle is addressed, and where its room is."""

    number: int
    title: str
    addressed: int = 0
    partly: int = 0
    total: int = 0
    url: str = ""

    @property
    def share(self) -> float | None:
        """0 to 1, a practice partly addressed counting half; None when no practice is known."""
        return (self.addressed + self.partly / 2) / self.total if self.total else None

    @property
    def level(self) -> int | None:
        """The share as one of five fills: 0 nothing, 1 to 3 thirds, 4 all; None when no practice is known."""
        if self.share is None:
            return None
        return 4 if self.share >= 1 else 0 if self.share <= 0 else 1 + min(int(self.share * 3), 2)


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    diamond: str  # points of a square on its corner around it


@dataclass(frozen=True)
class Segment:
    """One principle: its ground, and the parts of it that are addressed and partly addressed (empty when there are none)."""

    score: Score
    ground: str
    addressed: str
    partly: str
    label: Point
    ours: float | None = None
    theirs: float | None = None


@dataclass(frozen=True)
class Line:
    """One side's assessment: the path through its levels, broken where there is none, and the levels as points."""

    path: str
    points: list[Point]


@dataclass(frozen=True)
class Wheel:
    segments: list[Segment]
    ours: Line | None
    theirs: Line | None
    size: int = SIZE
    centre: str = f"{CENTRE:g}"
    hub: str = f"{HUB:g}"

    @cached_property
    def addressed(self) -> int:
        return sum(segment.score.addressed for segment in self.segments)

    @cached_property
    def total(self) -> int:
        return sum(segment.score.total for segment in self.segments)

    @property
    def rings(self) -> list[str]:
        """Radii of the circles on which the levels 1 to 5 lie."""
        return [_text(_radius(level)) for level in range(1, int(BEST) + 1)]


def wheel(
    scores: Sequence[Score],
    ours: Sequence[float | None] | None = None,
    theirs: Sequence[float | None] | None = None,
) -> Wheel:
    """The wheel of twelve scores, in the order of the principles, with each side's levels (0 to 5, None where not assessed).

    Raises ValueError when there are not twelve of each.
    """
    for given in (scores, ours, theirs):
        if given is not None and len(given) != 12:
            raise ValueError("A wheel has twelve principles.")
    first, second = ours or [None] * 12, theirs or [None] * 12
    segments = [_segment(score, a, b) for score, a, b in zip(scores, first, second, strict=True)]
    return Wheel(segments, line(ours), line(theirs))


def line(levels: Sequence[float | None] | None) -> Line | None:
    """The line through the levels; None when there is no level at all."""
    if levels is None or all(level is None for level in levels):
        return None
    places = [None if level is None else _at(_radius(level), (i + 1) * STEP) for i, level in enumerate(levels)]
    points = [_point(*place) for place in places if place is not None]
    if None not in places:
        return Line(_through(points) + "Z", points)
    start = places.index(None)
    turned = places[start:] + places[:start]  # so that a run over twelve o'clock is one run
    runs = [list(run) for some, run in groupby(turned, key=lambda place: place is not None) if some]
    return Line("".join(_through([_point(*place) for place in run if place]) for run in runs if len(run) > 1), points)


def sector(inner: float, outer: float, start: float, end: float) -> str:
    """The path of a piece of a ring, from one angle to the other (degrees clockwise from the top, less than half a turn)."""
    a, b = _at(outer, start), _at(outer, end)
    c, d = _at(inner, end), _at(inner, start)
    return (
        f"M{_pair(a)}A{_text(outer)} {_text(outer)} 0 0 1 {_pair(b)}L{_pair(c)}A{_text(inner)} {_text(inner)} 0 0 0 {_pair(d)}Z"
    )


def _segment(score: Score, ours: float | None, theirs: float | None) -> Segment:
    middle = score.number * STEP
    start, end = middle - STEP / 2 + GAP, middle + STEP / 2 - GAP
    total = max(score.total, 1)
    full = HUB + (RIM - HUB) * min(score.addressed / total, 1)
    half = HUB + (RIM - HUB) * min((score.addressed + score.partly) / total, 1)
    return Segment(
        score,
        ground=sector(HUB, RIM, start, end),
        addressed=sector(HUB, full, start, end) if full > HUB else "",
        partly=sector(full, half, start, end) if half > full else "",
        label=_point(*_at(LABELS, middle)),
        ours=ours,
        theirs=theirs,
    )


def _radius(level: float) -> float:
    return HUB + (RIM - HUB) * max(0.0, min(level, BEST)) / BEST


def _at(radius: float, angle: float) -> tuple[float, float]:
    turn = radians(angle)
    return CENTRE + radius * sin(turn), CENTRE - radius * cos(turn)


def _point(x: float, y: float, reach: float = 5.0) -> Point:
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    return Point(_text(x), _text(y), " ".join(f"{_text(a)},{_text(b)}" for a, b in corners))


def _through(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{point.x} {point.y}" for point in points)


def _pair(place: tuple[float, float]) -> str:
    return f"{_text(place[0])} {_text(place[1])}"


def _text(number: float) -> str:
    return f"{round(number, 2) + 0:g}"
