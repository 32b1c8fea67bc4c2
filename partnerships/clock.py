"""What day it is. One answer for everybody: due dates and ends of access follow the installation's time zone, not the reader's."""

import datetime as dt
import zoneinfo
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


def today() -> dt.date:
    """The current date in settings.TIME_ZONE, whatever time zone the reader has chosen."""
    return timezone.localdate(timezone=zoneinfo.ZoneInfo(settings.TIME_ZONE))


class Today(models.Expression):
    """`today()` in a query that is written down once and asked for years: the day is looked up each time it is asked."""

    output_field = models.DateField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (connection.ops.adapt_datefield_value(today()),)
