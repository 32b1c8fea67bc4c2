"""Bars for the funnel and for the balance: pure geometry, no database.

Narrow on purpose: drawn for a phone, where its letters are as large as those of the page; wider screens show it a little larger.
Coordinates are texts with a point, ready for SVG attributes whatever the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

WIDTH = 340
LEFT = 98  # room for what a bar is called
RIGHT = 238  # where the longest bar ends; its figures follow, two of four digits
ROW = 30
THICK, THIN = 18, 8  # the outline of what is planned, and what fills it
HEAD = 26  # room for the name of a group


@dataclass(frozen=True)
class Bar:
    """A line of a chart: `whole` is drawn as an outline, `part` fills it; `said` are its figures."""

    label: str
    whole: Decimal | int
    part: Decimal | int
    said: str


@dataclass(frozen=True)
class Group:
    """Bars that belong together; `kind` decides the colour and the pattern: ours, theirs, joint."""

    title: str
    kind: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class DrawnBar:
    label: str
    said: str
    y: int  # the line on which its letters stand
    outline_y: int
    fill_y: int
    whole: str
    part: str
    end: str


@dataclass
class DrawnGroup:
    title: str
    kind: str
    y: int
    top: int
    bottom: int
    bars: list[DrawnBar] = field(default_factory=list)


@dataclass
class Drawing:
    groups: list[DrawnGroup]
    height: int
    width: int = WIDTH
    left: int = LEFT
    thick: int = THICK
    thin: int = THIN


def drawing(groups: Sequence[Group]) -> Drawing:
    """All bars in one scale, from the longest; a group without a title has no head."""
    longest = max((max(bar.whole, bar.part) for group in groups for bar in group.bars), default=0)
    drawn, y = [], 0
    for group in groups:
        y += HEAD if group.title else 0
        found = DrawnGroup(group.title, group.kind, y - 8, y + 2, y + ROW * len(group.bars) - 2)
        for bar in group.bars:
            whole, part = _length(bar.whole, longest), _length(bar.part, longest)
            middle = y + ROW // 2
            found.bars.append(
                DrawnBar(
                    bar.label,
                    bar.said,
                    middle + 4,
                    middle - THICK // 2,
                    middle - THIN // 2,
                    _text(whole),
                    _text(part),
                    _text(LEFT + max(whole, part) + 6),
                )
            )
            y += ROW
        drawn.append(found)
    return Drawing(drawn, y + 4)


def _length(amount: Decimal | int, longest: Decimal | int) -> float:
    return float(amount) / float(longest) * (RIGHT - LEFT) if longest else 0.0


def _text(number: float) -> str:
    return f"{round(number, 2):g}"
