"""The letter, and what one sees of its way."""

import pytest
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend

from partnerships.invitations.services import accept_as_new, revoke
from partnerships.invitations.tests.seating import confirm, invite, resend
from partnerships.models import Role
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Runs what is to be done after the transaction; gives the letters that left."""

    def run(step, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            made = step(**kwargs)
        return made, list(post.outbox)

    return run


@pytest.fixture
def place(cast):
    return {
        "actor": cast.officer,
        "partnership": cast.partnership,
        "party": cast.university,
        "role": Role.READER,
        "email": "petra@example.org",
        "message": "We would be glad.",
    }


def test_what_it_says(cast, sent, place):
    invitation, letters = sent(invite, **place)
    assert [letter.to for letter in letters] == [["petra@example.org"]]
    assert letters[0].subject == "Invitation: University of Rivermouth in “Quiet gearboxes”"
    for text in ("Olivia Officer", "Reader", "We would be glad.", invitation.link):
        assert text in letters[0].body
    assert Mail.objects.get().state == "sent"


def test_the_token_lies_not_in_the_outbox(sent, place):
    invitation, _letters = sent(invite, **place)
    assert invitation.token not in str(Mail.objects.values().get())


def test_for_all_partnerships(cast):
    made = invite(actor=cast.administrator, party=cast.university, role=Role.OFFICER, email="o@example.org")
    confirm(invitation=made, actor=cast.officer)
    send_due()
    letters = [letter for letter in post.outbox if letter.to == ["o@example.org"]]
    assert letters[0].subject == "Invitation: University of Rivermouth"
    assert "in all its partnerships" in letters[0].body


def test_sent_again_it_goes_out_again(sent, place):
    invitation, _first = sent(invite, **place)
    resend(invitation=invitation, actor=place["actor"])
    send_due()
    assert [invitation.link in letter.body for letter in post.outbox] == [True, True]


@pytest.mark.parametrize("end", ["revoked", "accepted"])
def test_one_that_is_not_open_any_more_is_not_sent(cast, place, sent, end):
    invitation = invite(**place)
    if end == "revoked":
        sent(revoke, invitation=invitation, actor=cast.officer)
    else:
        sent(accept_as_new, invitation=invitation, name="Petra", password="irrelevant here")
    send_due()
    assert (Mail.objects.get().state, post.outbox) == ("cancelled", [])


def test_a_mail_that_fails_is_seen_on_the_page(cast, sent, place, monkeypatch):
    def refuse(self, messages):
        raise OSError("550 no such user <petra@example.org>")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    sent(invite, **place)
    page = cast.client(cast.officer).get(f"/partnerships/{cast.partnership.slug}/people/").content.decode()
    assert "550 no such user &lt;petra@example.org&gt;" in page
    assert "Mail: Waiting" in page  # it is tried again
    Mail.objects.update(state=Mail.State.FAILED)
    page = cast.client(cast.officer).get(f"/partnerships/{cast.partnership.slug}/people/").content.decode()
    assert "Mail: Failed" in page
