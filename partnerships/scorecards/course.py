"""The course of the figures as a chart: pure geometry, no database and no words. Steps, for a figure holds until it changes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 160  # of the drawing
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 22  # margins: numbers stand left, dates below

Entry = tuple[dt.date, int, int, int]  # day, addressed, partly, total


@dataclass(frozen=True)
class Tick:
    """A line of the scale: where it lies, and its number."""

    y: str
    number: int


@dataclass(frozen=True)
class Course:
    entries: Sequence[Entry]
    addressed: str  # areas and lines as paths, ready for SVG attributes
    begun: str
    total: str
    ticks: Sequence[Tick]
    first: dt.date
    last: dt.date


def course(entries: Sequence[Entry], until: dt.date) -> Course | None:
    """The chart of the entries up to the day; None while there are fewer than two points in time."""
    if not entries or entries[0][0] >= until:
        return None
    first, highest = entries[0][0], max(entry[3] for entry in entries) or 1
    span = (until - first).days

    def x(day: dt.date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span

    def y(count: int) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - count / highest)

    def steps(counts: Sequence[int]) -> str:
        days = [entry[0] for entry in entries]
        path = f"M{x(first):.1f} {y(counts[0]):.1f}"
        for day, count in zip(days[1:], counts[1:], strict=True):
            path += f"H{x(day):.1f}V{y(count):.1f}"
        return f"{path}H{x(until):.1f}"

    def area(counts: Sequence[int]) -> str:
        return f"{steps(counts)}V{y(0):.1f}H{x(first):.1f}Z"

    return Course(
        entries,
        addressed=area([entry[1] for entry in entries]),
        begun=area([entry[1] + entry[2] for entry in entries]),
        total=steps([entry[3] for entry in entries]),
        ticks=[Tick(f"{y(number):.1f}", number) for number in (0, highest // 2, highest)],
        first=first,
        last=until,
    )
