"""Two worlds that differ only in what others do not get to read: they get the same bytes, in as many statements, at every moment.

What others do not read: what one party keeps to itself, what is shared with some and not with others, and what was there before one came.

Each world is lived through from the same beginning: what was shared is taken back, and in one of them its party works on in private,
with everything that could tell of it: history between two rollups, reminders, due dates, numbers. Time passes, sweeps run late and twice.
"""

import datetime as dt
import re
import uuid
import zoneinfo

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.models import Objective
from objectives.tests.factories import MilestoneFactory, ObjectiveFactory
from objectives.tests.worlds import fill
from partnerships.actions.models import Action
from partnerships.actions.services import add_action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import Event
from partnerships.history.services import record
from partnerships.models import Ledger, Partnership
from partnerships.outbox.services import send_due
from partnerships.records.services import advance, delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.reminders.models import CalendarFeed, Reminder
from partnerships.reminders.services import remind, renew_feed
from partnerships.scorecards import rollup
from partnerships.tests.cast import seat_left_out
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory, UserFactory
from rmp.plan.living import living_plan

pytestmark = pytest.mark.pages

DAY = dt.date(2026, 3, 5)
# The installation's midnight is what counts; the representative looks from where it is another day already.
ZONE, ELSEWHERE = "Europe/Berlin", "Pacific/Auckland"
CANARY = "marzipan"


def at(days, hour, minute=0):
    return dt.datetime.combine(DAY + dt.timedelta(days=days), dt.time(hour, minute), tzinfo=zoneinfo.ZoneInfo(ZONE))


@pytest.fixture(autouse=True)
def clock(settings):
    """Before everything else: the cast's memberships begin on the day they are made."""
    settings.TIME_ZONE = ZONE
    with time_machine.travel(at(0, 12), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast):
    """Some of everything; nine actions of the university that the partner is to do, sooner than all else there is for it."""
    type(cast.representative).objects.filter(pk=cast.representative.pk).update(time_zone=ELSEWHERE)
    type(cast.representative).objects.filter(pk=cast.partner_contributor.pk).update(mail="digest")
    cast.representative.refresh_from_db()
    cast.partner_contributor.refresh_from_db()
    fill(cast, 1)
    Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=DAY + dt.timedelta(days=2))
    for who in (cast.representative, cast.partner_contributor):
        renew_feed(who)
    for number in range(9):
        university_action(cast, f"Given {number}", visibility="shared")
    for number in range(66):
        ActionFactory(
            partnership=cast.partnership,
            author=cast.officer,
            title=f"Joint {number:02}",
            responsible=cast.partner,
            assignee=cast.partner_contributor if number % 6 == 5 else cast.representative,
            due_on=DAY + dt.timedelta(days=number % 20),
        )
    return cast


def university_action(cast, title, **values):
    """Late since yesterday, private unless said otherwise, and the partner's to do."""
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "private", "responsible": cast.partner}
    return save_record(Action(**place | {"title": title, "due_on": DAY - dt.timedelta(days=1)} | values), actor=cast.officer)


def given():
    return Action.objects.filter(title__startswith="Given").order_by("title")


def take_back(cast):
    for action in given():
        withdraw_record(action, actor=cast.officer)


def work_in_private(cast):
    """On what was taken back, and on what was never shown: made, changed many times, done, removed."""
    actions = list(given())
    for number, action in enumerate(actions):
        action.title, action.details = f"{action.title} {CANARY}", CANARY
        save_record(action, actor=cast.officer)
        if number % 3 == 0:
            advance(action, Action.State.DONE, actor=cast.officer)
        elif number % 3 == 1:
            delete_record(action, actor=cast.officer)
    for number in range(4):
        for whose in ({}, {"assignee": cast.partner_contributor}, {"responsible": cast.university}):
            university_action(cast, f"{CANARY} {number}", **whose)
    private = Objective(partnership=cast.partnership, party=cast.university, title=CANARY, term="short")
    save_record(private, actor=cast.officer)
    for number in range(5):
        private.title = f"{CANARY} {number}"
        save_record(private, actor=cast.officer)


