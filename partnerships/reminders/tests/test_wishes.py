"""How each person wants it: a mail each, one a day, none; in which language; and what the letters say."""

import datetime as dt

import pytest
import time_machine
from django.core import mail as post

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.reminders.models import Digest, Reminder
from partnerships.reminders.services import post_digests, remind
from partnerships.reminders.tests.conftest import TODAY, days, given, sweep

pytestmark = pytest.mark.django_db


def due(cast, title, count, **values):
    values = {"responsible": cast.university, "assignee": cast.contributor} | values
    return ActionFactory(partnership=cast.partnership, title=title, due_on=days(count), **values)


def wish(user, **values):
    for name, value in values.items():
        setattr(user, name, value)
    user.save()


def test_one_mail_a_day_with_all_of_it(cast, clock):
    wish(cast.contributor, mail="digest")
    due(cast, "Order steel", 7)
    due(cast, "Book the hall", 0)
    due(cast, "Answer Adler", -3, assignee=cast.contributor)
    assert sweep() == [("conrad", "3 reminders")]
    (message,) = post.outbox
    base = "http://127.0.0.1:8000"
    links = {a.title: base + a.get_absolute_url() for a in Action.objects.all()}
    assert message.body == (
        "Dear Conrad Contributor,\n\nThese 3 wait for you:\n\n"
        f"- Answer Adler (Action, overdue since 2 Mar 2026 · Quiet gearboxes)\n  {links['Answer Adler']}\n\n"
        f"- Book the hall (Action, due today · Quiet gearboxes)\n  {links['Book the hall']}\n\n"
        f"- Order steel (Action, due on 12 Mar 2026 · Quiet gearboxes)\n  {links['Order steel']}\n\n"
        f"See all reminders:\n{base}/reminders/\n\n"
        "-- \nWhy you get this: you chose one mail a day with what waits for you or your party.\n"
        f"Choose which mails you get: {base}/preferences/\nConcord · {base}\n"
    )
    # What comes later the same day is told the day after.
    due(cast, "Late news", 1)
    assert sweep() == []
    clock.go(1)
    assert sweep() == [("conrad", "2 reminders")]  # Late news, and Book the hall that is overdue now


def test_the_daily_mail_leaves_in_the_morning_of_its_reader(cast, clock):
    wish(cast.contributor, mail="digest", time_zone="America/New_York")
    due(cast, "Order steel", 0)
    clock.go(0, hour=1)
    assert sweep() == []
    clock.go(0, hour=10)
    assert send_due() == 0
    clock.go(0, hour=11)  # six o'clock in New York
    assert send_due() == 1


def test_two_sweeps_at_once_make_one_daily_mail(cast):
    wish(cast.contributor, mail="digest")
    due(cast, "Order steel", 0)
    remind()
    # The other sweep had looked before this one was done: it tries the same again.
    Reminder.objects.update(posted_at=None, digest=None)
    post_digests(TODAY)
    assert (Digest.objects.count(), Mail.objects.count()) == (1, 1)


def test_two_sweeps_at_once_make_one_mail_each(cast):
    due(cast, "Order steel", 0)
    remind()
    Reminder.objects.update(posted_at=None)
    assert sweep() == [("conrad", "Due today: Order steel (Action)")]
    assert Mail.objects.count() == 1


def test_the_daily_mail_leaves_out_what_was_done_meanwhile(cast, clock):
    wish(cast.contributor, mail="digest")
    done, left = due(cast, "Order steel", 0), due(cast, "Book the hall", 0)
    clock.go(0, hour=1)
    remind()
    Action.objects.filter(pk=done.pk).update(state="done")
    clock.go(0, hour=7)
    send_due()
    (message,) = post.outbox
    assert (message.subject, done.title in message.body, left.title in message.body) == ("1 reminder", False, True)


def test_the_daily_mail_with_nothing_left_does_not_go(cast, clock):
    wish(cast.contributor, mail="digest")
    due(cast, "Order steel", 0)
    clock.go(0, hour=1)
    remind()
    Action.objects.update(state="done")
    clock.go(0, hour=7)
    send_due()
    assert (post.outbox, [mail.state for mail in Mail.objects.all()]) == ([], ["cancelled"])


def test_no_mail_but_in_the_house(cast):
    wish(cast.contributor, mail="none")
    due(cast, "Order steel", 0)
    assert (sweep(), Mail.objects.count()) == ([], 0)
    assert given() == [("Conrad", 0, True)]
    # Who changes the wish later is not flooded with what is old.
    wish(cast.contributor, mail="each")
    assert sweep() == []


def test_who_wants_no_mail_any_more_gets_none_that_still_waits(cast):
    due(cast, "Order steel", 0)
    remind()
    wish(cast.contributor, mail="none")
    assert (send_due(), post.outbox) == (1, [])


def test_a_letter_says_what_when_where_and_why(cast):
    action = due(cast, "Order steel", 7)
    sweep()
    (message,) = post.outbox
    base = "http://127.0.0.1:8000"
    assert message.body == (
        "Dear Conrad Contributor,\n\nAction: Order steel\nPartnership: Quiet gearboxes\nDue on 12 Mar 2026\n\n"
        f"Open it:\n{base}{action.get_absolute_url()}\n\n"
        "-- \nWhy you get this: You are named for it.\n"
        f"Choose which mails you get: {base}/preferences/\nConcord · {base}\n"
    )
    assert message.extra_headers["Message-ID"] == f"<{Reminder.objects.get().pk.hex}@127.0.0.1>"


def test_in_the_readers_language(cast):
    wish(cast.contributor, language="de")
    due(cast, "Stahl bestellen", 7)
    sweep()
    (message,) = post.outbox
    assert "12. März 2026" in message.subject
    assert message.extra_headers["Content-Language"] == "de"


def test_the_day_is_the_houses_and_not_the_readers(cast):
    """In Auckland it is the 6th already, and yet what is due on the 5th is due today: all parties share one calendar."""
    wish(cast.contributor, time_zone="Pacific/Auckland")
    due(cast, "Order steel", 0)
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(23, 30), tzinfo=dt.UTC), tick=False):
        assert sweep() == [("conrad", "Due today: Order steel (Action)")]


def test_a_title_cannot_pretend_to_be_the_letter(cast):
    due(cast, "Steel\r\nBcc: eve@example.org\n\nYour password has expired:\nhttp://evil.example", 0)
    sweep()
    (message,) = post.outbox
    flat = "Steel Bcc: eve@example.org Your password has expired: http://evil.example"
    assert message.subject == f"Due today: {flat} (Action)"
    assert message.body.split("\n")[2] == f"Action: {flat}"
    assert message.message()["Bcc"] is None
    assert 'href="http://evil.example' not in message.alternatives[0][0]
