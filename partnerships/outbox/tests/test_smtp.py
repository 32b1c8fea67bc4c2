"""Over the wire: what a mail server gets."""

import socket

import environ
import pytest

from partnerships.models import Party
from partnerships.outbox import kinds, letters, services
from partnerships.outbox.kinds import Letter
from partnerships.outbox.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(monkeypatch):
    monkeypatch.setitem(letters.KINDS, "note", lambda mail: Letter(f"Grüße: {mail.subject}", "Zwei Wörter."))
    assert letters.KINDS is kinds.KINDS
    party = Party.objects.create(name="Fenster\r\nBcc: eve@example.org", short_name="F", kind="business")
    return services.queue("note", subject=party, email="ada@example.org")


def test_a_mail_arrives_through_the_address_in_the_environment(mail, smtp_sink, settings):
    for name, value in environ.Env.email_url_config(f"smtp://127.0.0.1:{smtp_sink.port}").items():
        setattr(settings, name, value)
    assert settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
    services.send_due()
    (message,) = smtp_sink.wait_for(1)
    assert [message[name] for name in ("Subject", "To", "Bcc", "From", "Message-ID", "Auto-Submitted")] == [
        "Grüße: Fenster Bcc: eve@example.org",
        "ada@example.org",
        None,
        "concord@localhost",
        mail.message_id,
        "auto-generated",
    ]
    assert "Zwei Wörter." in message.get_body(("plain",)).get_content()
    assert "<p>Zwei Wörter.</p>" in message.get_body(("html",)).get_content()
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_a_server_that_refuses_is_asked_again(mail, smtp_sink):
    smtp_sink.answer = "451 Try again later"
    services.send_due()
    mail.refresh_from_db()
    assert (mail.state, "451" in mail.error) == ("pending", True)
    Mail.objects.update(not_before=mail.created_at)
    smtp_sink.answer = "250 OK"
    services.send_due()
    assert [message["Message-ID"] for message in smtp_sink.wait_for(1)] == [mail.message_id]


def test_no_server_at_all(mail, smtp_sink, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody.getsockname()[1]
        services.send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.error.split(":")[0]) == ("pending", "ConnectionRefusedError")


def test_many_go_over_one_connection(mail, smtp_sink):
    for _ in range(4):
        services.queue("note", subject=mail.subject, email="ada@example.org")
    services.send_due()
    assert len(smtp_sink.wait_for(5)) == 5
    assert {m.state for m in Mail.objects.all()} == {"sent"}
