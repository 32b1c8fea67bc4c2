"""The invited person's pages: what a link opens, and what it does not tell."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from partnerships.accounts.models import User
from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import accept_as_new, decline, revoke
from partnerships.invitations.tests.seating import confirm, invite
from partnerships.models import Membership, Participation, Role
from partnerships.tests.factories import UserFactory

WORD = "long grey seals asleep"
NEW = {"name": "Petra Professor", "password": WORD, "password2": WORD}


def url(invitation, step="view"):
    return reverse(f"invitations:{step}", args=[invitation.token])


def state():
    tables = (Invitation, User, Membership, Participation, Event)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def without_token(page):
    """A page as text, without what differs with every request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page.content.decode())


@pytest.mark.parametrize("who", ["anonymous", "officer", "stranger"])
def test_opening_it_changes_nothing(cast, invitation, who):
    client = cast.client(getattr(cast, who))
    before = state()
    page = client.get(url(invitation))
    assert page.status_code == 200
    assert state() == before


def test_it_says_who_invites_to_what_as_what(cast, invitation):
    page = cast.client().get(url(invitation)).content.decode()
    for text in ("Olivia Officer", "University of Rivermouth", "Quiet gearboxes", "Contributor", "petra@example.org"):
        assert text in page
    assert "Sign for the party" not in page


def test_it_is_kept_by_no_cache(cast, invitation):
    assert "no-store" in cast.client().get(url(invitation))["Cache-Control"]


def test_the_page_does_not_tell_whether_an_account_exists(cast, invitation):
    before = without_token(cast.client().get(url(invitation)))
    UserFactory(email="petra@example.org")
    assert without_token(cast.client().get(url(invitation))) == before


def test_a_new_account_is_signed_in_and_arrives(cast, invitation):
    client = cast.client()
    answer = client.post(url(invitation, "accept"), NEW)
    assert (answer.status_code, answer["Location"]) == (302, cast.partnership.get_absolute_url())
    petra = User.objects.get(email="petra@example.org")
    assert client.session["_auth_user_id"] == str(petra.pk)
    assert client.get(cast.partnership.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {"password": "short", "password2": "short"},
        {"password": "123456789012", "password2": "123456789012"},
        {"password": "petra@example.org", "password2": "petra@example.org"},
        {"password2": "another long sentence"},
        {"name": ""},
        {"password": "", "password2": ""},
        {"name": "x" * 151},
    ],
)
def test_what_is_typed_wrongly_makes_no_account(cast, invitation, typed):
    before = state()
    assert cast.client().post(url(invitation, "accept"), NEW | typed).status_code == 422
    assert state() == before


def test_an_address_with_an_account_signs_in_instead(cast, invitation):
    UserFactory(email="petra@example.org")
    before = state()
    page = cast.client().post(url(invitation, "accept"), NEW)
    assert page.status_code == 409
    assert "sign in with it" in page.content.decode()
    assert state() == before


def test_signed_in_under_the_address(cast, invitation):
    client = cast.client(UserFactory(email="petra@example.org", name="Petra"))
    assert "Accept as Petra" in client.get(url(invitation)).content.decode()
    answer = client.post(url(invitation, "accept"))
    assert answer["Location"] == cast.partnership.get_absolute_url()
    assert Membership.objects.filter(user__email="petra@example.org").count() == 1


def test_signed_in_under_another_address(cast, invitation):
    client = cast.client(cast.stranger)
    before = state()
    page = client.get(url(invitation))
    assert "stella@example.org" in page.content.decode()
    assert reverse("account_logout") in page.content.decode()
    assert client.post(url(invitation, "accept"), NEW).status_code == 403
    assert state() == before


def test_refused_when_accepted_the_page_says_why(cast, invitation):
    client = cast.client(cast.partner_reader)
    Invitation.objects.filter(pk=invitation.pk).update(email=cast.partner_reader.email)
    page = client.post(url(invitation, "accept"))
    assert page.status_code == 409
    assert "stands for Adler" in page.content.decode()


def test_declining_needs_no_account(cast, invitation):
    page = cast.client().post(url(invitation, "decline"))
    invitation.refresh_from_db()
    assert (page.status_code, invitation.state) == (200, "declined")


def test_an_invitation_to_all_partnerships_leads_home(cast):
    made = invite(actor=cast.administrator, party=cast.university, role=Role.OFFICER, email="petra@example.org")
    confirm(invitation=made, actor=cast.officer)
    assert cast.client().post(url(made, "accept"), NEW)["Location"] == reverse("home")


@pytest.mark.parametrize("step", ["accept", "decline"])
def test_an_answer_is_not_a_get(cast, invitation, step):
    before = state()
    assert cast.client().get(url(invitation, step))["Location"] == url(invitation)
    assert state() == before


def test_an_answer_needs_the_token_of_the_form(cast, invitation):
    before = state()
    assert Client(enforce_csrf_checks=True).post(url(invitation, "accept"), NEW).status_code == 403
    assert state() == before


@pytest.fixture
def dead(cast, newcomer):
    """Links that open nothing any more, by the reason."""

    def make(email):
        return invite(actor=cast.officer, partnership=cast.partnership, party=cast.university, role=Role.READER, email=email)

    used, declined, revoked, expired = (make(f"{name}@example.org") for name in ("used", "declined", "revoked", "expired"))
    accept_as_new(invitation=used, name="Used", password=WORD)
    decline(invitation=declined)
    revoke(invitation=revoked, actor=cast.officer)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=expired.created_at - dt.timedelta(seconds=1))
    return {"used": used, "declined": declined, "revoked": revoked, "expired": expired}


@pytest.mark.parametrize("step", ["view", "accept", "decline"])
def test_every_dead_link_gives_the_same_page(cast, dead, step):
    client = cast.client()
    before = state()
    method = client.get if step == "view" else client.post
    pages = [method(url(invitation, step), NEW if step == "accept" else None) for invitation in dead.values()]
    unknown = method(reverse(f"invitations:{step}", args=["A" * 22]), NEW if step == "accept" else None)
    assert [page.status_code for page in [*pages, unknown]] == [410, 410, 410, 410, 404]
    assert len({without_token(page) for page in [*pages, unknown]}) == 1
    assert state() == before


@pytest.mark.parametrize("token", ["x", "A" * 22, "-" * 500, "ünïcode", "%00", "' OR 1=1 --", ".."])
def test_no_guess_is_told_from_another(cast, token):
    answer = cast.client().get(reverse("invitations:view", args=[token]))
    assert answer.status_code == 404
    assert "cannot be used" in answer.content.decode()


def test_a_token_that_is_nearly_right_opens_nothing(cast, invitation):
    near = invitation.token[:-1] + ("A" if invitation.token[-1] != "A" else "B")
    for token in (near, invitation.token[:-1], invitation.token + "A", invitation.token.swapcase(), invitation.token_hash):
        assert cast.client().get(reverse("invitations:view", args=[token])).status_code == 404


def test_it_lives_until_its_last_day(cast, invitation, settings):
    end = invitation.created_at + dt.timedelta(days=settings.INVITATION_DAYS)
    with time_machine.travel(end - dt.timedelta(minutes=1)):
        assert cast.client().get(url(invitation)).status_code == 200
    with time_machine.travel(end + dt.timedelta(minutes=1)):
        assert cast.client().get(url(invitation)).status_code == 410
