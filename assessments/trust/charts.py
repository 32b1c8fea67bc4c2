"""Lines over a scale from 1 to 5, one for each side: pure geometry, no database and no words.

`trend` goes from left to right over the pulses, `profile` from top to bottom over the statements, so that a phone has room for their
names (templates/assessments/trust/lines.html draws both). A point without a figure leaves a gap. Coordinates are texts with a point,
whatever the reader's language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

LOW, HIGH = 1, 5
WIDTH = 336  # so narrow that a phone shows it whole
EDGE = 22  # left and right of the scale
TOP, FOOT = 12, 26
UNIT = 40  # of the upright scale
STEP = 46  # between two pulses at least
ROW = 46  # between two statements
REACH = 5  # of a mark from its middle

Where = Callable[[int, Decimal], tuple[float, float]]


@dataclass(frozen=True)
class Series:
    """One side: `kind` (ours, theirs) decides colour and marks, `dash` tells further sides apart."""

    name: str
    values: Sequence[Decimal | None]
    kind: str = "theirs"
    dash: str = ""


@dataclass(frozen=True)
class Mark:
    x: str
    y: str
    value: Decimal
    corners: str  # of a diamond


@dataclass
class Line:
    series: Series
    paths: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    """A fine line with its label: of a level of the scale, or of a pulse or a statement."""

    path: str
    x: str
    y: str
    label: str


@dataclass
class Lines:
    width: int
    height: int
    levels: list[Rule]
    places: list[Rule]
    lines: list[Line]
    upright: bool  # whether the scale is

    @property
    def is_empty(self) -> bool:
        return not any(line.marks for line in self.lines)


def trend(labels: Sequence[str], series: Sequence[Series]) -> Lines:
    """Values over time; each series has as many as there are labels."""
    step = max(STEP, (WIDTH - 2 * EDGE) // max(len(labels), 1))
    bottom, right = TOP + (HIGH - LOW) * UNIT, 2 * EDGE + step * max(len(labels), 1)
    levels = [
        Rule(f"M{EDGE} {y}H{right - 6}", "14", _text(y + 4), str(n))
        for n in range(LOW, HIGH + 1)
        for y in [TOP + (HIGH - n) * UNIT]
    ]
    across = [EDGE + step * (place + 0.5) for place in range(len(labels))]
    places = [Rule("", _text(x), _text(bottom + 18), label) for x, label in zip(across, labels, strict=True)]

    def where(place: int, value: Decimal) -> tuple[float, float]:
        return across[place], TOP + (HIGH - float(value)) * UNIT

    return Lines(right, bottom + FOOT, levels, places, [_line(one, where) for one in series], upright=True)


def profile(labels: Sequence[str], series: Sequence[Series]) -> Lines:
    """Values of several statements, one below the other."""
    unit, bottom = (WIDTH - 2 * EDGE) / (HIGH - LOW), TOP + ROW * len(labels)
    levels = [
        Rule(f"M{_text(x)} {TOP}V{bottom}", _text(x), _text(bottom + 16), str(n))
        for n in range(LOW, HIGH + 1)
        for x in [EDGE + (n - LOW) * unit]
    ]
    down = [TOP + ROW * (place + 0.68) for place in range(len(labels))]
    places = [
        Rule(f"M{EDGE} {_text(y)}H{WIDTH - EDGE}", _text(EDGE), _text(y - 15), label)
        for y, label in zip(down, labels, strict=True)
    ]

    def where(place: int, value: Decimal) -> tuple[float, float]:
        return EDGE + (float(value) - LOW) * unit, down[place]

    return Lines(WIDTH, bottom + FOOT, levels, places, [_line(one, where) for one in series], upright=False)


def _line(series: Series, where: Where) -> Line:
    found = Line(series)
    run: list[tuple[float, float]] = []
    for place, value in enumerate(series.values):
        if value is None:
            found.paths += _path(run)
            run = []
            continue
        x, y = where(place, value)
        run.append((x, y))
        reach = REACH + 1.5
        corners = " ".join(
            f"{_text(a)},{_text(b)}" for a, b in ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
        )
        found.marks.append(Mark(_text(x), _text(y), value, corners))
    found.paths += _path(run)
    return found


def _path(run: Sequence[tuple[float, float]]) -> list[str]:
    return ["M" + "L".join(f"{_text(x)} {_text(y)}" for x, y in run)] if len(run) > 1 else []


def _text(number: float) -> str:
    return f"{round(number, 2):g}"
