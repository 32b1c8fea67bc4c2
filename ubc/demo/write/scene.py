"""One partnership while it is written: who sits at the table from which day on, and when what is not dated was probably written."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

from objectives.models import Objective
from partnerships.access.policy import NEUTRAL_ROLES, Right, roles_with
from partnerships.accounts.models import User
from partnerships.models import Partnership, Party, Role
from partnerships.records.models import RecordPart
from ubc.demo import shapes
from ubc.demo.shapes import Day
from ubc.demo.write.stage import Stage

WRITERS, SIGNERS = roles_with(Right.WRITE), roles_with(Right.SIGN)
# The first days after all parties came to the table, and the last before the first plan was frozen, are for other things.
SETTLING = 2


@dataclass
class Scene:
    stage: Stage
    data: shapes.Partnership
    row: Partnership = field(init=False)
    keys: dict[tuple[str, ...], Any] = field(default_factory=dict)

    # --- who ---------------------------------------------------------------------------------------------------------
    @cached_property
    def host(self) -> str:
        """The party that opened the partnership."""
        return next(taking_part.party for taking_part in self.data.participations if self.stage.officers(taking_part.party))

    @cached_property
    def officer(self) -> str:
        """The person who looks after the partnership: the officer who froze its plans, or one by turns."""
        officers = self.stage.officers(self.host)
        froze = [version.by for version in self.data.contents.plan if version.by in officers]
        return froze[0] if froze else officers[self.stage.world.partnerships.index(self.data) % len(officers)]

    @cached_property
    def seats(self) -> list[shapes.Seat]:
        """All seats of those who joined, in the order in which they were taken; officers have theirs from the beginning."""
        joined = [taking_part.party for taking_part in self.data.participations if taking_part.state == "joined"]
        officers = [shapes.Seat(key, Role.OFFICER, self.data.identified) for key in self.stage.officers(self.host)]
        officers.sort(key=lambda seat: seat.person != self.officer)
        seats = [seat for seat in self.data.seats if self.party_of(seat.person) in joined]
        return [*officers, *sorted(seats, key=lambda seat: seat.since)]

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """The keys of the parties that own records and have come to the table."""
        return tuple(one.party for one in self.data.participations if one.state == "joined" and one.side != "neutral")

    def party_of(self, person: str) -> str:
        return self.stage.people[person].party

    def who(self, roles: frozenset[str], party: str, day: Day, preferred: str = "") -> User:
        """Somebody who stands for the party (or, without one, for any party) in one of the roles that day; if possible the preferred."""
        there = [s for s in self.seats if s.since <= day <= (s.until or 0) and s.role in roles - NEUTRAL_ROLES]
        able = [seat.person for seat in there if not party or self.party_of(seat.person) == party]
        if not able:
            raise LookupError(f"{self.data.key}: nobody stands for {party or 'any party'} on day {day} in {sorted(roles)}.")
        return self.stage.users[preferred if preferred in able else able[0]]

    def writer(self, party: str, day: Day, preferred: str = "") -> User:
        return self.who(WRITERS, party, day, preferred)

    def signer(self, party: str, day: Day, preferred: str = "") -> User:
        return self.who(SIGNERS, party, day, preferred)

    def party(self, key: str) -> Party | None:
        return self.stage.parties[key] if key else None

    # --- when --------------------------------------------------------------------------------------------------------
    @overload
    def date(self, day: Day) -> dt.date: ...
    @overload
    def date(self, day: None) -> None: ...
    @overload
    def date(self, day: Day | None) -> dt.date | None: ...
    def date(self, day: Day | None) -> dt.date | None:
        return None if day is None else self.stage.timeline.date(day)

    def add(self, day: Day, do: Callable[..., Any], *values: Any) -> None:
        self.stage.timeline.add(day, do, *values)

    @cached_property
    def last(self) -> Day:
        """The last day on which anything may be written."""
        return self.data.path[-1].day if self.data.state in ("closed", "declined") else 0

    @cached_property
    def begin(self) -> Day:
        """From this day on all parties that joined have somebody at the table."""
        first: dict[str, Day] = {}
        for seat in self.seats:
            if seat.role not in NEUTRAL_ROLES:
                first.setdefault(self.party_of(seat.person), seat.since)
        return min(max(first.values()) + SETTLING, self.last)

    @cached_property
    def end(self) -> Day:
        """By this day the parties had told each other what they want: the first plan was frozen, or the work began."""
        marks = [version.day for version in self.data.contents.plan] + [s.day for s in self.data.path if s.state == "active"]
        later = [mark - SETTLING for mark in marks if mark - SETTLING > self.begin]
        return min(later, default=self.last - SETTLING) if self.last - SETTLING > self.begin else self.begin

    @cached_property
    def talks(self) -> Day | None:
        """The day on which the parties began to negotiate; None when they never did."""
        return next((step.day for step in self.data.path if step.state == "negotiating"), None)

    def at(self, share: float) -> Day:
        """A day between the two."""
        return self.begin + round((self.end - self.begin) * share)

    def within(self, *days: Day) -> Day:
        """The earliest of the days, but neither before the parties met nor after the end."""
        return min(max(min(days), self.begin), self.last)

    # --- what --------------------------------------------------------------------------------------------------------
    def again(self, *key: str) -> Any:
        """A record that an earlier act made, as it is now: the copy it made does not know what happened since."""
        row = self.keys[key]
        path = row.path_to_record() if isinstance(row, RecordPart) else ""
        return type(row).objects.select_related(f"{path}partnership", f"{path}party").get(pk=row.pk)

    def objective(self, key: str) -> Objective:
        return self.again("objective", key)

    def new(self, model: Any, party: str = "", /, **values: Any) -> Any:
        """An unsaved record: joint, or private to the party."""
        return model(partnership=self.row, party=self.party(party), visibility="private" if party else "shared", **values)

    def numbered(self, items: tuple[Any, ...], begin: float, end: float) -> Iterator[tuple[Day, Any]]:
        """The items with days spread between two shares of the time."""
        for place, item in enumerate(items):
            yield self.at(begin + (end - begin) * (place + 1) / (len(items) + 1)), item
