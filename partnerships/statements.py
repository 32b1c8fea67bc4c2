"""Statements that are put together once and asked with other values each time.

A question to all rooms at once has some hundred parts: to put it together takes Django longer than the database takes to answer it.
So it is put together once in a process, with blanks: a person who is nobody, and a today that never comes. It is asked with what
belongs in the blanks; a day that was counted from today is counted from the day on which it is asked.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, UUIDField
from django.utils import timezone

from partnerships.accounts.models import User
from partnerships.clock import as_if, today

# Blanks. No record has these keys, and no date of a record lies within some generations of these days.
SOMEBODY = User(pk=uuid.UUID("6b1f0a4e-0000-4000-8000-000000000001"), is_active=True)
SOMETHING = uuid.UUID("6b1f0a4e-0000-4000-8000-000000000002")
FROM_DAY, TO_DAY = dt.date(9999, 1, 2), dt.date(9999, 1, 3)
SOME_DAY = dt.date(9500, 6, 15)
NEAR = dt.timedelta(days=50 * 365)
WORD = re.compile(r"[a-z_]+")
NEAR_AS_TEXT = re.compile(r"9[45]\d\d-\d\d-\d\d( \d\d:\d\d.*)?")  # as SQLite is given days and times


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters, some of which are blanks. Without SQL it finds nothing, whatever is asked."""

    sql: str
    params: tuple[Any, ...] = ()
    # Which parameters are days counted from today, and how far they are from it.
    days: tuple[tuple[int, dt.timedelta], ...] = ()

    def rows(self, values: Mapping[Any, Any], *converters: Callable[[Any], Any]) -> list[tuple[Any, ...]]:
        """What is found with these values in the blanks, {blank: value}, each column read by its converter."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(values))
            found = cursor.fetchall()
        return [tuple(read(value) for read, value in zip(converters, row, strict=True)) for row in found]

    def filled(self, values: Mapping[Any, Any]) -> list[Any]:
        """The parameters with these values in the blanks, {blank: value}, and today's days."""
        filled = {_adapted(blank): _adapted(value) for blank, value in values.items()}
        params = [filled.get(param, param) for param in self.params]
        day = today()
        for place, distance in self.days:
            params[place] = _adapted(day + distance)
        return params


def _adapted(value: Any) -> Any:
    """As Django hands it to this database."""
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return UUIDField().get_db_prep_value(value, connection)


def _distance(param: Any) -> dt.timedelta | None:
    """How far a parameter is from the today that never comes; None for one that has nothing to do with it.

    Raises ValueError for a time of such a day: it would stay in the year 9500.
    """
    if isinstance(param, str) and NEAR_AS_TEXT.fullmatch(param):
        param = dt.datetime.fromisoformat(param) if len(param) > 10 else dt.date.fromisoformat(param)
    if not isinstance(param, dt.date):
        return None
    day = param.date() if isinstance(param, dt.datetime) else param
    if abs(day - SOME_DAY) > NEAR:
        return None
    if isinstance(param, dt.datetime):
        raise ValueError(f"A statement that is kept can count days from today, not times: {param}.")
    return day - SOME_DAY


def _spelt_out(sql: str, params: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """For SQLite, the words of our own (states, roles, kinds) stand in the statement itself.

    A parameter that is compared with a column of a partial index could change the plan: SQLite would plan the statement anew each time
    it is asked, and with some hundred parts that takes most of the time.
    """
    if connection.vendor != "sqlite":
        return sql, params
    given, kept = iter(params), []

    def spell(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        param = next(given)
        if isinstance(param, str) and WORD.fullmatch(param):
            return f"'{param}'"
        kept.append(param)
        return found[0]

    return re.sub(r"%[%s]", spell, sql), tuple(kept)


def once(write: "Callable[..., QuerySet[Any, Any]]") -> Callable[..., Statement]:
    """A function that puts a query together becomes one that gives its statement, remembered by the arguments."""

    @lru_cache(maxsize=256)
    def kept(*args: Any) -> Statement:
        # Not in the time zone of whoever happens to be the first to ask.
        with timezone.override(settings.TIME_ZONE), as_if(SOME_DAY):
            try:
                sql, params = _spelt_out(*write(*args).query.sql_with_params())
            except EmptyResultSet:
                return Statement("")
        distances = ((place, _distance(param)) for place, param in enumerate(params))
        return Statement(sql, tuple(params), tuple((place, found) for place, found in distances if found is not None))

    return wraps(write)(kept)
