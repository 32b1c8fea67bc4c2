"""Statements that are put together once a day and asked with other values each time.

A question to all rooms at once has some hundred parts: to put it together takes Django longer than the database takes to answer it.
So it is put together with blanks (a person who is nobody, a day that never comes), kept until the day is over, since its
conditions may know the day, and asked with what belongs in the blanks.
"""

import datetime as dt
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
from partnerships.clock import today

# Blanks. No record has these keys, and no due date these days.
SOMEBODY = User(pk=uuid.UUID("6b1f0a4e-0000-4000-8000-000000000001"), is_active=True)
SOMETHING = uuid.UUID("6b1f0a4e-0000-4000-8000-000000000002")
FROM_DAY, TO_DAY = dt.date(9999, 1, 2), dt.date(9999, 1, 3)


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters, some of which are blanks. Without SQL it finds nothing, whatever is asked."""

    sql: str
    params: tuple[Any, ...] = ()

    def rows(self, values: Mapping[Any, Any], *converters: Callable[[Any], Any]) -> list[tuple[Any, ...]]:
        """What is found with these values in the blanks, {blank: value}, each column read by its converter."""
        if not self.sql:
            return []
        filled = {_adapted(blank): _adapted(value) for blank, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [filled.get(param, param) for param in self.params])
            found = cursor.fetchall()
        return [tuple(read(value) for read, value in zip(converters, row, strict=True)) for row in found]


def _adapted(value: Any) -> Any:
    """As Django hands it to this database."""
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return UUIDField().get_db_prep_value(value, connection)


_KEPT: list[Any] = []


def once_a_day(write: "Callable[..., QuerySet[Any, Any]]") -> Callable[..., Statement]:
    """A function that puts a query together becomes one that gives its statement, remembered by the arguments until midnight."""

    @lru_cache(maxsize=256)
    def kept(_day: dt.date, *args: Any) -> Statement:
        # Not in the time zone of whoever happens to be the first to ask.
        with timezone.override(settings.TIME_ZONE):
            try:
                sql, params = write(*args).query.sql_with_params()
            except EmptyResultSet:
                return Statement("")
        return Statement(sql, tuple(params))

    @wraps(write)
    def statement(*args: Any) -> Statement:
        return kept(today(), *args)

    _KEPT.append(kept)
    return statement


def forget_statements() -> None:
    """Put each statement together anew when it is next asked, as a process does that has just started."""
    for kept in _KEPT:
        kept.cache_clear()
