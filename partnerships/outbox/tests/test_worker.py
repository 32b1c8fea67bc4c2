"""A real worker, a real broker, a real mail server: from a date that comes to a mail that arrives, and through a kill -9."""

import datetime as dt

import pytest
from django.db.models import F

from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.outbox.models import Mail
from partnerships.outbox.tasks import send
from partnerships.reminders.tasks import remind
from partnerships.tests.cast import make_cast

pytestmark = pytest.mark.worker


@pytest.fixture
def action(live_worker):
    cast = make_cast()
    return ActionFactory(partnership=cast.partnership, title="Order steel", assignee=cast.contributor, due_on=today())


def test_a_reminder_arrives(action, live_worker, smtp_sink):
    day = today()
    remind.delay()
    (message,) = smtp_sink.wait_for(1)
    assert (message["To"], message["Subject"]) == ("conrad@example.org", "Due today: Order steel (Action)")
    assert action.get_absolute_url() in message.get_body(("plain",)).get_content()
    live_worker.wait_for(lambda: Mail.objects.filter(state="sent").exists())
    remind.delay()
    send.delay()
    live_worker.stop()
    assert len(smtp_sink.messages) in {1, 1 + (today() != day)}  # after midnight it is late, and that is told once


def test_a_worker_killed_when_the_server_has_the_mail(action, live_worker, smtp_sink):
    """The mail is out and nobody has written it down: it goes once more, with the same Message-ID, and then never again."""
    take = smtp_sink.handle_DATA

    async def take_and_kill(server, session, envelope):
        answer = await take(server, session, envelope)
        live_worker.kill()
        return answer

    smtp_sink.handle_DATA = take_and_kill
    remind.delay()
    smtp_sink.wait_for(1)
    live_worker.process.wait(10)
    mail = Mail.objects.get()
    assert mail.state == "sending"

    smtp_sink.handle_DATA = take
    live_worker.start()
    send.delay()
    Mail.objects.update(claimed_at=F("claimed_at") - dt.timedelta(minutes=11))
    send.delay()
    live_worker.wait_for(lambda: Mail.objects.filter(state="sent").exists())
    send.delay()
    live_worker.stop()
    assert [message["Message-ID"] for message in smtp_sink.messages] == [mail.message_id] * 2
