"""Whoever sits at an account whose address is reported lost: takes no other address, acts through nobody, and is out in the end."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse

from partnerships.accounts import presence
from partnerships.accounts.models import User
from partnerships.administration.services.addresses import confirm_address, refuse_address
from partnerships.administration.tests.administering import change_address
from partnerships.administration.tests.lost import NEW, OLD, agree, new_says_yes, report, stands
from partnerships.administration.tests.reading import own, reads, started
from partnerships.admission.services import propose_party_end
from partnerships.admission.tests.factories import round_of
from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.invitations.pausing import pause_membership
from partnerships.invitations.tests.seating import change_role, confirm, invite, lift_pause, make_officer, resend
from partnerships.models import Membership, Role
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.reminders.models import CalendarFeed
from partnerships.reminders.services import renew_feed
from partnerships.signoff.tests.signing import delegate, sign
from partnerships.tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

MINE = "mine@example.net"
BARRED = "reported that your old address is lost"


# --- no other address ---------------------------------------------------------------------------------------------------
@pytest.fixture
def session(cast):
    """Of the contributor, who has signed in and shown the password once more."""
    client = cast.client()
    client.post(reverse("account_login"), {"login": OLD, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def ask(client):
    return client.post(reverse("account_email"), {"email": MINE, "action_add": ""})


def addresses(person):
    """(by what the account goes, each address and whether it is confirmed)."""
    kept = EmailAddress.objects.filter(user=person).order_by("email").values_list("email", "verified")
    return User.objects.get(pk=person.pk).email, list(kept)


def test_no_other_address_is_asked_for_while_it_is_open_and_again_after(cast, session):
    change = report(cast)
    page = ask(session)
    assert BARRED in str(page.context["form"].errors["email"])
    assert addresses(cast.contributor) == (OLD, [(OLD, True)])
    refuse_address(change.key("old"))
    assert ask(session).status_code == 302
    assert addresses(cast.contributor) == (OLD, [(OLD, True), (MINE, False)])


@pytest.mark.parametrize("signed_in", [True, False])
def test_one_that_was_asked_for_before_the_report_is_not_confirmed(cast, session, signed_in):
    ask(session)
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC(EmailAddress.objects.get(email=MINE)).key])
    client = session if signed_in else cast.client()
    change = report(cast)
    page = client.post(link, follow=True)
    assert BARRED in page.content.decode()
    assert addresses(cast.contributor) == (OLD, [(OLD, True), (MINE, False)])
    assert presence.barred(cast.contributor) != ""
    refuse_address(change.key("old"))
    client.post(link)
    assert addresses(cast.contributor) == (MINE, [(MINE, True)])


@pytest.mark.parametrize("action", ["action_primary", "action_remove"])
def test_nor_is_the_old_one_taken_away(cast, session, action):
    ask(session)
    report(cast)
    for email in (OLD, MINE):
        session.post(reverse("account_email"), {"email": email, action: ""})
        assert addresses(cast.contributor)[0] == OLD
    assert (OLD, True) in addresses(cast.contributor)[1]


def test_an_ordinary_change_by_the_administrator_does_not_keep_the_person_from_it(cast, session):
    change_address(cast.contributor, actor=cast.administrator, email=NEW)
    assert ask(session).status_code == 302


# --- nobody acts in the person's place ------------------------------------------------------------------------------------
def colleague(cast, role=Role.REPRESENTATIVE):
    return MembershipFactory(party=cast.university, partnership=cast.partnership, role=role)


def paused(cast):
    membership = colleague(cast)
    return pause_membership(membership=membership, actor=cast.officer, reason="In danger.")


def invited(cast, by="officer", **given):
    words = {"party": cast.university, "role": Role.READER, "email": MINE, "partnership": cast.partnership}
    return invite(actor=getattr(cast, by), **words | given)


def to_confirm(cast):
    """The administrator invites somebody for the university, which has people here."""
    return invited(cast, "administrator", role=Role.REPRESENTATIVE)


def asked(cast):
    return round_of(propose_party_end(cast.partnership, actor=cast.officer, party=cast.neutral, reason="It is done."))


# What is arranged, and the step of an officer with it.
STEPS = {
    "delegate": (asked, lambda cast, round: delegate(round, actor=cast.officer, to=cast.contributor)),
    "invite": (lambda cast: None, lambda cast, _none: invited(cast)),
    "resend": (invited, lambda cast, invitation: resend(invitation=invitation, actor=cast.officer)),
    "confirm": (to_confirm, lambda cast, invitation: confirm(invitation=invitation, actor=cast.officer)),
    "change_role": (
        lambda cast: Membership.objects.get(user=cast.contributor),
        lambda cast, place: change_role(membership=place, role=Role.REPRESENTATIVE, actor=cast.officer),
    ),
    "make_officer": (colleague, lambda cast, place: make_officer(membership=place, actor=cast.officer)),
    "pause": (colleague, lambda cast, place: pause_membership(membership=place, actor=cast.officer, reason="In danger.")),
    "lift": (paused, lambda cast, place: lift_pause(membership=place, actor=cast.officer)),
}


@pytest.mark.parametrize("name", STEPS)
def test_who_is_barred_brings_nobody_else_to_act(cast, settings, name):
    settings.MAIL_REACHES_PEOPLE = True
    arrange, step = STEPS[name]
    subject = arrange(cast)
    change = report(cast, cast.officer, "o@example.org")

    def world():
        return Event.objects.count(), Mail.objects.count(), list(Membership.objects.order_by("pk").values("role", "paused_at"))

    before = world()
    with pytest.raises(Refused, match=BARRED):
        step(cast, subject)
    assert (world(), Invitation.objects.count()) == (before, int(name in ("resend", "confirm")))
    refuse_address(change.key("old"))
    before = world()
    step(cast, subject)  # it was the bar
    assert world() != before


def test_the_page_says_why(cast):
    report(cast, cast.officer, "o@example.org")
    place = colleague(cast)
    page = cast.client(cast.officer).post(
        reverse("people:officer", args=[cast.partnership.slug, place.pk]), {"note": "From May."}
    )
    assert (page.status_code, BARRED in page.content.decode()) == (422, True)


def test_the_signature_waits_for_the_person(cast):
    """Nor does the account, by another address, sign itself."""
    round = asked(cast)
    report(cast, cast.representative, "r@example.org")
    User.objects.filter(pk=cast.representative.pk).update(email=MINE)
    with pytest.raises(Refused, match=BARRED):
        sign(round, actor=User.objects.get(pk=cast.representative.pk))
    assert round.slots.get(party=cast.partner).decision == "waiting"


# --- an emergency reading ---------------------------------------------------------------------------------------------------
def test_an_open_reading_of_the_person_ends_and_does_not_come_back(cast):
    another = UserFactory(name="Bert", is_staff=True, is_superuser=True)
    ours, reading = own(cast), started(cast)
    ordinary = change_address(cast.administrator, actor=another, email="ada.new@example.org")
    assert (ordinary.is_lost, reads(reading, ours)) == (False, True)
    change = report(cast, cast.administrator, "ada.new@example.org", actor=another)
    assert not reads(reading, ours)
    reading.refresh_from_db()
    assert reading.ended_by == another
    refuse_address(change.key("old"))
    assert not reads(reading, ours)


# --- out ------------------------------------------------------------------------------------------------------------------
def test_whoever_was_at_the_account_is_out_and_the_new_address_chooses_the_password(cast, second, session):
    renew_feed(cast.contributor)
    TOTP.activate(cast.contributor, generate_totp_secret())
    key = session.session.session_key
    assert session.get("/").status_code == 200
    assert list(UserSession.objects.filter(user=cast.contributor).values_list("session_key", flat=True)) == [key]
    change = report(cast)
    for officer in (cast.officer, second):
        agree(change, officer)
    assert session.get("/").status_code == 200
    # from the very browser of that session
    answer = session.post(change.link("new"), {"confirm": "yes"})
    assert (answer.status_code, stands(change)) == (200, (NEW, "done"))
    person = User.objects.get(pk=cast.contributor.pk)
    assert (person.has_usable_password(), Authenticator.objects.filter(user=person).count()) == (False, 1)
    assert not UserSession.objects.filter(user=person).exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert not CalendarFeed.objects.exists()
    assert session.get("/").status_code == 302
    [mail] = Mail.objects.filter(kind="administration.reset")
    letter = write(mail)
    assert letter.to == [NEW]
    client = cast.client()
    page = client.get(re.search(r"/account/password/reset/key/\S+", letter.body)[0], follow=True)
    chosen = "a quiet harbour at dawn"
    client.post(page.request["PATH_INFO"], {"password1": chosen, "password2": chosen})
    assert User.objects.get(pk=person.pk).check_password(chosen)


def test_an_ordinary_change_leaves_the_password_and_the_sessions(cast, session):
    change = change_address(cast.contributor, actor=cast.administrator, email=NEW)
    for side in ("old", "new"):
        confirm_address(change.key(side))
    assert stands(change) == (NEW, "done")
    assert User.objects.get(pk=cast.contributor.pk).check_password(PASSWORD)
    assert (session.get("/").status_code, Mail.objects.filter(kind="administration.reset").count()) == (200, 0)


def test_a_refused_report_leaves_them_too(cast, session):
    change = report(cast)
    new_says_yes(change)
    refuse_address(change.key("old"))
    assert User.objects.get(pk=cast.contributor.pk).check_password(PASSWORD)
    assert session.get("/").status_code == 200
