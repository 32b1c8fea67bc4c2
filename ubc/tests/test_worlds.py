"""Two worlds that differ only in what others do not get to read: they get the same bytes, in as many statements, at every moment.

What others do not read: what one party keeps to itself, what is shared with some and not with others, and what was there before one came.

Each world is lived through from the same beginning: what was shared is taken back, and in one of them its party works on in private,
with everything that could tell of it: history between two rollups, reminders, due dates, numbers. Time passes, sweeps run late and twice.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from objectives.models import Objective
from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import Event
from partnerships.models import Ledger, Partnership
from partnerships.outbox.services import send_due
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.reminders.models import CalendarFeed, Reminder
from partnerships.reminders.services import remind
from partnerships.scorecards import rollup
from rmp.plan.living import living_plan
from ubc.tests.worlds import (
    CANARY,
    DAY,
    ZONE,
    at,
    common_pages,
    fill_world,
    given,
    live,
    look,
    take_back,
    university_action,
    work_in_private,
)

pytestmark = pytest.mark.pages


@pytest.fixture(autouse=True)
def clock(settings):
    """Before everything else: the cast's memberships begin on the day they are made."""
    settings.TIME_ZONE = ZONE
    with time_machine.travel(at(0, 12), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast):
    return fill_world(cast)


@pytest.mark.parametrize("share", [12, pytest.param(1, marks=pytest.mark.deep)])
def test_what_is_kept_private_changes_no_byte_and_no_statement(world, clock, share):
    """Each page at one of the six moments in the gate, at every moment in .ci/deep."""
    cast = world
    look(cast)  # what a process remembers, it remembers now
    without = live(cast, clock, lambda cast: None, share)
    with_it = live(cast, clock, work_in_private, share)
    different = {
        (moment, what) for moment, found in with_it.items() for what, shown in found.items() if shown != without[moment][what]
    }
    assert different == set()
    assert not [what for found in with_it.values() for what, shown in found.items() if CANARY in str(shown)]
    home = without["at once"]["representative", "/"]
    assert (home[0], "Joint" in home[2], len(without["late"]["letters"]) > 2) == (200, True, True)


def test_its_own_party_is_shown_it(world, clock):
    """The test above would notice."""
    take_back(world)
    work_in_private(world)
    client = world.client(world.officer)
    shown = [page for page in common_pages(world) if CANARY in client.get(page).content.decode()]
    slug = world.partnership.slug
    assert set(shown) >= {reverse(n, args=[slug]) for n in ("partnerships:detail", "history:list", "actions:action-list")}


# --- the gate before the limit ----------------------------------------------------------------------------------------
def test_what_was_taken_back_takes_no_place_away(world):
    client = world.client(world.representative)

    def shown():
        home, coming = client.get("/").context, client.get(reverse("reminders:list") + "?show=coming").context
        return [len(home["due"]), len(coming["rows"])], {item.title for item in home["due"]}

    before = shown()
    assert (before[0], {title[:5] for title in before[1]}) == ([8, 50], {"Given"})
    take_back(world)
    lengths, first = shown()
    assert (lengths, {title[:5] for title in first}) == ([8, 50], {"Joint"})
    for action in given():
        share_record(action, actor=world.officer)
    assert shown() == before


def test_the_calendar_likewise(world, monkeypatch):
    from partnerships.reminders import calendar

    monkeypatch.setattr(calendar, "MOST_EVENTS", 9)
    feed = reverse("reminders:feed", args=[CalendarFeed.objects.get(user=world.representative).token])

    def titles():
        found = re.findall(r"SUMMARY:Action: (\w+)", world.client().get(feed).content.decode())
        return sorted(found)

    assert titles() == ["Given"] * 9
    take_back(world)
    assert titles() == ["Joint"] * 9


# --- reminders of what one may no longer read -------------------------------------------------------------------------
def reminded(cast, who):
    client = cast.client(getattr(cast, who))
    rows = client.get(reverse("reminders:list")).context["rows"]
    return sum(row["about"].title.startswith("Given") for row in rows)


