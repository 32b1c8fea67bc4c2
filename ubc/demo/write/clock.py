"""A clock that the build sets, and dice that fall the same way each time.

Both replace something of a library for as long as the build runs, here and nowhere else. The tests of the house use time-machine for
the first; that is no dependency of the installed product, and the build needs only what Django itself takes for the time.
"""

import datetime as dt
import random
import types
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

# Between two looks at the clock: whatever is written later bears a later time, so that every order by time is one order.
TICK = dt.timedelta(milliseconds=10)


class Clock:
    """Stands still except for a tick at each look, and moves forward when told to. It never goes back."""

    def __init__(self, start: dt.datetime) -> None:
        self.moment = start.astimezone(dt.UTC)

    def move(self, moment: dt.datetime) -> None:
        self.moment = max(self.moment, moment.astimezone(dt.UTC))

    def look(self, tz: dt.tzinfo | None = None) -> dt.datetime:
        self.moment += TICK
        return self.moment.astimezone(tz)


@contextmanager
def replaced(owner: types.ModuleType | type, name: str, value: Any) -> Iterator[None]:
    """A module or class has another value under a name for a while."""
    before = vars(owner)[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def set_clock(clock: Clock) -> Iterator[None]:
    """Django takes its time from the clock.

    It is put beneath `timezone.now` and not in its place: models hold that very function as a default, and
    partnerships.clock.today and auto_now come to it too. `datetime.now` is all that the module asks of its `datetime`.
    """
    with replaced(timezone, "datetime", types.SimpleNamespace(now=clock.look)):
        yield


@contextmanager
def set_dice(dice: random.Random) -> Iterator[None]:
    """`uuid.uuid4` draws from the dice: the keys of what is made depend on the seed alone, so that links to it last.

    Models hold that very function as the default of their keys; so its source of chance is replaced and not the function.
    """
    with replaced(uuid, "os", types.SimpleNamespace(urandom=dice.randbytes)):
        yield
