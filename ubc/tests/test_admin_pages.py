"""The administrator is no party: whatever the Django admin writes leaves an entry in the journal, and none of it is a way in.

The pages come from the admin itself: a new one, a new field, action or deletion that is not accounted for here fails.
"""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from partnerships.accounts.models import User
from partnerships.administration.services import people
from partnerships.documents.models import ClassificationScheme
from partnerships.invitations.tests.seating import invite
from partnerships.models import Membership, Party, PartyUnit, Role, Term
from partnerships.outbox.models import Mail
from partnerships.outbox.services import queue
from partnerships.parties import PartyIdentifier
from partnerships.tests.factories import PASSWORD, ParticipationFactory, PartyFactory, UserFactory
from rmp.competence.tests.factories import CompetenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

# Pages on which nothing is written but by acts.
READ = {
    "partnerships.Partnership",
    "partnerships.Participation",
    "partnerships.Membership",
    "administration.AddressChange",
    "administration.EmergencyReading",
    "admin.LogEntry",
    "outbox.Mail",
}
# Adding is inviting: a service; tested in partnerships/invitations/tests/test_admin.py, together with its acts.
INVITING = "invitations.Invitation"
# What one does with rows of a list, each a service that writes the journal or `enter` beside it: {act: whom a letter tells, and of what}.
ACTIONS = {
    "accounts.User": {
        "send_reset_mail": {("contributor", "administration.reset")},
        "reset_second_factor": {("contributor", "administration.second_factor")},
        "deactivate": {("contributor", "administration.deactivated"), ("officer", "administration.party")},
        "reactivate": {("contributor", "administration.reactivated"), ("officer", "administration.party")},
    },
    "invitations.Invitation": {
        "send_again": {("petra", "invitation")},
        "revoke": {("officer", "administration.party")},
        "confirm": {("amina", "invitation")},  # the party has nobody here who could be told
    },
    "partnerships.Membership": {
        "end_now": {("contributor", "membership.ended"), ("officer", "administration.party")},
        "make_officer": {
            (name, "invitation.officer") for name in ("representative", "partner_contributor", "partner_reader", "respondent")
        },
    },
    "partnerships.Party": {"confirm_identity": {("representative", "administration.party")}},
    "outbox.Mail": {"send_again": set()},  # a letter that failed, to whom it was for: it tells of what was done before
}
# Pages on which what is written needs no letter: {model: because ...}.
UNTOLD = dict.fromkeys(
    ("partnerships.Term", "documents.ClassificationScheme", "rmp_competence.Competence"),
    "words offered to everybody, of which no party or person is the one concerned; terms and levels in use keep their names",
)


def university(cast):
    """Without officers of its own, who else would change what it says of itself."""
    Membership.objects.filter(party=cast.university, role=Role.OFFICER).update(role=Role.REPRESENTATIVE)
    PartyUnit.objects.create(party=cast.university, name="Faculty of Letters")
    PartyUnit.objects.create(party=cast.university, name="Institute of Gears")
    PartyIdentifier.objects.create(party=cast.university, scheme="ROR", value="1")
    return cast.university


# A row of each page that writes, and for a field of which it takes another one.
ROWS = {
    "accounts.User": lambda cast: cast.contributor,
    "partnerships.Party": university,
    "partnerships.Party business_type": lambda cast: cast.partner,
    "partnerships.Party kind": lambda cast: cast.partner,
    "partnerships.Term": lambda cast: Term.objects.first(),
    "documents.ClassificationScheme": lambda cast: ClassificationScheme.objects.get(code="house"),
    "rmp_competence.Competence": lambda cast: CompetenceFactory(),
}
# What is typed, where what is made up would not be taken.
TYPED = {
    "email": "another@example.org",
    "country": "FR",
    "time_zone": "Europe/Paris",
    "website": "https://example.org/another",
    "audience": "4",
}
# What says something only beside another field.
BESIDE = {"lost_reason": {"email": "another@example.org"}}
# The first of several rows that hang on the page's own takes the new value; a wider audience would not be taken there.
OTHER_ROW = {"levels audience": 3, "levels rank": 4}


