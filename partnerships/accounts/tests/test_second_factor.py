"""The second factor: asked of those who have one, required of officers and administrators, and not taken off by a borrowed session."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from partnerships.accounts.middleware import RequireMFAMiddleware
from partnerships.invitations.tests.seating import change_role, make_officer
from partnerships.models import Membership
from partnerships.tests.factories import PASSWORD

INDEX = "/account/2fa/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(cast):
    """The officer has an authenticator app and recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(cast.officer, secret)
    RecoveryCodes.activate(cast.officer)
    return secret


def signed_in(client):
    return "_auth_user_id" in client.session


def test_it_is_asked_for(cast, door, secret):
    client, answer = door(cast.officer)
    assert (answer["Location"], signed_in(client)) == ("/account/2fa/authenticate/", False)
    client.post(answer["Location"], {"code": "000000"})
    assert not signed_in(client)
    client.post(answer["Location"], {"code": code_of(secret)})
    assert signed_in(client)


def test_a_recovery_code_works_once(cast, door, secret):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    first, second = door(cast.officer)[0], door(cast.officer)[0]
    first.post("/account/2fa/authenticate/", {"code": code})
    second.post("/account/2fa/authenticate/", {"code": code})
    assert [signed_in(first), signed_in(second)] == [True, False]


def test_setting_it_up(cast, door):
    client, _answer = door(cast.officer)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})["Location"] == "/account/2fa/recovery-codes/"
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]


def test_a_passkey_may_be_added(cast, door):
    client, _answer = door(cast.officer)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get(f"{INDEX}webauthn/add/")
    assert page.status_code == 200
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == "testserver"


@pytest.mark.parametrize(
    "step", ["totp/activate/", "totp/deactivate/", "recovery-codes/generate/", "recovery-codes/download/", "webauthn/add/"]
)
def test_nothing_about_it_is_done_without_showing_once_more_who_one_is(cast, secret, step):
    before = list(Authenticator.objects.order_by("pk").values())
    client = cast.client(cast.officer)
    for method in (client.get, client.post):
        answer = method(f"{INDEX}{step}")
        # a method that is not offered there, or the question
        assert (
            answer.status_code in (403, 405)
            or "/reauthenticate/" in answer["Location"]
            or answer["Location"].endswith("deactivate/")
        )
    assert list(Authenticator.objects.order_by("pk").values()) == before


def test_taking_it_off(cast, secret):
    client = cast.client(cast.officer)
    client.post("/account/2fa/reauthenticate/", {"code": code_of(secret)})
    client.post(f"{INDEX}totp/deactivate/")
    assert Authenticator.objects.count() == 0


def test_the_password_alone_does_not_take_it_off(cast, secret):
    client = cast.client(cast.officer)
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/reauthenticate/")
    client.post(f"{INDEX}totp/deactivate/")
    assert Authenticator.objects.count() == 2


def test_codes_are_not_shown_to_a_borrowed_session(cast, secret):
    page = cast.client(cast.officer).get(f"{INDEX}recovery-codes/")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert page.status_code in (200, 302)
    assert not any(code in page.content.decode() for code in codes)


# --- where it is required ----------------------------------------------------------------------------------------------
@pytest.fixture
def required(settings):
    settings.REQUIRE_MFA = True


@pytest.mark.parametrize(("who", "location"), [("officer", INDEX), ("administrator", INDEX), ("stranger", INDEX)])
def test_officers_and_administrators_are_sent_to_set_one_up(cast, required, who, location):
    client = cast.client(getattr(cast, who))
    for address in ("/roles/", "/admin/", cast.partnership.get_absolute_url()):
        assert client.get(address)["Location"] == location
        assert client.post(address)["Location"] == location
    assert client.get(INDEX).status_code == 200


@pytest.mark.parametrize("who", ["contributor", "representative", "partner_reader", "auditor"])
def test_the_others_are_not(cast, required, who):
    assert cast.client(getattr(cast, who)).get("/roles/").status_code == 200


def test_and_nobody_where_it_is_not_required(cast):
    assert cast.client(cast.officer).get("/roles/").status_code == 200


def test_with_one_they_go_on(cast, required, secret):
    assert cast.client(cast.officer).get("/roles/").status_code == 200


def test_that_all_is_well_is_remembered(cast, required, secret, django_assert_num_queries):
    client = cast.client(cast.officer)
    client.get("/roles/")
    with django_assert_num_queries(2):  # the session and the person
        client.get("/roles/")


def test_whoever_takes_it_off_is_stopped_at_once(cast, required, secret):
    client = cast.client(cast.officer)
    assert client.get("/roles/").status_code == 200
    client.post("/account/2fa/reauthenticate/", {"code": code_of(secret)})
    client.post(f"{INDEX}totp/deactivate/")
    assert client.get("/roles/")["Location"] == INDEX


def test_whoever_becomes_an_officer_is_asked_soon(cast, required):
    client = cast.client(cast.partner_contributor)
    assert client.get("/roles/").status_code == 200
    place = Membership.objects.get(user=cast.partner_contributor)
    change_role(membership=place, role="representative", actor=cast.representative)
    make_officer(membership=place, actor=cast.administrator, reason="Asked for by the board of Adler.")
    session = client.session
    session[RequireMFAMiddleware.SEEN] -= RequireMFAMiddleware.SEEN_SECONDS
    session.save()
    assert client.get("/roles/")["Location"] == INDEX


def test_the_way_out_stays_open(cast, required):
    client = cast.client(cast.officer)
    assert client.get("/account/logout/").status_code == 200
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session
