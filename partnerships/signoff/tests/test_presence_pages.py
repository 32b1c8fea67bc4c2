"""The pages ask for the proof, bring the person back with all that was typed, and sign nothing by that."""

import html
import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.models import Session

from partnerships.accounts import presence
from partnerships.accounts.tests.proving import forget, prove
from partnerships.signoff.tests.pages import paper, slot_of, state, url
from partnerships.tests.factories import PASSWORD

BY_PASSWORD = "/account/reauthenticate/"
BY_CODE = "/account/2fa/reauthenticate/"
STEPS = ("sign", "reserve", "decline", "elsewhere")
TEXT = 'Not the "annex" & not <before> May.\r\nÄnderung: §3'


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def client(cast):
    """The representative, who comes back to a session in which nothing was shown lately."""
    client = cast.client(cast.representative)
    forget(client)
    return client


@pytest.fixture
def secret(cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.representative, secret)
    RecoveryCodes.activate(cast.representative)
    return secret


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def asked(page, back):
    return f"{page}?{urlencode({'next': back})}"


# --- asked ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("step", [*STEPS, "delegate"])
def test_the_page_of_a_decision_and_of_who_decides_asks_first(cast, round, client, step):
    answer = client.get(url(round, step))
    assert (answer.status_code, answer["Location"]) == (302, asked(BY_PASSWORD, url(round, step)))


def test_what_signs_nothing_asks_nothing(cast, round):
    officer = cast.client(cast.officer)
    forget(officer)
    assert officer.get(url(round, "withdraw")).status_code == 200


@pytest.mark.parametrize("step", STEPS)
def test_who_may_not_is_told_so_before_anything_is_asked(cast, round, step):
    for name, status in (("partner_reader", 403), ("contributor", 403), ("sibling", 404), ("stranger", 404)):
        client = cast.client(getattr(cast, name))
        forget(client)
        assert (client.get(url(round, step)).status_code, client.post(url(round, step)).status_code) == (status, status)


@pytest.mark.parametrize("step", STEPS)
def test_sent_too_late_it_asks_and_nothing_is_signed(cast, round, client, step):
    data = {"slot": slot_of(round, cast.partner).pk, "reservation": TEXT, "reason": TEXT}
    before = state()
    answer = client.post(url(round, step), data | ({"file": paper()} if step == "elsewhere" else {}))
    assert (answer.status_code, answer["Location"]) == (302, asked(BY_PASSWORD, url(round, step)))
    assert state() == before


def test_a_part_of_a_page_leads_the_whole_page_there(cast, round, client):
    for method in (client.get, client.post):
        answer = method(url(round, "sign"), headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Redirect"]) == (200, asked(BY_PASSWORD, url(round, "sign")))


# --- and back ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("step", "field", "decision"), [("reserve", "reservation", "reserved"), ("decline", "reason", "declined")]
)
def test_what_was_typed_is_there_again_and_is_signed_only_when_it_is_pressed(cast, round, client, step, field, decision):
    slot = slot_of(round, cast.partner)
    question = client.post(url(round, step), {"slot": slot.pk, field: TEXT})["Location"]
    page = client.get(question)
    assert "Show who you are" in html.unescape(page.content.decode())
    before = state()
    assert client.post(BY_PASSWORD, {"password": "wrong", "next": url(round, step)}).status_code == 200
    back = client.post(BY_PASSWORD, {"password": PASSWORD, "next": url(round, step)})
    assert (back.status_code, back["Location"]) == (302, url(round, step))
    page = client.get(back["Location"])
    text = html.unescape(page.content.decode())
    assert state() == before
    assert (page.status_code, page.context["form"][field].value()) == (200, TEXT)
    assert "Nothing has happened yet: look it over and press again." in text
    assert client.get(url(round, step)).context["form"][field].value() in ("", None)  # once
    client.post(url(round, step), {"slot": slot.pk, field: TEXT})
    slot.refresh_from_db()
    assert (slot.decision, slot.statement, slot.proof) == (decision, TEXT, "password")


def test_what_was_typed_is_in_no_address_and_on_no_other_page(cast, round, client):
    answer = client.post(url(round, "reserve"), {"slot": slot_of(round, cast.partner).pk, "reservation": "CANARY"})
    client.post(BY_PASSWORD, {"password": PASSWORD, "next": url(round, "decline")})
    page = client.get(url(round, "decline"))
    assert "CANARY" not in answer["Location"] + page.content.decode()
    assert "csrfmiddlewaretoken" not in client.session[presence.KEPT]["typed"]


