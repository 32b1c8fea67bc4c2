"""A partnership lived through twice, and what somebody is shown of it: the two differ in what that somebody does not get to read."""

import datetime as dt
import re
import zoneinfo

from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.models import Objective
from objectives.tests.worlds import fill
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Partnership
from partnerships.outbox.services import send_due
from partnerships.records.services import advance, delete_record, save_record
from partnerships.records.sharing import withdraw_record
from partnerships.reminders.models import CalendarFeed
from partnerships.reminders.services import remind, renew_feed
from partnerships.scorecards import rollup

DAY = dt.date(2026, 3, 5)
# The installation's midnight is what counts; the representative looks from where it is another day already.
ZONE, ELSEWHERE = "Europe/Berlin", "Pacific/Auckland"
CANARY = "marzipan"


def at(days, hour, minute=0):
    return dt.datetime.combine(DAY + dt.timedelta(days=days), dt.time(hour, minute), tzinfo=zoneinfo.ZoneInfo(ZONE))


def fill_world(cast):
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