# --- what the others get ----------------------------------------------------------------------------------------------
INSIDE = ("partnerships:detail", "scorecards:evidence", "actions:action-list", "history:list", "rmp_plan:living")
FURTHER = ("records:sharing", "objectives:objective-list", "signoff:list", "archive:list", "people:list")
REMINDERS = ("", "?show=coming", "?show=past", "?page=2")


def common_pages(cast):
    """What everybody opens."""
    return [reverse("home"), reverse("reminders:list"), *(reverse(name, args=[cast.partnership.slug]) for name in INSIDE)]


def all_pages(cast):
    slug = cast.partnership.slug
    found = [reverse("partnerships:list"), reverse("assessments_house:portfolio"), reverse("rmp_portfolio:portfolio")]
    found += [reverse("reminders:list") + query for query in REMINDERS]
    found += [reverse(name, args=[slug]) for name in FURTHER]
    actions = reverse("actions:action-list", args=[slug])
    found += [f"{actions}?{query}" for query in ("export=csv", "view=table", "view=table&page=2")]
    found += [reverse("objectives:objective-list", args=[slug]) + "?export=csv"]
    found += [reverse("scorecards:evidence", args=[slug]) + "?export=csv", reverse("partnerships:guidance", args=[slug, 3])]
    return (
        common_pages(cast)
        + found
        + [reverse("reminders:feed", args=[feed.token]) for feed in CalendarFeed.objects.order_by("pk")]
    )


def answer(client, page):
    """What comes back, and in how many statements; of the bytes, only what differs from one request to the next is left out."""
    connection.queries_log.clear()  # it holds only so many
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    text = response.content.decode() if not response.streaming else ""
    text = re.sub(
        r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce-|nonce="|name="reminder" value="|id="reminder-)[\w-]+',
        r"\1",
        text,
    )
    return response.status_code, len(queries), text


def few_pages(cast):
    return common_pages(cast)[:3]


READERS = {"representative": all_pages, "partner_contributor": few_pages, "auditor": few_pages}


def look(cast, turn=0, share=1, who_looks=READERS):
    """{(who, page): the answer}, and the letters so far. Of the pages beyond those common to all, one in `share`, in turns."""
    found = {}
    for who, pages in who_looks.items():
        client, common = cast.client(getattr(cast, who)), len(common_pages(cast))
        every = pages(cast)
        found |= {(who, page): answer(client, page) for page in every[:common] + every[common:][turn % share :: share]}
    theirs = {cast.representative.email, cast.partner_contributor.email, cast.partner_reader.email}
    theirs = theirs if who_looks is READERS else {getattr(cast, who).email for who in who_looks}
    letters = sorted(
        (m.to[0], m.subject, m.body, m.extra_headers.get("Date")) for m in mail.outbox if theirs.intersection(m.to)
    )
    return found | {"letters": letters}


def live(cast, clock, secretly, share, who_looks=READERS, first=take_back, then=lambda cast: None):
    """One world, from its beginning to what can be seen at each of several moments. Leaves nothing behind."""
    seen = {}
    with transaction.atomic():
        rollup.refresh_changed()
        remind()
        first(cast)
        rollup.refresh_changed()
        if who_looks is READERS:
            seen["before"] = look(cast, 0, share, who_looks)
        secretly(cast)
        then(cast)
        seen["at once"] = look(cast, 1, share, who_looks)
        remind()
        remind()
        send_due()
        seen["after a sweep, twice"] = look(cast, 2, share, who_looks)
        rollup.refresh_changed()
        clock.move_to(at(0, 23, 59))
        seen["after a rollup, before midnight"] = look(cast, 3, share, who_looks)
        clock.move_to(at(1, 0, 1))
        seen["after midnight"] = look(cast, 4, share, who_looks)
        clock.move_to(at(3, 9))  # the worker stood still
        rollup.refresh_all(DAY + dt.timedelta(days=3))
        remind()
        send_due()
        seen["late"] = look(cast, 5, share, who_looks)
        transaction.set_rollback(True)
    mail.outbox.clear()
    clock.move_to(at(0, 12))
    return seen


