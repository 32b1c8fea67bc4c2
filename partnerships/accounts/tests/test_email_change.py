"""A new address: asked for again who one is, confirmed by the mail, and one never learns who else has it."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as post

from partnerships.accounts.models import User
from partnerships.accounts.services import mark_unverified, mark_verified
from partnerships.tests.factories import PASSWORD, UserFactory

URL = "/account/email/"
NEW = {"action_add": "", "email": "new@example.org"}


def addresses(user):
    return sorted(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def test_not_without_showing_once_more_who_one_is(cast):
    client = cast.client(cast.officer)  # signed in, some time ago
    answer = client.post(URL, NEW)
    assert answer["Location"] == "/account/reauthenticate/?next=%2Faccount%2Femail%2F"
    assert addresses(cast.officer) == [("olivia@example.org", True, True)]
    assert client.post(answer["Location"], {"password": "wrong"}).status_code == 200
    assert addresses(cast.officer) == [("olivia@example.org", True, True)]


def reauthenticated(cast, user):
    client = cast.client(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_it_takes_effect_when_it_is_confirmed(cast, door):
    client = reauthenticated(cast, cast.officer)
    client.post(URL, NEW)
    assert User.objects.get(pk=cast.officer.pk).email == "olivia@example.org"
    [letter] = [message for message in post.outbox if message.to == ["new@example.org"]]
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", letter.body)[1]
    client.get(link)
    assert User.objects.get(pk=cast.officer.pk).email == "olivia@example.org"  # opening it is not confirming
    client.post(link)
    assert User.objects.get(pk=cast.officer.pk).email == "new@example.org"
    assert addresses(cast.officer) == [("new@example.org", True, True)]
    # the old address is told
    assert [message.to for message in post.outbox][-1] == ["olivia@example.org"]


def test_it_is_forgotten_after_a_while(cast, settings):
    client = reauthenticated(cast, cast.officer)
    session = client.session
    for entry in session["account_authentication_methods"]:
        entry["at"] = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT - 1
    session.save()
    assert client.post(URL, NEW)["Location"].startswith("/account/reauthenticate/")


def test_an_address_that_another_has_gets_the_same_answer(cast):
    pages = [
        reauthenticated(cast, cast.officer).post(URL, {"action_add": "", "email": email}, follow=True)
        for email in ("new@example.org", "renate@example.org")
    ]
    plain = [
        re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"|(new|renate)@example.org', "", page.content.decode()) for page in pages
    ]
    assert [page.redirect_chain for page in pages] == [[(URL, 302)]] * 2
    assert ("renate@example.org", True, True) not in addresses(cast.officer)
    assert plain[0] == plain[1]


def test_no_address_of_another_is_taken_over(cast):
    """Not even when its owner follows the link."""
    reauthenticated(cast, cast.officer).post(URL, {"action_add": "", "email": "renate@example.org"})
    [letter] = [message for message in post.outbox if message.to == ["renate@example.org"]]
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", letter.body)[1]
    cast.client(cast.representative).post(link)
    assert User.objects.get(pk=cast.officer.pk).email == "olivia@example.org"
    assert User.objects.get(pk=cast.representative.pk).email == "renate@example.org"
    assert addresses(cast.representative) == [("renate@example.org", True, True)]
    assert ("renate@example.org", False, False) in addresses(cast.officer)


def test_mails_about_the_account_name_the_house(cast, settings):
    reauthenticated(cast, cast.officer).post(URL, NEW)
    [letter] = [message for message in post.outbox if message.to == ["new@example.org"]]
    assert letter.subject.startswith(f"{settings.SITE_NAME}: ")
    assert f"Hello from {settings.SITE_NAME}" in letter.body


# --- the services ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_marked_as_verified_once():
    user = UserFactory(address=None, email="petra@example.org")
    assert [mark_verified(user), mark_verified(user)] == [True, True]
    assert addresses(user) == [("petra@example.org", True, True)]


@pytest.mark.django_db
def test_of_two_accounts_the_first_to_show_it_has_the_address():
    EmailAddress.objects.create(user=UserFactory(), email="petra@example.org", verified=True)
    assert mark_verified(UserFactory(address=None, email="petra@example.org")) is False


@pytest.mark.django_db
def test_marked_as_not_verified():
    user = UserFactory(email="old@example.org")
    user.email = "petra@example.org"
    user.save()
    mark_unverified(user)
    assert addresses(user) == [("petra@example.org", False, True)]
