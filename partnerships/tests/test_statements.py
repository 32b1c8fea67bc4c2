"""A question that is put together once and asked for years: who asks, and which day it is, is filled in each time."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import Today, as_if, today
from partnerships.models import Membership, Partnership
from partnerships.statements import SOME_DAY, SOMEBODY, once

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def titles(statement, values=None):
    return sorted(title for (title,) in statement.rows(values or {}, str))


def test_a_day_is_counted_from_the_day_on_which_it_is_asked(cast):
    for title, day in (("first", NOON.date()), ("second", NOON.date() + DAY), ("third", NOON.date() + 2 * DAY)):
        ActionFactory(partnership=cast.partnership, author=cast.officer, title=title, due_on=day)

    @once
    def soon():
        return Action.objects.filter(due_on__gt=today() - DAY, due_on__lte=Today()).values_list("title")

    for passed, found in enumerate((["first"], ["second"], ["third"], [])):
        with time_machine.travel(NOON + passed * DAY, tick=False):
            assert titles(soon()) == found
    assert soon() is soon()


def test_ends_of_memberships_count_on_the_day_on_which_it_is_asked(cast):
    @once
    def theirs():
        return Partnership.objects.visible_to(SOMEBODY).values_list("title")

    Membership.objects.update(starts_on=NOON.date() - 9 * DAY)
    Membership.objects.filter(user=cast.contributor).update(starts_on=NOON.date(), ends_on=NOON.date() + DAY)
    for passed, found in ((-1, []), (0, ["Quiet gearboxes"]), (1, ["Quiet gearboxes"]), (2, [])):
        with time_machine.travel(NOON + passed * DAY, tick=False):
            assert titles(theirs(), {SOMEBODY.pk: cast.contributor.pk}) == found
            assert titles(theirs(), {SOMEBODY.pk: cast.stranger.pk}) == ["Tidal power"]


def test_other_days_stay_what_they_are(cast):
    far = dt.date(9999, 12, 31)
    ActionFactory(partnership=cast.partnership, author=cast.officer, title="Never", due_on=far)

    @once
    def never():
        return Action.objects.filter(due_on=far).exclude(title="9500-06-15 is a day").values_list("title")

    assert titles(never()) == ["Never"]


def test_a_time_of_day_cannot_be_kept(cast):
    @once
    def recent():
        return Action.objects.filter(created_at__gt=dt.datetime.combine(today(), dt.time(), tzinfo=dt.UTC)).values_list("title")

    with pytest.raises(ValueError, match="not times"):
        recent()


def test_what_finds_nothing_asks_nothing(cast, django_assert_num_queries):
    @once
    def nothing():
        return Action.objects.none().values_list("title")

    with django_assert_num_queries(0):
        assert nothing().rows({}, str) == []


def test_today_is_another_day_only_inside():
    before = timezone.localdate()
    with as_if(SOME_DAY):
        assert today() == SOME_DAY
    assert today() == before


def test_sqlite_is_given_our_own_words_in_the_statement_and_all_else_beside_it(cast):
    ActionFactory(partnership=cast.partnership, author=cast.officer, title="100 %s of O'Brien", state="open")
    ActionFactory(partnership=cast.partnership, author=cast.officer, title="100 %s of O'Brien", state="done")

    @once
    def found():
        return Action.objects.filter(title="100 %s of O'Brien", state="open").values_list("title")

    assert titles(found()) == ["100 %s of O'Brien"]
    beside = {"100 %s of O'Brien"} if connection.vendor == "sqlite" else {"100 %s of O'Brien", "open"}
    assert set(found().params) == beside
