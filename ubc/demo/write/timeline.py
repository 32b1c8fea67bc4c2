"""What happens when: all acts of the demo world in one order, done one after the other under the clock."""

import datetime as dt
import itertools
import random
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from ubc.demo.shapes import Day
from ubc.demo.write.clock import Clock

OPENS, CLOSES = dt.time(8, 10), dt.time(17, 40)
REPORTS = 10


@dataclass(frozen=True)
class Act:
    day: Day
    do: Callable[..., Any]
    values: tuple[Any, ...]

    def __call__(self) -> None:
        try:
            self.do(*self.values)
        except Exception as error:
            error.add_note(f"Day {self.day}: {self.values[-1:]}")  # else nothing says which of a thousand acts it was
            raise


@dataclass
class Timeline:
    """Acts are added in any order of days. Those of one day happen in the order in which they were added."""

    now: dt.datetime
    dice: random.Random
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zone = zoneinfo.ZoneInfo(settings.TIME_ZONE)
        self.today = self.now.astimezone(self.zone).date()

    def add(self, day: Day, do: Callable[..., Any], *values: Any) -> None:
        """Do something on a day. Raises ValueError for a day to come."""
        if day > 0:
            raise ValueError(f"Day {day} has not come yet.")
        self.acts.append(Act(day, do, values))

    def date(self, day: Day) -> dt.date:
        return self.today + dt.timedelta(days=day)

    def start_of(self, day: Day) -> dt.datetime:
        return dt.datetime.combine(self.date(day), dt.time(), tzinfo=self.zone)

    def run(self, clock: Clock, report: Callable[[str], None]) -> None:
        acts = sorted(self.acts, key=lambda act: act.day)
        steps = {len(acts) * part // REPORTS: part for part in range(1, REPORTS)}
        done = 0
        for day, found in itertools.groupby(acts, key=lambda act: act.day):
            todays = list(found)
            for moment, act in zip(self._moments(day, len(todays)), todays, strict=True):
                clock.move(moment)
                act()
                done += 1
                if done in steps:
                    report(f"  {steps[done] * 100 // REPORTS} % of {len(acts)} steps, {self.date(day):%B %Y}")

    def _moments(self, day: Day, count: int) -> list[dt.datetime]:
        """Times for the acts of a day, in order: within working hours, or, today, before now."""
        date = self.date(day)
        begin, end = (dt.datetime.combine(date, time, tzinfo=self.zone) for time in (OPENS, CLOSES))
        if end > self.now:
            begin, end = self.start_of(day), self.now
        return sorted(begin + (end - begin) * self.dice.random() for _ in range(count))
