import datetime as dt

import pytest
import time_machine

from partnerships.outbox.services import send_due
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind

TODAY = dt.date(2026, 3, 5)


def days(count):
    return TODAY + dt.timedelta(days=count)


class Clock:
    """Noon of a day; `go(3)` is noon three days after TODAY."""

    def __init__(self, traveller):
        self.traveller = traveller

    def go(self, count, hour=12):
        self.traveller.move_to(dt.datetime.combine(days(count), dt.time(hour), tzinfo=dt.UTC))


@pytest.fixture(autouse=True)
def clock():
    """Before everything else: the cast's memberships begin on the day they are made."""
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC), tick=False) as traveller:
        yield Clock(traveller)


def sweep():
    """Remind and send; returns the new mails as (to, subject), in a fixed order."""
    from django.core import mail

    seen = len(mail.outbox)
    remind()
    send_due()
    return sorted((message.to[0].split("@")[0], message.subject) for message in mail.outbox[seen:])


def given(**which):
    """Reminders as (first name, stage, open?), in order."""
    rows = Reminder.objects.filter(**which).order_by("recipient__email", "stage", "due_on")
    return [(r.recipient.name.split()[0], r.stage, r.closed_at is None) for r in rows.select_related("recipient")]
