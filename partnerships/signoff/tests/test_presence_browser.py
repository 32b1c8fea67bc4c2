"""Signing asks again, as a person meets it: on a telephone, without JavaScript, and with a security key."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore

from partnerships.signoff.tests.pages import slot_of, url
from partnerships.tests.factories import PASSWORD

PHONE = {"width": 360, "height": 740}


def time_passes(page):
    """What was shown in this browser is too long ago."""
    [key] = [cookie["value"] for cookie in page.context.cookies() if "session" in cookie["name"]]
    session = SessionStore(key)
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 601
    session.save()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_reservation_typed_for_too_long(transactional_db, cast, round, browse, axe, fits, script):
    page = browse(cast.representative, viewport=PHONE, java_script_enabled=script)
    page.goto(url(round))
    page.get_by_role("link", name="Sign with a reservation").click()
    page.get_by_label("Reservation").fill("Not the annex.")
    time_passes(page)
    page.get_by_role("button", name="Sign with a reservation").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Show who you are"
    if script:
        fits(page)
        axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    assert page.url.endswith(url(round, "reserve"))
    assert "Nothing has happened yet" in page.locator("body").inner_text()
    assert page.get_by_label("Reservation").input_value() == "Not the annex."
    assert slot_of(round, cast.partner).decision == "waiting"
    page.get_by_role("button", name="Sign with a reservation").click()
    page.wait_for_url(f"**{url(round)}")
    assert "Proof of identity: Password" in page.locator("main").inner_text()
    assert slot_of(round, cast.partner).statement == "Not the annex."
    if script:
        fits(page)
        axe(page)


def test_a_security_key(transactional_db, cast, round, browse, axe, fits, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # of the server of the test; localhost is a safe place for the browser
    page = browse(cast.representative, viewport=PHONE)
    page.goto("/account/reauthenticate/?next=/account/2fa/webauthn/add/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/account/2fa/webauthn/add/")  # whole: before its script runs the button does nothing
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/account/2fa/recovery-codes/**")
    assert Authenticator.objects.filter(type="webauthn").count() == 1

    page.goto(url(round))
    page.get_by_role("link", name="Sign", exact=True).click()
    page.get_by_role("link", name="Use a security key").click()
    page.wait_for_url("**/webauthn/reauthenticate/**")
    fits(page)
    axe(page)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(f"**{url(round, 'sign')}")
    assert slot_of(round, cast.partner).decision == "waiting"
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url(f"**{url(round)}")
    assert "Proof of identity: Passkey or security key" in page.locator("main").inner_text()
