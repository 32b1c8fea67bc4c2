"""Two sweeps at the same moment, each in a thread with a connection of its own."""

import threading

import pytest
from django.core import mail as post
from django.db import connection

from partnerships.actions.models import Action
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.reminders.models import Digest, Reminder
from partnerships.reminders.services import remind
from partnerships.reminders.tests.conftest import TODAY
from partnerships.tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(function, times=3):
    gate, errors = threading.Barrier(times), []

    def run():
        try:
            gate.wait(10)
            function()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


@pytest.fixture
def actions(monkeypatch):
    monkeypatch.setattr("partnerships.outbox.services._start", lambda: None)  # the sweeps below send
    cast = make_cast()
    cast.officer.mail = "digest"
    cast.officer.save()
    for responsible in (cast.university, cast.partner):
        Action.objects.bulk_create(
            Action(
                partnership=cast.partnership,
                visibility="shared",
                title=f"Action {n}",
                responsible=responsible,
                author=cast.officer,
                due_on=TODAY,
            )
            for n in range(20)
        )


def test_each_reminder_and_each_mail_once(actions):
    at_once(remind)
    assert (Reminder.objects.count(), Digest.objects.count(), Mail.objects.count()) == (40, 1, 21)
    assert Reminder.objects.filter(posted_at=None).count() == 0
    at_once(send_due)
    assert len(post.outbox) == 21
    assert len({message.extra_headers["Message-ID"] for message in post.outbox}) == 21
    assert [subject for subject in (message.subject for message in post.outbox) if "reminders" in subject] == ["20 reminders"]
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}
