import datetime as dt

import pytest
import time_machine
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from partnerships.accounts.models import User
from partnerships.models import Partnership, Party, PartyUnit
from partnerships.outbox import kinds, services
from partnerships.outbox.kinds import Enclosure, Letter, Line
from partnerships.outbox.models import Mail

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 5, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def letters(monkeypatch):
    """Kinds of mail for these tests; a test replaces what is written by `letters["note"] = lambda mail: ...`."""
    monkeypatch.setattr(kinds, "KINDS", kinds.KINDS | {"note": lambda mail: Letter(f"About {mail.subject}", "Good news.")})
    monkeypatch.setattr("partnerships.outbox.letters.KINDS", kinds.KINDS)
    return kinds.KINDS


@pytest.fixture
def ada():
    return User.objects.create_user("ada@example.org", name="Ada")


@pytest.fixture
def party():
    return Party.objects.create(name="University of Example", short_name="UoE", kind="university")


def outbox():
    return [(message.to, message.subject) for message in post.outbox]


def test_a_queued_mail_is_sent_after_the_transaction(letters, ada, party, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as started:
        services.queue("note", subject=party, user=ada)
        services.queue("note", subject=party, email=" Eve@Example.org ")
        assert outbox() == []
    assert len(started) == 1
    assert outbox() == [
        (["ada@example.org"], "About University of Example"),
        (["eve@example.org"], "About University of Example"),
    ]
    assert [(m.state, m.attempts, m.error) for m in Mail.objects.all()] == [("sent", 1, "")] * 2


def test_a_broker_that_is_down_does_not_disturb_the_caller(
    letters, ada, party, monkeypatch, django_capture_on_commit_callbacks
):
    def down(**kwargs):
        raise ConnectionError

    monkeypatch.setattr("partnerships.outbox.tasks.send.apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        services.queue("note", subject=party, user=ada)
    assert outbox() == []
    assert services.send_due() == 1
    assert outbox() == [(["ada@example.org"], "About University of Example")]


def test_what_is_undone_is_not_sent(letters, ada, party):
    with transaction.atomic():
        services.queue("note", subject=party, user=ada)
        transaction.set_rollback(True)
    assert (services.send_due(), Mail.objects.count(), outbox()) == (0, 0, [])


def test_asking_twice_with_one_key_gives_one_mail(letters, ada, party):
    first = services.queue("note", subject=party, user=ada, key=party.pk)
    services.send_due()
    assert services.queue("note", subject=party, user=ada, key=party.pk) == first
    services.send_due()
    assert len(outbox()) == 1


@pytest.mark.parametrize("recipient", [{}, {"user": True, "email": "eve@example.org"}])
def test_a_mail_has_one_recipient(letters, ada, party, recipient):
    if "user" in recipient:
        recipient = recipient | {"user": ada}
    with pytest.raises(ValueError):
        services.queue("note", subject=party, **recipient)


def test_not_before_its_time(letters, ada, party):
    with time_machine.travel(NOON, tick=False) as clock:
        services.queue("note", subject=party, user=ada, not_before=NOON + dt.timedelta(hours=2))
        assert services.send_due() == 0
        clock.shift(dt.timedelta(hours=2))
        assert services.send_due() == 1


def test_a_failure_is_tried_again_later_and_later_and_then_shown(letters, ada, party):
    def broken(mail):
        raise ConnectionError("no route to host")

    letters["note"] = broken
    with time_machine.travel(NOON, tick=False) as clock:
        mail = services.queue("note", subject=party, user=ada)
        for minutes in (1, 5, 30, 120):
            assert services.send_due() == 1
            mail.refresh_from_db()
            assert (mail.state, mail.error) == ("pending", "ConnectionError: no route to host")
            clock.shift(dt.timedelta(minutes=minutes, seconds=-1))
            assert services.send_due() == 0
            clock.shift(dt.timedelta(seconds=1))
        assert services.send_due() == 1
        mail.refresh_from_db()
        assert (mail.state, mail.attempts, mail.error) == ("failed", 5, "ConnectionError: no route to host")
        clock.shift(dt.timedelta(days=9))
        assert services.send_due() == 0


def test_a_failed_mail_can_be_sent_again(letters, ada, party):
    mail = services.queue("note", subject=party, user=ada)
    assert services.retry(mail) is False
    Mail.objects.update(state="failed", attempts=5, error="x")
    assert services.retry(mail) is True
    assert (services.send_due(), len(outbox())) == (1, 1)


def test_one_bad_mail_does_not_stop_the_others(letters, ada, party):
    services.queue("unknown", subject=party, user=ada)
    services.queue("note", subject=party, user=ada)
    services.send_due()
    assert [(m.kind, m.state, m.error) for m in Mail.objects.order_by("kind")] == [
        ("note", "sent", ""),
        ("unknown", "pending", "KeyError: 'unknown'"),
    ]


class Killed(BaseException):
    """The process ends here: nothing after it is done."""


def test_killed_between_sending_and_writing_it_down(letters, ada, party, monkeypatch):
    with time_machine.travel(NOON, tick=False) as clock:
        mails = [services.queue("note", subject=party, user=ada) for _ in range(3)]
        real, calls = EmailBackend.send_messages, []

        def send_and_die(self, messages):
            sent = real(self, messages)
            calls.append(messages)
            if len(calls) == 2:
                raise Killed
            return sent

        monkeypatch.setattr(EmailBackend, "send_messages", send_and_die)
        with pytest.raises(Killed):
            services.send_due()
        assert sorted(Mail.objects.values_list("state", flat=True)) == ["pending", "sending", "sent"]

        # A second process goes on with what waits, and leaves alone what may still be under way.
        services.send_due()
        assert sorted(Mail.objects.values_list("state", flat=True)) == ["sending", "sent", "sent"]
        clock.shift(dt.timedelta(minutes=10))
        services.send_due()
        services.send_due()

    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    ids = [message.extra_headers["Message-ID"] for message in post.outbox]
    assert sorted(set(ids)) == sorted(mail.message_id for mail in mails)
    assert len(ids) == 4  # one duplicate, with the same Message-ID


def test_a_mail_on_which_every_process_dies_ends_as_failed(letters, ada, party):
    mail = services.queue("note", subject=party, user=ada)
    long_ago = timezone.now() - dt.timedelta(hours=1)
    Mail.objects.update(state="sending", attempts=5, claimed_at=long_ago)
    services.send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("failed", "RuntimeError: Sending was interrupted each time.")
    assert outbox() == []


def test_two_sweeps_at_once_send_each_mail_once(letters, ada, party):
    """The second sweep has read the same list of keys, and finds that each is taken."""
    mail = services.queue("note", subject=party, user=ada)
    assert services.claim(mail.pk) == mail
    assert services.claim(mail.pk) is None
    assert services.send_due() == 0


def test_who_wakes_up_late_does_not_overwrite_the_outcome(letters, ada, party):
    with time_machine.travel(NOON, tick=False) as clock:
        mail = services.queue("note", subject=party, user=ada)
        slow = services.claim(mail.pk)
        clock.shift(dt.timedelta(minutes=11))
        services.send_due()
        services._postpone(slow, ConnectionError("late"))
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("sent", "")


def test_nothing_goes_when_there_is_nothing_to_say_any_more(letters, ada, party):
    letters["note"] = lambda mail: None
    services.queue("note", subject=party, user=ada)
    services.send_due()
    assert [(m.state, m.error) for m in Mail.objects.all()] == [("cancelled", "")]
    assert outbox() == []


def test_nothing_goes_to_a_closed_account_or_about_what_is_gone(letters, ada, party):
    unit = PartyUnit.objects.create(party=party, name="Gone")
    services.queue("note", subject=unit, user=ada)
    unit.delete()
    User.objects.create_user("bob@example.org", name="Bob", is_active=False)
    services.queue("note", subject=party, user=User.objects.get(name="Bob"))
    services.send_due()
    assert {m.state for m in Mail.objects.all()} == {"cancelled"}
    assert outbox() == []


def test_nothing_goes_about_what_the_recipient_may_not_read(letters, ada):
    """A partnership in which Ada stands for nobody."""
    partnership = Partnership.objects.create(title="Secret joint venture")
    services.queue("note", subject=partnership, user=ada)
    services.send_due()
    assert [m.state for m in Mail.objects.all()] == ["cancelled"]
    assert outbox() == []


# --- the letter -------------------------------------------------------------------------------------------------------
def test_a_title_cannot_add_headers(letters, ada, party):
    title = "Hello\r\nBcc: eve@example.org\n\nText\x00\u2028end" + "x" * 300
    letters["note"] = lambda mail: Letter(f"About {title}", "Good news.")
    services.queue("note", subject=party, user=ada)
    services.send_due()
    (message,) = post.outbox
    assert message.subject.startswith("About Hello Bcc: eve@example.org Text endxxx")
    assert len(message.subject) == 200
    assert (message.message()["Bcc"], message.message()["To"]) == (None, "ada@example.org")


def test_a_letter_is_plain_text_with_the_same_in_html(letters, ada, party):
    letters["note"] = lambda mail: Letter(
        "Subject",
        "First <b>paragraph</b>.\n\nSecond.",
        link="/partnerships/x/",
        link_label="Open it",
        why="You are the owner.",
        lines=(Line("Line one", "/one/", "by Friday"), Line("Line two")),
        change_link="/me/",
    )
    services.queue("note", subject=party, user=ada)
    services.send_due()
    (message,) = post.outbox
    assert message.body == (
        "Dear Ada,\n\nFirst <b>paragraph</b>.\n\nSecond.\n\n"
        "- Line one (by Friday)\n  http://127.0.0.1:8000/one/\n\n- Line two\n\n"
        "Open it:\nhttp://127.0.0.1:8000/partnerships/x/\n\n"
        "-- \nYou are the owner.\nChoose which mails you get: http://127.0.0.1:8000/me/\nConcord · http://127.0.0.1:8000\n"
    )
    (html, kind) = message.alternatives[0]
    assert kind == "text/html"
    assert "<p>First &lt;b&gt;paragraph&lt;/b&gt;.</p>" in html
    assert '<a href="http://127.0.0.1:8000/one/">Line one</a><br><span class="note">by Friday</span>' in html
    assert '<a class="action" href="http://127.0.0.1:8000/partnerships/x/">Open it</a>' in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_letter_is_in_the_recipients_language_and_time_zone(letters, ada, party):
    from partnerships.records.describe import text

    letters["note"] = lambda mail: Letter("x", f"{text(NOON)} {text(NOON.date())}")
    bob = User.objects.create_user("bob@example.org", name="Bob", language="de", time_zone="Pacific/Auckland")
    services.queue("note", subject=party, user=ada)
    services.queue("note", subject=party, user=bob)
    services.send_due()
    assert [message.body.split("\n")[2] for message in post.outbox] == [
        "5 Mar 2026, 12:00 5 Mar 2026",
        "06.03.2026 01:00 5. März 2026",
    ]
    assert [m.extra_headers["Content-Language"] for m in post.outbox] == ["en-gb", "de"]
    assert '<html lang="de">' in post.outbox[1].alternatives[0][0]


def test_what_is_enclosed_goes_along(letters, ada, party):
    calendar = Enclosure("meeting.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar; charset=utf-8")
    letters["note"] = lambda mail: Letter("Come", "All of you.", enclosures=(calendar,))
    services.queue("note", subject=party, user=ada)
    services.send_due()
    assert post.outbox[0].attachments == [("meeting.ics", "BEGIN:VCALENDAR\r\n", "text/calendar; charset=utf-8")]
    sent = post.outbox[0].message()
    assert [part.get_content_type() for part in sent.walk()][-1] == "text/calendar"
    assert sent.get_payload()[-1].get_filename() == "meeting.ics"
