import pytest
from django.contrib.admin.models import LogEntry

from assessments.services.cycles import MAIL
from partnerships.accounts.models import User
from partnerships.models import Party
from partnerships.outbox.models import Mail
from partnerships.outbox.services import queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails():
    party = Party.objects.create(name="Secret name", short_name="S", kind="business")
    user = User.objects.create_user("bob@example.org", name="Bob")
    failed, sent = (queue("note", subject=party, user=user) for _ in range(2))
    Mail.objects.filter(pk=failed.pk).update(state="failed", attempts=5, error="SMTPServerDisconnected: gone")
    Mail.objects.filter(pk=sent.pk).update(state="sent", attempts=1)
    return failed, sent


def test_administrators_see_what_went_wrong_and_nothing_of_the_content(mails, cast):
    page = cast.client(cast.administrator).get("/admin/outbox/mail/").content.decode()
    assert ("SMTPServerDisconnected: gone" in page, "bob@example.org" in page, "Secret name" in page) == (True, True, False)


def test_only_failed_mails_are_sent_again(mails, cast):
    keys = [str(mail.pk) for mail in mails]
    data = {"action": "send_again", "_selected_action": keys}
    response = cast.client(cast.administrator).post("/admin/outbox/mail/", data, follow=True)
    assert "1 mail will be sent again." in response.content.decode()
    assert [(m.state, m.attempts) for m in (Mail.objects.get(pk=key) for key in keys)] == [("pending", 0), ("sent", 1)]


def test_nothing_is_added_changed_or_removed_by_hand(mails, cast):
    client, base = cast.client(cast.administrator), "/admin/outbox/mail/"
    before = list(Mail.objects.order_by("pk").values())
    key = mails[0].pk
    answers = [
        client.post(f"{base}add/", {}).status_code,
        client.post(f"{base}{key}/change/", {"state": "sent"}).status_code,
        client.post(f"{base}{key}/delete/", {"post": "yes"}).status_code,
    ]
    assert answers == [403, 403, 403]
    assert list(Mail.objects.order_by("pk").values()) == before
    assert client.get(f"{base}{key}/change/").status_code == 200


def test_nobody_is_shown_who_is_asked_and_who_has_answered(mails, cast):
    """Of a sealed kind only what failed is there, without whom it is for."""
    asked = {state: queue(MAIL, subject=mails[0].subject, email=f"{state}@example.org") for state in Mail.State.values}
    for state, mail in asked.items():
        Mail.objects.filter(pk=mail.pk).update(state=state, error=f"550 {state}@example.org is not here")
    client, base = cast.client(cast.administrator), "/admin/outbox/mail/"
    answers = [client.get(base + query) for query in ("", f"?kind={MAIL}", "?state=cancelled", f"{asked['failed'].pk}/change/")]
    assert [answer.status_code for answer in answers] == [200] * 4
    shown = [answer.content.decode().replace(cast.administrator.email, "").count("@example.org") for answer in answers]
    assert shown == [4, 0, 0, 0]  # those of the other two mails
    assert answers[1].context["cl"].result_count == 1
    assert client.get(f"{base}?q=failed@example.org").context["cl"].result_count == 0
    assert [client.get(f"{base}{asked[state].pk}/change/").status_code for state in ("sent", "cancelled", "pending")] == [
        302
    ] * 3
    client.post(base, {"action": "send_again", "_selected_action": [str(mail.pk) for mail in asked.values()]})
    states = {state: Mail.objects.get(pk=mail.pk).state for state, mail in asked.items()}
    assert states == dict(zip(states, states, strict=True)) | {"failed": "pending"}
    assert "@example.org" not in str(LogEntry.objects.values_list("object_repr", "change_message"))