def request_of(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def label(model):
    return model._meta.label


PAGES = {label(model): page for model, page in admin.site._registry.items()}
WRITING = sorted(set(PAGES) - READ - {INVITING})


def test_every_page_is_accounted_for():
    assert set(WRITING) == {name for name in ROWS if " " not in name}
    assert READ | {INVITING} <= set(PAGES)


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_read_is_not_written(cast, name):
    page, request = PAGES[name], request_of(cast.administrator)
    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_nothing_is_deleted(cast, name):
    page, request = PAGES[name], request_of(cast.administrator)
    assert not page.has_delete_permission(request)
    away = [
        label(inline.model)
        for inline in page.get_inline_instances(request)
        if inline.can_delete and inline.has_delete_permission(request)
    ]
    # An identifier is a fact of its party like the others: save_party.
    assert away == (["partnerships.PartyIdentifier"] if name == "partnerships.Party" else [])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_act_is_accounted_for(cast, name):
    assert set(PAGES[name].get_actions(request_of(cast.administrator))) == set(ACTIONS.get(name, ()))


def paused_out(cast):
    User.objects.filter(pk=cast.contributor.pk).update(is_active=False)
    return cast.contributor


def with_second_factor(cast):
    TOTP.activate(cast.contributor, generate_totp_secret())
    return cast.contributor


def vouched_for(cast):
    Party.objects.filter(pk=cast.partner.pk).update(vouched_at=timezone.now())
    return cast.partner


def invited(cast):
    petra = {"party": cast.university, "role": Role.CONTRIBUTOR, "email": "petra@example.org"}
    return invite(actor=cast.officer, partnership=cast.partnership, **petra)


def to_be_confirmed(cast):
    party = PartyFactory()
    ParticipationFactory(partnership=cast.partnership, party=party, state="invited")
    amina = {"party": party, "role": Role.REPRESENTATIVE, "email": "amina@example.org"}
    return invite(actor=cast.officer, partnership=cast.partnership, **amina)


# The row to which each act is done.
DONE_TO = {
    "reset_second_factor": with_second_factor,
    "reactivate": paused_out,
    "end_now": lambda cast: Membership.objects.get(user=cast.contributor),
    "make_officer": lambda cast: Membership.objects.get(user=cast.representative),
    "confirm_identity": vouched_for,
    "confirm": to_be_confirmed,
    "revoke": invited,
    "invitations.Invitation send_again": invited,
    "outbox.Mail send_again": lambda cast: queue("invitation", subject=invited(cast), email="petra@example.org"),
}


@pytest.mark.parametrize(("name", "act"), [(name, act) for name, acts in ACTIONS.items() for act in acts])
def test_every_act_is_told_by_letter(cast, name, act):
    row = DONE_TO.get(f"{name} {act}", DONE_TO.get(act, lambda cast: cast.contributor))(cast)
    Mail.objects.exclude(pk=row.pk).delete()
    Mail.objects.update(state=Mail.State.FAILED)
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    page = cast.client(cast.administrator).post(
        address, {"action": act, "_selected_action": [row.pk], "reason": "They phoned."}, follow=True
    )
    assert "Done for 1." in page.content.decode() or name == "outbox.Mail"
    names = {getattr(cast, name).email: name for name in cast.PEOPLE if getattr(cast, name)}
    told = {(mail.user.email if mail.user else mail.email, mail.kind) for mail in Mail.objects.exclude(pk=row.pk)}
    assert {(names.get(email, email.partition("@")[0]), kind) for email, kind in told} == ACTIONS[name][act]


@pytest.mark.parametrize(("name", "act"), [(name, act) for name, acts in ACTIONS.items() for act in acts])
def test_who_may_only_look_does_none_of_it(cast, name, act):
    row = DONE_TO.get(f"{name} {act}", DONE_TO.get(act, lambda cast: cast.contributor))(cast)
    Mail.objects.update(state=Mail.State.FAILED)
    clerk = UserFactory(is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename=f"view_{row._meta.model_name}"))
    before = type(row).objects.filter(pk=row.pk).values().get(), Mail.objects.count(), LogEntry.objects.count()
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    answer = cast.client(clerk).post(address, {"action": act, "_selected_action": [row.pk], "reason": "They phoned."})
    assert answer.status_code in (200, 302)
    assert (type(row).objects.filter(pk=row.pk).values().get(), Mail.objects.count(), LogEntry.objects.count()) == before


# --- each field --------------------------------------------------------------------------------------------------------
def fields_of(name):
    """(the rows that hang on the page's own or "", field) of all that can be typed on the page of a row."""
    page = PAGES[name]
    request = request_of(User(is_superuser=True, is_staff=True, is_active=True))
    row = page.model()
    row._state.adding = False
    for field in page.get_form(request, row, change=True).base_fields:
        yield "", field
    for inline in page.get_inline_instances(request, row):
        formset = inline.get_formset(request, row)
        for field in formset.form.base_fields:
            if field not in ("id", formset.fk.name):
                yield formset.get_default_prefix(), field


FIELDS = [
    pytest.param(name, *found, id=" ".join([name, *filter(None, found)])) for name in WRITING for found in fields_of(name)
]


def filled(page):
    """{name: value} of what a browser sends when nothing is changed, and the fields by the same names."""
    sent, known = {}, {}
    found = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        found += [inline.formset.management_form, *inline.formset.forms]
    for form in found:
        for bound in form:
            value = bound.value()
            known[bound.html_name] = bound
            if value is not None and value is not False:
                sent[bound.html_name] = value
    return sent, known


def another(bound):
    """Another value than the field has."""
    field, value = bound.field, bound.value()
    if bound.name in TYPED:
        return TYPED[bound.name]
    if isinstance(field, forms.BooleanField):
        return "" if value else "on"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [Permission.objects.first().pk]
    if isinstance(field, forms.ChoiceField):
        choices = [str(getattr(key, "value", key)) for key, _label in field.choices]
        return next(key for key in choices if key not in ("", str(value)))
    if isinstance(field, forms.IntegerField):
        return int(value or 0) + 50
    return "Another"


