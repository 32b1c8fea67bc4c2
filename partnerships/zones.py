"""Time zones of organisations: when a day has ended where somebody is to have done something by it.

A day is over for everybody only when it has ended in the last of their zones. Where an organisation has named no zone, the zones of
its country count, all of them: rather some hours too late than one too early.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# On no place of the earth does a day begin earlier than this much before it begins in UTC.
EARLIEST = dt.timedelta(hours=14)


def valid_zone(name: str) -> None:
    """Raise ValidationError unless it is the name of a time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no such time zone. Write it like Europe/Berlin."))


@cache
def zones_of_country(code: str) -> tuple[zoneinfo.ZoneInfo, ...]:
    """The zones of a country by its ISO 3166 code; none when it is not known."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(zoneinfo.ZoneInfo(row[2]) for row in rows if code and row[0] == code.upper())


class HasZones(Protocol):
    """An organisation (partnerships.models.Party)."""

    time_zone: str
    country: str


def zones_of(party: HasZones) -> tuple[zoneinfo.ZoneInfo, ...]:
    """The zones in which an organisation's days end: the one it named, else those of its country, else the installation's."""
    if party.time_zone:
        return (zoneinfo.ZoneInfo(party.time_zone),)
    return zones_of_country(party.country) or (zoneinfo.ZoneInfo(settings.TIME_ZONE),)


def end_of(day: dt.date, where: Iterable[zoneinfo.ZoneInfo]) -> dt.datetime:
    """The first moment at which the day is over in all of the zones."""
    after = day + dt.timedelta(days=1)
    return max(dt.datetime.combine(after, dt.time.min, tzinfo=zone).astimezone(dt.UTC) for zone in where)


def perhaps_over(now: dt.datetime) -> dt.date:
    """The latest day that has ended anywhere on earth: what falls due later needs no look."""
    return (now.astimezone(dt.UTC) + EARLIEST).date() - dt.timedelta(days=1)