@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.deep)])
def test_what_is_kept_private_changes_no_byte_and_no_statement(world, clock, share):
    """Each page at two of the six moments in the gate, at every moment in .ci/deep."""
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


# --- what is shared with some, and what was there before one came -------------------------------------------------------
def nothing(cast):
    pass


def share_among_two(cast):
    """The university and the partner show each other things, work on them, and take some back: nobody else reads of it."""
    rows = [university_action(cast, f"{CANARY} {number}") for number in range(6)]
    private = Objective(partnership=cast.partnership, party=cast.university, title=CANARY, term="short")
    rows.append(save_record(private, actor=cast.officer))
    for number, row in enumerate(rows):
        share_record(row, actor=cast.officer, parties=[cast.partner], note=CANARY)
        row.title = f"{CANARY} {number}, for two"
        save_record(row, actor=cast.officer)
        if number % 3 == 0:
            withdraw_record(row, actor=cast.officer)
        elif number % 3 == 1:
            delete_record(row, actor=cast.officer)


def write_before(cast):
    """Joint and shared things of every kind of this room, and their history: before the newcomer came."""
    for number in range(3):
        common = ObjectiveFactory(
            partnership=cast.partnership, author=cast.officer, active=True, title=f"{CANARY} common {number}"
        )
        MilestoneFactory(objective=common)
        add_action(common, actor=cast.officer, title=CANARY, responsible=cast.partner, due_on=DAY)
    for number in range(6):
        action = university_action(cast, f"{CANARY} {number}", visibility="shared")
        if number % 2:
            advance(action, Action.State.DONE, actor=cast.officer)
    joint = Objective(partnership=cast.partnership, visibility="shared", title=CANARY, term="short")
    save_record(joint, actor=cast.officer)


def come(cast):
    """The newcomer is seated, and one thing is written that it reads. With the same keys in every world."""
    key = uuid.UUID(int=1)
    party = PartyFactory(pk=key, name="Nordwind Energie", short_name="Nordwind")
    seat = ParticipationFactory(pk=key, partnership=cast.partnership, party=party)
    cast.newcomer = UserFactory(pk=key, name="Nora Newcomer", email="nora@example.org")
    MembershipFactory(pk=key, user=cast.newcomer, party=party, partnership=cast.partnership, role="representative")
    record("joined", seat, actor=None)
    university_action(cast, "Afterwards", pk=key, visibility="shared", responsible=party)


WORLDS = {"left_out": (share_among_two, nothing), "newcomer": (write_before, come)}


@pytest.mark.parametrize("who", WORLDS)
@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.deep)])
def test_who_is_left_out_and_who_comes_later_is_told_nothing_by_any_byte(world, clock, who, share):
    cast = world
    _party, cast.left_out = seat_left_out(cast)
    CalendarFeed.objects.all().delete()
    if who == "left_out":
        renew_feed(cast.left_out)
        look(cast, who_looks={who: all_pages})
    secretly, then = WORLDS[who]
    arguments = {"share": share, "who_looks": {who: all_pages}, "first": nothing, "then": then}
    without = live(cast, clock, nothing, **arguments)
    with_it = live(cast, clock, secretly, **arguments)
    different = {
        (moment, what) for moment, found in with_it.items() for what, shown in found.items() if shown != without[moment][what]
    }
    assert different == set()
    assert not [what for found in with_it.values() for what, shown in found.items() if CANARY in str(shown)]
    word = "Afterwards" if who == "newcomer" else "Joint"
    assert any(word in str(shown) for shown in without["at once"].values())


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
