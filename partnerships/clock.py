"""What day it is. One answer for everybody: due dates and ends of access follow the installation's time zone, not the reader's."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

_AS_IF: ContextVar[dt.date | None] = ContextVar("as_if", default=None)


def today() -> dt.date:
    """The current date in settings.TIME_ZONE, whatever time zone the reader has chosen."""
    return _AS_IF.get() or timezone.localdate(timezone=zoneinfo.ZoneInfo(settings.TIME_ZONE))


@contextmanager
def as_if(day: dt.date) -> Iterator[None]:
    """What is put together inside takes the day for today: a question that is kept with a blank for the day (partnerships.statements)."""
    token = _AS_IF.set(day)
    try:
        yield
    finally:
        _AS_IF.reset(token)


class Today(models.Expression):
    """`today()` in a query that is written down once and asked for years: the day is looked up each time it is asked."""

    output_field = models.DateField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (connection.ops.adapt_datefield_value(today()),)