@pytest.mark.parametrize(("name", "rows", "field"), FIELDS)
def test_whatever_is_written_stands_in_the_journal_and_is_told(cast, name, rows, field):
    desk = cast.client(cast.administrator)
    row = ROWS.get(f"{name} {field}", ROWS[name])(cast)
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    data, known = filled(desk.get(address))
    assert desk.post(address, data).status_code == 302
    assert LogEntry.objects.count() == 0  # nothing was changed
    place = OTHER_ROW.get(f"{rows} {field}", 0)
    typed = f"{rows}-{place}-{field}" if rows else field
    answer = desk.post(address, data | BESIDE.get(field, {}) | {typed: another(known[typed])})
    assert answer.status_code == 302, answer.context["errors"]
    [entry] = LogEntry.objects.all()
    assert entry.user == cast.administrator
    assert entry.get_change_message() != ""
    assert Mail.objects.exists() != (name in UNTOLD)


# --- the journal -------------------------------------------------------------------------------------------------------
def test_the_journal_is_read_and_never_written(cast):
    people.describe_person(cast.representative, actor=cast.administrator, name="Renate Rich")
    desk = cast.client(cast.administrator)
    [entry] = LogEntry.objects.all()
    listed = reverse("admin:admin_logentry_changelist")
    for address in (listed, reverse("admin:admin_logentry_change", args=[entry.pk])):
        page = desk.get(address).content.decode()
        assert [word in page for word in ("Ada Administrator", "Renate Rich", "“Renate Representative” became")] == [True] * 3
    desk.post(listed, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    for name in ("change", "delete"):
        answer = desk.post(reverse(f"admin:admin_logentry_{name}", args=[entry.pk]), {"post": "yes", "object_repr": "x"})
        assert answer.status_code == 403
    assert desk.get(reverse("admin:admin_logentry_add")).status_code == 403
    assert LogEntry.objects.values_list("object_repr", flat=True).get() == "Renate Rich"
    assert desk.get(reverse("admin:accounts_user_history", args=[cast.representative.pk])).status_code == 200


def test_the_journal_is_no_business_of_others(cast):
    clerk = UserFactory(is_staff=True)
    assert cast.client(clerk).get(reverse("admin:admin_logentry_changelist")).status_code == 403


# --- no way in ---------------------------------------------------------------------------------------------------------
def kept(person):
    """What lets the person in, and nobody else."""
    return (
        User.objects.values("password", "email", "is_active").get(pk=person.pk),
        list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
        list(Authenticator.objects.filter(user=person).values("type", "data")),
    )


HOSTILE = {
    "email": "mine@example.org",
    "name": "Renate Representative",
    "password": PASSWORD + "!",
    "password1": PASSWORD + "!",
    "password2": PASSWORD + "!",
    "usable_password": "true",
    "verified": "on",
    "primary": "on",
    "type": "totp",
    "post": "yes",
    "_save": "Save",
}


def addresses(person):
    """Every address of the admin, for this person where it is for one row; also such as the admin had, or others have."""
    for pattern in admin.site.get_urls():
        for inner in getattr(pattern, "url_patterns", [pattern]):
            for args in ([], [person.pk], [1], ["accounts"]):
                try:
                    yield reverse(f"admin:{inner.name}", args=args)
                except NoReverseMatch:
                    continue
    base = "/admin/accounts/user/"
    yield from (f"{base}{person.pk}/password/", f"{base}{person.pk}/password/change/")
    for name in ("account/emailaddress", "mfa/authenticator", "usersessions/usersession", "account/emailconfirmation"):
        yield from (f"/admin/{name}/", f"/admin/{name}/add/", f"/admin/{name}/1/change/", f"/admin/{name}/1/delete/")


def test_no_page_of_the_admin_changes_what_lets_a_person_in(cast):
    person = cast.representative
    TOTP.activate(person, generate_totp_secret())
    before = kept(person)
    desk = cast.client(cast.administrator)
    tried = 0
    for address in dict.fromkeys(addresses(person)):
        if address == "/admin/logout/":
            continue
        for more in ({}, {"user": person.pk, "email": person.email}, {"action": "make_verified", "_selected_action": [1]}):
            desk.post(address, HOSTILE | more)
            tried += 1
        assert kept(person) == before, address
    assert tried > 150
    assert desk.get("/admin/").status_code == 200  # signed in as the administrator to the end
    pages = [name for name in dict.fromkeys(addresses(person)) if "password" in name and desk.get(name).status_code == 200]
    assert pages == ["/admin/password_change/", "/admin/password_change/done/"]  # the administrator's own


def test_of_all_acts_only_the_lost_second_factor_touches_it_and_that_is_told(cast):
    person, desk = cast.representative, cast.client(cast.administrator)
    TOTP.activate(person, generate_totp_secret())
    before = kept(person)
    for action in sorted(set(ACTIONS["accounts.User"]) | {"delete_selected", "make_verified"}):
        data = {"action": action, "_selected_action": [person.pk], "post": "yes"}
        desk.post(reverse("admin:accounts_user_changelist"), data)
        wanted = before if action != "reset_second_factor" and kept(person)[2] else (*before[:2], [])
        assert (action, kept(person)) == (action, wanted)