def test_a_reminder_goes_with_what_it_is_about_and_comes_back_with_it(world):
    remind()
    assert reminded(world, "representative") == 9
    take_back(world)
    assert reminded(world, "representative") == 0
    remind()
    assert reminded(world, "representative") == 0
    for action in given():
        share_record(action, actor=world.officer)
    assert reminded(world, "representative") == 9


def test_marked_as_read_is_what_was_seen(world):
    remind()
    Reminder.objects.filter(kind="actions.action").exclude(subject_key__in=given().values("pk")).delete()
    take_back(world)
    client = world.client(world.representative)
    response = client.post(reverse("reminders:read"), follow=True)
    told = Reminder.objects.visible_to(world.representative).count()
    assert (told, [str(message).split()[0] for message in response.context["messages"]]) == (1, ["1"])
    for action in given():
        share_record(action, actor=world.officer)
    assert Reminder.objects.filter(recipient=world.representative, read_at=None).count() == 9


@pytest.mark.parametrize("wish", ["each", "digest"])
def test_what_is_shared_later_is_told_then(cast, wish):
    """A reminder of what one may not read waits; it does not use up the mail of the day."""
    type(cast.representative).objects.filter(pk=cast.representative.pk).update(mail=wish)
    hidden = university_action(cast, "Given")
    remind()
    send_due()
    assert [m for m in mail.outbox if cast.representative.email in m.to] == []
    ActionFactory(partnership=cast.partnership, title="Joint", assignee=cast.representative, due_on=DAY)
    remind()
    send_due()
    [told] = [m for m in mail.outbox if cast.representative.email in m.to]
    assert ("Joint" in told.body, "Given" in told.body) == (True, False)
    share_record(hidden, actor=cast.officer)
    with time_machine.travel(at(1, 12), tick=False):
        remind()
        remind()
        send_due()
        send_due()
    later = [m.body for m in mail.outbox if cast.representative.email in m.to][1:]
    assert sum("Given" in body for body in later) == 1


# --- up to date -------------------------------------------------------------------------------------------------------
def test_a_rollup_has_nothing_to_do_when_only_private_things_happened(world):
    take_back(world)
    rollup.refresh_changed()
    work_in_private(world)
    assert (rollup.due().count(), rollup.refresh_changed()) == (0, 0)
    ledger = Ledger.objects.get(partnership=world.partnership)
    told = Event.objects.filter(partnership=world.partnership, disclosed=True).count()
    assert (ledger.disclosed, ledger.written > told) == (told, True)


@pytest.mark.parametrize("act", ["share", "withdraw", "change", "delete", "add"])
def test_whatever_is_disclosed_or_no_longer_is_makes_it_due(world, act, django_assert_num_queries):
    shown = Objective.objects.filter(party=world.university, visibility="shared").get()
    hidden = Objective.objects.filter(party=world.university, visibility="private").get()
    rollup.refresh_changed()
    living_plan(world.partnership)
    match act:
        case "share":
            share_record(hidden, actor=world.officer)
        case "withdraw":
            shown.alignments.all().delete()
            withdraw_record(shown, actor=world.officer)
        case "change":
            shown.title = "Other"
            save_record(shown, actor=world.officer)
        case "delete":
            delete_record(university_action(world, "Gone", visibility="shared"), actor=world.officer)
        case "add":
            university_action(world, "New", visibility="shared")
    assert rollup.refresh_changed() == 1
    assert rollup.refresh_changed() == 0


def test_the_day_makes_every_scorecard_due_once(world, clock):
    rollup.refresh_changed()
    clock.move_to(at(0, 23, 59))
    assert rollup.due().count() == 0
    clock.move_to(at(1, 0, 0))
    assert rollup.due().count() == Partnership.objects.count()
    assert rollup.refresh_changed() == Partnership.objects.count()
    assert rollup.refresh_changed() == 0
    clock.move_to(at(9, 12))
    rollup.refresh_all(DAY + dt.timedelta(days=9))
    assert rollup.due().count() == 0
