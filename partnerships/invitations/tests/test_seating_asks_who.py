"""Who finds a session open lets nobody in, and nobody to sign: each such step asks anew who takes it, at its service and on its page."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from partnerships.accounts.presence import FRESH, Proof
from partnerships.accounts.tests.proving import forget, prove
from partnerships.history.models import Event
from partnerships.invitations import memberships, officers, pausing, services
from partnerships.invitations.models import Invitation
from partnerships.invitations.tests.seating import invite
from partnerships.models import Membership, Role
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Unproven
from partnerships.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

# Pressed in a list, to which one comes back.
IN_A_LIST = ("confirm", "resend")
NOT_YET = "Nothing has happened yet: look it over and press again."


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.MAIL_REACHES_PEOPLE = True


def colleague(cast):
    return MembershipFactory(party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE)


def invited_by_others(cast):
    told = {"party": cast.university, "role": Role.REPRESENTATIVE, "email": "vera@example.org"}
    return invite(actor=cast.administrator, partnership=cast.partnership, **told)


def expired(cast):
    """Whom the party asked once, and let be."""
    told = {"party": cast.university, "role": Role.REPRESENTATIVE, "email": "vera@example.org"}
    made = invite(actor=cast.officer, partnership=cast.partnership, **told)
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))
    return made


def resting(cast):
    return pausing.pause_membership(membership=colleague(cast), actor=cast.officer, reason="Stolen.")


def here(cast, step, *key):
    return reverse(f"people:{step}", args=[cast.partnership.slug, *key])


# What is arranged; the step at its service; its page and what is typed there, by the officer.
TOLD = {"email": "petra@example.org", "name": "Petra", "message": "Änderung & <mehr>"}
STEPS = {
    "invite": (
        lambda cast: None,
        lambda cast, _none, **by: services.invite(
            partnership=cast.partnership, party=cast.university, role=Role.REPRESENTATIVE, **by, **TOLD
        ),
        lambda cast, _none: (here(cast, "invite"), {"place": f"{cast.university.pk}:representative", **TOLD}),
    ),
    "confirm": (
        invited_by_others,
        lambda cast, row, **by: services.confirm(invitation=row, **by),
        lambda cast, row: (reverse("people:confirm", args=[row.pk]), {}),
    ),
    "resend": (
        expired,
        lambda cast, row, **by: services.resend(invitation=row, **by),
        lambda cast, row: (here(cast, "resend", row.pk), {}),
    ),
    "change_role": (
        lambda cast: Membership.objects.get(user=cast.contributor),
        lambda cast, row, **by: memberships.change_role(membership=row, role=Role.REPRESENTATIVE, **by),
        lambda cast, row: (here(cast, "role", row.pk), {"role": "representative"}),
    ),
    "make_officer": (
        colleague,
        lambda cast, row, **by: officers.make_officer(membership=row, **by),
        lambda cast, row: (here(cast, "officer", row.pk), {"note": "From May."}),
    ),
    "lift_pause": (
        resting,
        lambda cast, row, **by: pausing.lift_pause(membership=row, **by),
        lambda cast, row: (here(cast, "lift", row.pk), {}),
    ),
}


def world():
    places = list(Membership.objects.order_by("pk").values_list("user", "partnership", "role", "paused_at"))
    asked = list(Invitation.objects.order_by("pk").values_list("email", "state", "confirmed_by"))
    return places, asked, Event.objects.count(), Mail.objects.count()


@pytest.mark.parametrize("name", STEPS)
def test_the_service_takes_no_proof_that_would_not_do_for_a_signature(cast, name):
    arrange, step, _page = STEPS[name]
    subject, good = arrange(cast), Proof.just_given(cast.officer)
    late = Proof(good.person, good.kind, good.at - dt.timedelta(minutes=11), good.credentials)
    before = world()
    for proof in (None, late, Proof.just_given(cast.representative), Proof(good.person, good.kind, good.at, "other")):
        with pytest.raises(Unproven):
            step(cast, subject, actor=cast.officer, proof=proof)
        assert world() == before
    step(cast, subject, actor=cast.officer, proof=good)
    assert world() != before


@pytest.mark.parametrize("name", STEPS)
def test_the_page_asks_and_nothing_is_done_by_coming_back(cast, name):
    arrange, _step, page = STEPS[name]
    url, typed = page(cast, arrange(cast))
    officer, before = cast.client(cast.officer), world()
    forget(officer)
    asked = f"{reverse('account_reauthenticate')}?{urlencode({'next': url})}"
    answer = officer.post(url, typed)
    assert (answer.status_code, answer["Location"], world()) == (302, asked, before)
    prove(officer, cast.officer)
    back = officer.get(url, follow=True)
    assert (back.status_code, NOT_YET in back.content.decode(), world()) == (200, True, before)
    if name in IN_A_LIST:
        assert NOT_YET not in officer.get(url, follow=True).content.decode()  # said once, and to nobody who only opens it
    else:
        form = back.context["form"]
        assert {field: form[field].value() for field in typed} == typed
    assert (officer.post(url, typed).status_code, world() != before) == (302, True)


@pytest.mark.parametrize("name", [name for name in STEPS if name not in IN_A_LIST])
def test_it_is_asked_before_anything_is_typed(cast, name):
    arrange, _step, page = STEPS[name]
    url, _typed = page(cast, arrange(cast))
    officer = cast.client(cast.officer)
    forget(officer)
    assert officer.get(url)["Location"] == f"{reverse('account_reauthenticate')}?{urlencode({'next': url})}"


@pytest.mark.parametrize("name", STEPS)
def test_with_a_second_factor_the_password_does_not_do(cast, name):
    arrange, _step, page = STEPS[name]
    url, typed = page(cast, arrange(cast))
    TOTP.activate(cast.officer, generate_totp_secret())
    officer, before = cast.client(cast.officer), world()
    prove(officer, cast.officer)
    assert (officer.post(url, typed).status_code, world()) == (302, before)
    prove(officer, cast.officer, "totp")
    assert (officer.post(url, typed).status_code, world() != before) == (302, True)


@pytest.mark.parametrize("name", STEPS)
def test_whose_step_it_is_not_is_told_so_and_asked_nothing(cast, name):
    arrange, _step, page = STEPS[name]
    url, typed = page(cast, arrange(cast))
    for who, status in (("contributor", 403), ("partner_reader", 403), ("sibling", 404), ("stranger", 404)):
        if name == "confirm":  # whoever may not confirm it finds nothing there
            status = 404
        person = cast.client(getattr(cast, who))
        forget(person)
        assert (person.get(url).status_code, person.post(url, typed).status_code) == (status, status), who


def test_allauth_remembers_no_longer_than_a_proof_holds():
    """Else a second factor of one's own is set up in between, which then proves everything."""
    assert dt.timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT) <= FRESH
