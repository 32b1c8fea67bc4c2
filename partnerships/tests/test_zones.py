"""When a day is over where an organisation is."""

import datetime as dt
import zoneinfo

import pytest
from django.core.exceptions import ValidationError

from partnerships.tests.factories import PartyFactory
from partnerships.zones import end_of, perhaps_over, valid_zone, zones_of

DAY = dt.date(2031, 3, 14)


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "country", "over"),
    [
        ("Europe/Berlin", "", utc(2031, 3, 14, 23)),
        ("Asia/Tokyo", "DE", utc(2031, 3, 14, 15)),
        ("America/Los_Angeles", "", utc(2031, 3, 15, 7)),
        ("Pacific/Kiritimati", "", utc(2031, 3, 14, 10)),
        ("", "DE", utc(2031, 3, 14, 23)),
        ("", "de", utc(2031, 3, 14, 23)),
        ("", "BR", utc(2031, 3, 15, 5)),  # where it ends last in the country: Rio Branco
        ("", "", utc(2031, 3, 15)),  # the installation's
        ("", "XX", utc(2031, 3, 15)),
    ],
)
def test_a_day_ends_where_the_organisation_is(zone, country, over):
    party = PartyFactory.build(time_zone=zone, country=country)
    assert end_of(DAY, zones_of(party)) == over


def test_it_is_over_for_all_when_it_has_ended_in_the_last_zone():
    zones = [zoneinfo.ZoneInfo(name) for name in ("Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin")]
    assert end_of(DAY, zones) == utc(2031, 3, 15, 7)


def test_a_day_that_has_an_hour_less_or_more_ends_at_its_end():
    berlin = [zoneinfo.ZoneInfo("Europe/Berlin")]
    assert end_of(dt.date(2031, 3, 30), berlin) == utc(2031, 3, 30, 22)
    assert end_of(dt.date(2031, 10, 26), berlin) == utc(2031, 10, 26, 23)


def test_the_latest_day_that_has_ended_anywhere():
    assert perhaps_over(utc(2031, 3, 14, 9, 59)) == dt.date(2031, 3, 13)
    assert perhaps_over(utc(2031, 3, 14, 10)) == DAY


@pytest.mark.parametrize("name", ["Europe/Nowhere", "berlin", "../etc/passwd", "\x00"])
def test_a_zone_that_is_none_is_refused(name):
    valid_zone("Europe/Berlin")
    with pytest.raises(ValidationError):
        valid_zone(name)
