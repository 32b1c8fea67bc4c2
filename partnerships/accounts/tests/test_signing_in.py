"""The door: who gets in, and what it tells those who do not."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail as post
from django.core.cache import cache
from django.urls import get_resolver, reverse

from partnerships.accounts.models import User
from partnerships.tests.factories import PASSWORD, UserFactory

LOGIN, RESET = "/account/login/", "/account/password/reset/"


def text(page, *names):
    """The page without what differs with every request, and without the address that was typed."""
    found = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page.content.decode())
    for name in names:
        found = found.replace(name, "ADDRESS")
    return found


def signed_in(client):
    return "_auth_user_id" in client.session


def test_by_address_and_password(cast, door):
    client, answer = door(cast.officer)
    assert (answer["Location"], signed_in(client)) == ("/", True)


def test_whatever_the_case_of_the_address(cast):
    client = cast.client()
    client.post(LOGIN, {"login": "OLIVIA@Example.org", "password": PASSWORD})
    assert signed_in(client)


def test_back_to_where_one_wanted_to_go_and_nowhere_else(cast):
    for wanted, got in (("/roles/", "/roles/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        answer = cast.client().post(LOGIN, {"login": cast.officer.email, "password": PASSWORD, "next": wanted})
        assert answer["Location"] == got


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(cast):
    unknown = "nobody@example.org"
    pages = [cast.client().post(LOGIN, {"login": name, "password": "wrong"}) for name in (cast.officer.email, unknown)]
    assert [page.status_code for page in pages] == [200, 200]
    assert text(pages[0], cast.officer.email) == text(pages[1], unknown)
    assert "not correct" in pages[0].content.decode()


def test_an_unknown_address_costs_as_much_hashing_as_a_known_one(cast, monkeypatch):
    done = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: done.append(1) or encode(*args))
    counts = []
    for name in (cast.officer.email, "nobody@example.org"):
        done.clear()
        cast.client().post(LOGIN, {"login": name, "password": "wrong"})
        counts.append(len(done))
    assert counts[0] == counts[1] > 0


def test_an_inactive_account_does_not_get_in(cast, door):
    cast.officer.is_active = False
    cast.officer.save()
    client, _answer = door(cast.officer)
    assert not signed_in(client)
    client, wrong = door(cast.officer, "wrong")
    assert "not correct" in wrong.content.decode()  # only the right password is told that it is inactive


def test_an_address_nobody_confirmed_does_not_get_in(cast, door):
    newcomer = UserFactory(address=None)
    client, answer = door(newcomer)
    assert (answer["Location"], signed_in(client)) == ("/account/confirm-email/", False)
    assert [message.to for message in post.outbox] == [[newcomer.email]]


def test_nobody_signs_up(cast):
    before = User.objects.count()
    client = cast.client()
    assert "email" not in client.get("/account/signup/").context.get("form", {})
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert (User.objects.count(), signed_in(client)) == (before, False)


# --- a forgotten password ----------------------------------------------------------------------------------------------
def test_a_reset_answers_the_same_for_every_address(cast):
    pages = [cast.client().post(RESET, {"email": name}, follow=True) for name in (cast.officer.email, "nobody@example.org")]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert text(pages[0], cast.officer.email) == text(pages[1], "nobody@example.org")
    # a mail goes to both, so that not even the time it takes tells them apart; the unknown one has no link to a new password
    assert [message.to for message in post.outbox] == [[cast.officer.email], ["nobody@example.org"]]
    assert ["/password/reset/key/" in message.body for message in post.outbox] == [True, False]


def test_a_reset_by_the_mailed_link(cast, door):
    client = cast.client()
    client.post(RESET, {"email": cast.officer.email})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", post.outbox[0].body)[1]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    assert client.post(address, {"password1": "short", "password2": "short"}).status_code == 200
    client.post(address, {"password1": "grey seals asleep", "password2": "grey seals asleep"})
    assert not signed_in(client)
    assert signed_in(door(cast.officer, "grey seals asleep")[0])
    assert not signed_in(door(cast.officer)[0])
    # the link is used up
    assert "password1" not in cast.client().get(link, follow=True).content.decode()


def test_a_reset_for_an_inactive_account_is_no_way_in(cast):
    cast.officer.is_active = False
    cast.officer.save()
    cast.client().post(RESET, {"email": cast.officer.email})
    assert ["/password/reset/key/" in message.body for message in post.outbox] == [False]


@pytest.mark.parametrize("address", ["olivia@example.org", "nobody@example.org"])
def test_a_mail_server_that_is_down_is_no_error_and_tells_nothing(cast, monkeypatch, address):
    def down(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    page = cast.client().post(RESET, {"email": address}, follow=True)
    assert page.status_code == 200
    assert "could not be sent just now" in page.content.decode()


# --- limits ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {}  # allauth's own
    cache.clear()
    yield
    cache.clear()


def test_guessing_has_a_limit_and_then_not_even_the_right_password_counts(cast, door, limits):
    for _guess in range(5):
        door(cast.officer, "wrong")
    client, answer = door(cast.officer)
    assert not signed_in(client)
    assert "Too many failed" in answer.content.decode()


def test_the_limit_is_the_same_for_an_unknown_address(cast, limits):
    data = {"login": "nobody@example.org", "password": "wrong"}
    for _guess in range(5):
        cast.client().post(LOGIN, data)
    assert "Too many failed" in cast.client().post(LOGIN, data).content.decode()


def test_resets_have_a_limit(cast, limits):
    answers = [cast.client().post(RESET, {"email": cast.officer.email}).status_code for _again in range(6)]
    assert answers == [302] * 5 + [429]


# --- what is open and what is not --------------------------------------------------------------------------------------
OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password_from_key",
}
CLOSED = {
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "usersessions_list",
}
ARGS = {
    "account_confirm_email": ["x"],
    "account_reset_password_from_key": ["1", "x"],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
}
IN_BETWEEN = {"mfa_authenticate", "account_confirm_login_code"}  # a step of signing in; without one under way, to its start


@pytest.mark.parametrize("name", sorted(OPEN))
def test_pages_before_the_door(cast, name):
    answer = cast.client().get(reverse(name, args=ARGS.get(name)))
    assert answer.status_code == 200 or (name, answer["Location"]) == ("account_logout", "/")


@pytest.mark.parametrize("name", sorted(CLOSED | IN_BETWEEN))
def test_pages_behind_it(cast, name):
    answer = cast.client().get(reverse(name, args=ARGS.get(name)))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, LOGIN)


def test_every_page_of_the_account_is_one_or_the_other():
    def names(resolver):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from names(pattern)
            else:
                yield pattern.name

    account = next(p for p in get_resolver().url_patterns if str(p.pattern) == "account/")
    assert set(names(account)) == OPEN | CLOSED | IN_BETWEEN | {"mfa_login_webauthn"}


def test_the_door_of_the_admin_is_the_same_door(cast):
    answer = cast.client().get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].split("?")[0] == LOGIN
    client = cast.client()
    client.post("/admin/login/", {"username": cast.administrator.email, "password": PASSWORD})
    assert not signed_in(client)


# --- sessions ----------------------------------------------------------------------------------------------------------
def test_where_one_is_signed_in_and_out_everywhere_else(cast, door):
    here, _answer = door(cast.officer)
    there, _answer = door(cast.officer)
    assert len(here.get("/account/sessions/").context["sessions"]) == 2
    here.post("/account/sessions/")
    assert (here.get("/roles/").status_code, there.get("/roles/").status_code) == (200, 302)


def test_a_new_password_ends_the_other_sessions(cast, door):
    here, _answer = door(cast.officer)
    there, _answer = door(cast.officer)
    new = "grey seals asleep"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert there.get("/roles/").status_code == 302
    assert User.objects.get(pk=cast.officer.pk).check_password(new)
