"""By the address of a list nobody asks what the list does not show: no password letter by letter, no key, no row of others.

The lists and what they are of come from the admin itself, whoever has registered it.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import reverse

from partnerships.accounts.models import User
from partnerships.administration.tests.administering import change_address
from partnerships.documents.models import ClassificationScheme
from partnerships.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

LISTS = {model._meta.label: page for model, page in admin.site._registry.items()}
# What a list shows of a row beside its filters stands in list_display; all else is asked of nobody.
SECRET = ("password", "nonce", "token_hash", "old_hash", "new_hash", "key")


def told_by(page):
    """The fields by which the list may be narrowed: those that it shows, its filters, and which row it is."""
    return {*page.list_display, *page.list_filter, page.date_hierarchy, "id"}


def lookups(page):
    """Every way to ask of a field of the row, or of a row on which it hangs or that hangs on it."""
    for field in page.model._meta.get_fields(include_hidden=True):
        name = field.name
        yield name in told_by(page) and field.concrete, name
        if not field.is_relation or field.related_model is None:
            continue
        # What has no name is asked by none.
        yield from (
            (False, f"{name}__{inner.name}") for inner in field.related_model._meta.concrete_fields if not inner.primary_key
        )


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_narrowed_by_what_it_does_not_show(name):
    page, request = LISTS[name], RequestFactory().get("/admin/")
    ends = ("", "__exact", "__isnull", "__startswith", "__gt", "__regex")
    wrong = [
        lookup + end
        for allowed, lookup in lookups(page)
        if not allowed
        for end in ends
        if page.lookup_allowed(lookup + end, "x", request)
    ]
    assert wrong == []
    assert told_by(page).isdisjoint(SECRET)
    assert not page.lookup_allowed("pk__startswith", "x", request)
    assert [page.lookup_allowed(f"id{end}", "x", request) for end in ("", "__in", "__startswith", "__gt")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_that_a_list_offers_does(cast, name):
    """Each link beside it, and of its dates."""
    page, desk = LISTS[name], cast.client(cast.administrator)
    change_address(cast.contributor, actor=cast.administrator, email="new@example.org")
    address = reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")
    shown = desk.get(address).context["cl"]
    links = {choice["query_string"] for spec in shown.filter_specs for choice in spec.choices(shown)}
    if page.date_hierarchy:
        links.add(f"?{page.date_hierarchy}__year=2031&{page.date_hierarchy}__month=5")
    assert {desk.get(address + link).status_code for link in sorted(links)} <= {200}
    if page.list_filter:
        assert len(links) > 1 or not shown.has_filters


def clerk(*rights):
    person = UserFactory(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return person


@pytest.mark.parametrize(
    ("listed", "lookup"),
    [
        ("accounts_user", "password__startswith"),
        ("accounts_user", "authenticator__data__contains"),
        ("accounts_user", "calendar_feed__key__startswith"),
        ("partnerships_partnership", "objectives_objective_set__isnull"),
        ("partnerships_membership", "user__password__startswith"),
        ("administration_addresschange", "nonce__startswith"),
        ("administration_addresschange", "user__password__startswith"),
        ("administration_emergencyreading", "person__password__startswith"),
        ("invitations_invitation", "nonce__startswith"),
        ("invitations_invitation", "invited_by__password__startswith"),
        ("outbox_mail", "user__password__startswith"),
        ("admin_logentry", "user__password__startswith"),
    ],
)
def test_who_may_look_reads_no_more_by_the_address(cast, listed, lookup):
    model = listed.rsplit("_", 1)[1]
    client = cast.client(clerk(f"view_{model}"))
    address = reverse(f"admin:{listed}_changelist")
    assert client.get(address).status_code == 200
    for value in ("a", "pbkdf2", "", "False"):
        assert client.get(address, {lookup: value}).status_code == 400
    assert cast.client(cast.administrator).get(address, {lookup: "a"}).status_code == 400


def test_what_the_list_shows_it_is_narrowed_by(cast):
    desk, address = cast.client(cast.administrator), reverse("admin:accounts_user_changelist")
    found = desk.get(address, {"email__startswith": "olivia", "is_active__exact": "1"}).context["cl"].queryset
    assert list(found) == [User.objects.get(pk=cast.officer.pk)]
    schemes = desk.get(reverse("admin:documents_classificationscheme_changelist"), {"code": "house"}).context["cl"].queryset
    assert list(schemes) == [ClassificationScheme.objects.get(code="house")]
    members = reverse("admin:partnerships_membership_changelist")
    own = desk.get(members, {"user__id__exact": str(cast.officer.pk)}).context["cl"].queryset
    assert [row.user for row in own] == [cast.officer]
