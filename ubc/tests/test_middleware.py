"""What may be kept of an answer: nothing of a signed-in person's. Of pages of partnerships the access matrix asks it for everybody."""

import contextlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.documents.models import DocumentVersion
from partnerships.documents.services import attach
from partnerships.documents.tests.factories import level, upload
from ubc.middleware import NothingKeptMiddleware
from ubc.tests.test_access_matrix import addresses

ENDS_THE_SESSION = ("admin:logout",)


def plain_addresses():
    """Those that need no more than their name: the house's own, allauth's, the admin's."""
    for name, _pattern in addresses():
        if name not in ENDS_THE_SESSION:
            with contextlib.suppress(NoReverseMatch):
                yield reverse(name)


def kept(response):
    """What the answer says of being kept, or None where it says nothing."""
    return response.headers.get("Cache-Control")


def is_kept_nowhere(response):
    return {"private", "no-store"} <= set((kept(response) or "").split(", "))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["administrator", "officer"])
def test_no_plain_page_of_a_signed_in_person_is_kept(cast, name):
    client = cast.client(getattr(cast, name))
    found = {address: client.get(address) for address in plain_addresses()}
    assert len(found) > 30
    assert [address for address, response in found.items() if response.status_code >= 500] == []
    assert [address for address, response in found.items() if not is_kept_nowhere(response)] == []


@pytest.mark.django_db
def test_no_page_of_an_error_is_kept(cast, monkeypatch):
    client = cast.client(cast.officer)
    client.raise_request_exception = False
    nowhere, refused = client.get("/nowhere/"), client.delete("/")
    monkeypatch.setattr("partnerships.access.views.standing", None)  # a fault of ours
    fault = client.get(cast.partnership.get_absolute_url())
    assert [response.status_code for response in (nowhere, refused, fault)] == [404, 405, 500]
    assert [kept(response) for response in (nowhere, refused, fault)] == ["private, no-store"] * 3


@pytest.mark.django_db
def test_a_file_and_an_export_are_of_one_person(cast):
    source = ActionFactory(partnership=cast.partnership, author=cast.officer)
    attach(source, actor=cast.officer, file=upload(), level=level())
    slug = cast.partnership.slug
    file, table = (
        reverse("documents:file", args=[slug, DocumentVersion.objects.get().pk]),
        reverse("actions:action-list", args=[slug]) + "?export=csv",
    )
    for address in (file, table):
        response = cast.client(cast.representative).get(address)
        assert (response.status_code, response["Content-Disposition"].split(";")[0]) == (200, "attachment")
        response.getvalue()
        assert kept(response) == "private, no-store"
        assert kept(cast.client().get(address)) is None  # whoever is asked to sign in has seen nothing


@pytest.mark.django_db
def test_after_signing_out_answers_are_anybodys_again(cast):
    client = cast.client(cast.officer)
    assert kept(client.get("/")) == "private, no-store"
    client.post(reverse("account_logout"))
    response = client.get("/")
    assert (response.status_code, kept(response)) == (302, None)


@pytest.mark.parametrize("said", [None, "public, max-age=60", "no-cache"])
def test_what_anybody_may_read_is_left_as_it_is(said):
    answer = HttpResponse("For all.", headers={"Cache-Control": said} if said else {})
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert kept(NothingKeptMiddleware(lambda request: answer)(request)) == said


def test_a_page_that_would_be_kept_by_all_is_not(django_user_model):
    answer = HttpResponse("For one.", headers={"Cache-Control": "public, max-age=60"})
    request = RequestFactory().get("/")
    request.user = django_user_model()
    assert set(kept(NothingKeptMiddleware(lambda request: answer)(request)).split(", ")) == {
        "private",
        "no-store",
        "max-age=60",
    }


def test_who_was_turned_away_before_anybody_asked_who_it_is(client):
    assert kept(client.get("/account/login")) is None  # a slash is missing


def test_static_files_are_answered_before(settings):
    order = settings.MIDDLEWARE.index
    assert order("whitenoise.middleware.WhiteNoiseMiddleware") < order("ubc.middleware.NothingKeptMiddleware")
    assert order("ubc.middleware.NothingKeptMiddleware") < order("django.contrib.sessions.middleware.SessionMiddleware")


def test_back_shows_nothing_after_signing_out(transactional_db, cast, browse):
    page = browse(cast.officer)
    page.goto(cast.partnership.get_absolute_url())
    assert cast.partnership.title in page.content()
    page.goto(reverse("account_logout"))
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state("load")
    for _step in ("the question whether to sign out", "the partnership"):
        page.go_back()
        assert cast.partnership.title not in page.content()
    assert page.url.endswith(f"/account/login/?next={cast.partnership.get_absolute_url()}")
