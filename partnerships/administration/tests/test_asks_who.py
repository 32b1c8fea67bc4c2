"""An administrator's open session changes no account, organisation, invitation or place: each page of them asks anew who it is."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse

from partnerships.accounts.models import User
from partnerships.accounts.presence import Proof
from partnerships.accounts.tests.proving import forget, prove
from partnerships.admin import AsksWho
from partnerships.administration.services import addresses, parties, people
from partnerships.invitations.models import Invitation
from partnerships.models import Membership, Party
from partnerships.records.refusals import Unproven
from partnerships.tests.factories import PartyFactory, UserFactory

pytestmark = pytest.mark.django_db

ASKS = reverse("account_reauthenticate")
NOT_YET = "Nothing has happened yet: look it over and press again."
CHOOSE = "Nothing has been done yet: choose the step again when you have shown who you are."


@pytest.fixture
def desk(cast):
    client = cast.client(cast.administrator)
    forget(client)
    return client


def asked(answer):
    return (answer.status_code, answer.get("Location", "").split("?")[0]) == (302, ASKS)


def world():
    accounts = User.objects.order_by("pk").values_list("pk", "name", "is_active", "is_superuser")
    parties_ = Party.objects.order_by("pk").values_list("pk", "name", "confirmed_at")
    places = Membership.objects.order_by("pk").values_list("pk", "role", "ends_on")
    return list(accounts), list(parties_), list(places), list(Invitation.objects.values_list("email", "state"))


def test_what_asks_is_whatever_lets_somebody_in():
    asking = {model._meta.label for model, page in admin.site._registry.items() if isinstance(page, AsksWho)}
    assert asking == {"accounts.User", "partnerships.Party", "partnerships.Membership", "invitations.Invitation"}


# What is opened, for whom or what it is about.
FORMS = {
    "admin:accounts_user_add": lambda cast: [],
    "admin:accounts_user_change": lambda cast: [cast.contributor.pk],
    "admin:partnerships_party_add": lambda cast: [],
    "admin:partnerships_party_change": lambda cast: [cast.partner.pk],
    "admin:invitations_invitation_add": lambda cast: [],
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_before_it_opens_and_when_it_is_sent(cast, desk, name):
    url, before = reverse(name, args=FORMS[name](cast)), world()
    assert asked(desk.get(url))
    assert asked(desk.post(url, {"name": "Another", "email": "another@example.org"}))
    assert world() == before
    prove(desk, cast.administrator)
    page = desk.get(url)
    assert page.status_code == 200
    if name.endswith("_add"):
        assert (NOT_YET in page.content.decode(), "Another" in page.content.decode()) == (True, True)


def on_page(page):
    """What the page's form and the rows that hang on it would send, as they stand there."""
    admin_form, rows = page.context["adminform"].form, page.context["inline_admin_formsets"]
    forms = [admin_form, *(form for row in rows for form in (row.formset.management_form, *row.formset.forms))]
    fields = [field for form in forms for field in form]
    return {field.html_name: field.value() for field in fields if field.value() is not None}


def test_rows_that_hang_on_what_is_added_are_kept_too(cast, desk):
    url = reverse("admin:partnerships_party_add")
    prove(desk, cast.administrator)
    typed = on_page(desk.get(url)) | {"name": "Lakeside University", "short_name": "Lakeside", "kind": "university"}
    typed |= {"units-TOTAL_FORMS": "2", "units-0-name": "", "units-1-name": "Faculty of Lakes"}
    typed |= {"identifiers-TOTAL_FORMS": "2", "identifiers-0-scheme": "domain", "identifiers-0-value": "lakeside.test"}
    typed |= {"identifiers-1-scheme": "ROR", "identifiers-1-value": "0lake"}
    forget(desk)
    assert asked(desk.post(url, typed))
    prove(desk, cast.administrator)
    page = desk.get(url)
    assert NOT_YET in page.content.decode()
    assert "Faculty of Lakes" not in desk.get(url).content.decode()  # given out once
    assert desk.post(url, on_page(page)).status_code == 302
    made = Party.objects.get(name="Lakeside University")
    assert list(made.units.values_list("name", flat=True)) == ["Faculty of Lakes"]
    assert sorted(made.identifiers.values_list("scheme", "value")) == [("ROR", "0lake"), ("domain", "lakeside.test")]


def test_to_look_asks_nothing(cast, desk):
    for name, row in (
        ("accounts_user", None),
        ("partnerships_party", None),
        ("partnerships_membership", Membership.objects.first()),
    ):
        assert desk.get(reverse(f"admin:{name}_changelist")).status_code == 200
        if row is not None:
            assert desk.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200


LISTS = {
    "accounts.user": lambda cast: cast.contributor,
    "partnerships.party": lambda cast: cast.partner,
    "partnerships.membership": lambda cast: Membership.objects.get(user=cast.contributor),
    "invitations.invitation": lambda cast: Invitation.objects.create(
        email="p@example.org", party=cast.university, partnership=cast.partnership, role="reader", invited_by=cast.officer
    ),
}


@pytest.mark.parametrize("label", LISTS)
def test_every_step_of_a_list_asks(cast, desk, label):
    model, row = apps.get_model(label), LISTS[label](cast)
    page = admin.site._registry[model]
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert page.actions
    for step in page.actions:
        before = world()
        answer = desk.post(url, {"action": step, "_selected_action": [row.pk], "reason": "x"})
        assert (asked(answer), world() == before) == (True, True), step
        assert [str(said) for said in get_messages(answer.wsgi_request)][-1] == CHOOSE


def test_whom_the_list_is_not_for_is_refused_and_not_asked(cast):
    for who in ("officer", "stranger"):
        client = cast.client(getattr(cast, who))
        forget(client)
        answer = client.post(reverse("admin:accounts_user_changelist"), {"action": "reactivate"}, follow=True)
        assert answer.status_code == 403


def inactive(cast):
    person = UserFactory()
    User.objects.filter(pk=person.pk).update(is_active=False)
    return person


def with_a_factor(cast):
    TOTP.activate(cast.contributor, generate_totp_secret())
    return cast.contributor


SERVICES = {
    "add_person": lambda cast, **by: people.add_person(email="another@example.org", name="Another", **by),
    "reset_second_factor": lambda cast, **by: people.reset_second_factor(with_a_factor(cast), **by),
    "change_rights": lambda cast, **by: people.change_rights(cast.contributor, is_staff=True, is_superuser=True, **by),
    "reactivate": lambda cast, **by: people.reactivate(inactive(cast), **by),
    "change_address": lambda cast, **by: addresses.change_address(
        cast.contributor, email="mine@example.net", lost_reason="Gone.", **by
    ),
    "save_party": lambda cast, **by: parties.save_party(PartyFactory.build(), **by),
    "confirm_party": lambda cast, **by: parties.confirm_party(cast.partner, reason="I rang.", **by),
}


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_asks_too(cast, name):
    for proof in (None, Proof.just_given(cast.officer)):
        with pytest.raises(Unproven), transaction.atomic():
            SERVICES[name](cast, actor=cast.administrator, proof=proof)
    assert not User.objects.filter(pk=cast.contributor.pk, is_superuser=True).exists()
