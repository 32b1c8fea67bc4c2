"""The fixtures in ubc/tests/fixtures are what others' proofs rest on, so they are proved first."""

import signal
from smtplib import SMTPDataError

import pytest
from django.core.mail import send_mail

from partnerships.models import Term
from partnerships.outbox import services as outbox
from partnerships.outbox.models import Mail
from partnerships.terms import TERMS

STARTING_TERMS = sum(len(entries) for entries in TERMS.values())


def test_the_sink_keeps_what_it_is_sent(smtp_sink):
    send_mail("Grüße", "Zwei\nZeilen", "from@example.com", ["to@example.com"])

    [message] = smtp_sink.wait_for(1)
    assert (message["Subject"], message["To"]) == ("Grüße", "to@example.com")
    assert message.get_content().splitlines() == ["Zwei", "Zeilen"]


def test_the_sink_can_refuse(smtp_sink):
    smtp_sink.answer = "451 Try again later"

    with pytest.raises(SMTPDataError) as refused:
        send_mail("s", "b", "from@example.com", ["to@example.com"])
    assert refused.value.smtp_code == 451
    assert smtp_sink.messages == []


@pytest.mark.django_db(transaction=True)
def test_commits_are_undone_and_the_terms_come_back():
    Term.objects.all().delete()


@pytest.mark.django_db
def test_the_terms_are_there_after_a_test_that_deleted_them():
    assert Term.objects.count() == STARTING_TERMS


def test_a_worker_of_its_own_process_works_on_the_database_of_the_test(live_worker):
    """A mail of a kind that nobody wrote: whoever takes it up notes the failure in its row."""
    mail = outbox.queue("unheard of", subject=Term.objects.first(), email="to@example.com")

    live_worker.wait_for(lambda: Mail.objects.filter(pk=mail.pk, attempts=1, state="pending").exists())
    assert Mail.objects.get(pk=mail.pk).error.startswith("KeyError")


def test_a_killed_worker_is_gone_and_another_can_be_started(live_worker):
    killed = live_worker.process
    live_worker.kill()
    assert killed.returncode == -signal.SIGKILL

    live_worker.start()
    assert (live_worker.process.poll(), live_worker.process.pid == killed.pid) == (None, False)


class TestBrowser:
    """On pages that need no room: the sign-in page, and one made here."""

    def test_it_opens_pages_of_the_running_server(self, browse, site, axe):
        page = browse()
        page.goto("/account/login/")
        assert page.url == f"{site}/account/login/"
        assert page.locator("input[name=login]").count() == 1

    def test_a_person_can_be_signed_in(self, browse, cast):
        page = browse(cast.officer)
        page.goto("/account/email/")
        assert cast.officer.email in page.content()

    def test_axe_finds_a_barrier(self, browse, axe):
        page = browse()
        page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src=x></main></html>")
        with pytest.raises(AssertionError, match="image-alt"):
            axe(page)

    def test_axe_is_content_with_a_good_page(self, browse, axe):
        page = browse()
        page.set_content("<html lang=en><title>t</title><main><h1>h</h1></main></html>")
        axe(page)