def test_coming_back_leads_to_no_other_house(cast, round, client):
    answer = client.post(BY_PASSWORD, {"password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer["Location"].startswith("/")


def test_whoever_has_just_signed_in_is_not_asked(cast, round):
    client = cast.client()
    client.post("/account/login/", {"login": cast.representative.email, "password": PASSWORD})
    assert client.get(url(round, "sign")).status_code == 200
    client.post(url(round, "sign"), {"slot": slot_of(round, cast.partner).pk})
    assert slot_of(round, cast.partner).decision == "signed"


@pytest.mark.parametrize(("ago", "status"), [(0, 200), (590, 200), (605, 302)])
def test_asked_after_ten_minutes(cast, round, client, ago, status):
    prove(client, cast.representative, ago=ago)
    assert client.get(url(round, "sign")).status_code == status


def test_the_signature_shows_how_it_was_proved(cast, round):
    cast.client(cast.representative).post(url(round, "sign"), {"slot": slot_of(round, cast.partner).pk})
    page = cast.client(cast.officer).get(url(round)).content.decode()
    assert page.count("Proof of identity: Password, ") == 1


# --- a second factor --------------------------------------------------------------------------------------------------
def test_with_a_second_factor_the_page_asks_for_it_and_the_password_does_not_do(cast, round, client, secret):
    prove(client, cast.representative)
    assert client.get(url(round, "sign"))["Location"] == asked(BY_CODE, url(round, "sign"))
    for method in (client.get, client.post):
        answer = method(BY_PASSWORD, {"password": PASSWORD, "next": url(round, "sign")})
        assert answer["Location"].startswith(BY_CODE)
    assert client.get(url(round, "sign")).status_code == 302
    back = client.post(BY_CODE, {"code": code_of(secret), "next": url(round, "sign")})
    assert back["Location"] == url(round, "sign")
    client.post(url(round, "sign"), {"slot": slot_of(round, cast.partner).pk})
    assert slot_of(round, cast.partner).proof == "totp"


def test_a_recovery_code_is_a_code(cast, round, client, secret):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post(BY_CODE, {"code": code, "next": url(round, "sign")})
    client.post(url(round, "sign"), {"slot": slot_of(round, cast.partner).pk})
    assert slot_of(round, cast.partner).proof == "recovery_codes"


def test_a_password_shown_later_does_not_hide_the_factor_shown_before(cast, round, client, secret):
    prove(client, cast.representative, "webauthn", ago=60)
    prove(client, cast.representative, "password")
    client.post(url(round, "sign"), {"slot": slot_of(round, cast.partner).pk})
    assert slot_of(round, cast.partner).proof == "webauthn"


def test_a_factor_shown_before_another_came_does_not_count_whatever_is_shown_after(cast, round, client, secret):
    prove(client, cast.representative, "totp")
    Authenticator.objects.create(user=cast.representative, type="webauthn", data={})
    prove(client, cast.representative, "password")
    assert client.get(url(round, "sign")).status_code == 302


def test_a_remembered_device_proves_nothing(cast, round, secret, monkeypatch):
    # It is not switched on here; where it is, allauth asks this.
    monkeypatch.setattr("allauth.mfa.internal.flows.trust.is_trusted_browser", lambda request, user: True)
    client = cast.client()
    client.post("/account/login/", {"login": cast.representative.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(cast.representative.pk)  # let in by the password and the device
    assert client.get(url(round, "sign"))["Location"] == asked(BY_CODE, url(round, "sign"))


# --- the session ------------------------------------------------------------------------------------------------------
def test_whoever_holds_a_copy_of_the_session_is_out_when_the_person_proves(cast, round, client):
    thief = cast.client()
    thief.cookies = client.cookies.copy()
    key = client.session.session_key
    assert thief.get(url(round)).status_code == 200
    client.post(BY_PASSWORD, {"password": PASSWORD, "next": url(round, "sign")})
    assert thief.get(url(round, "sign"))["Location"].startswith("/account/login/")
    assert client.get(url(round, "sign")).status_code == 200
    assert not Session.objects.filter(session_key=key).exists()


def test_the_list_of_sessions_still_knows_it(cast):
    client = cast.client()
    client.post("/account/login/", {"login": cast.representative.email, "password": PASSWORD})
    client.post(BY_PASSWORD, {"password": PASSWORD, "next": "/"})
    sessions = client.get("/account/sessions/").context["sessions"]
    assert [one.session_key for one in sessions] == [client.session.session_key]


def test_what_another_person_proved_in_the_same_browser_is_gone(cast, round, client):
    prove(client, cast.officer)
    assert client.get(url(round, "sign")).status_code == 302
