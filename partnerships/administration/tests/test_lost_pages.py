"""The pages about a lost address: an officer's, and what others find."""

import pytest
from django.urls import reverse

from partnerships.accounts.tests.proving import forget
from partnerships.administration.models import OfficerConsent
from partnerships.administration.services.addresses import refuse_change
from partnerships.administration.tests.administering import change_address
from partnerships.administration.tests.lost import (
    DONE,
    NEW,
    OLD,
    REASON,
    WAITING,
    agree,
    new_says_yes,
    officer_of,
    report,
    stands,
)
from partnerships.models import Role
from partnerships.tests.factories import MembershipFactory


@pytest.fixture
def cast(clock, cast):
    return cast


def page_of(change):
    return reverse("lost-address", args=[change.pk])


def test_an_officer_reads_what_it_is_about_and_agrees(cast, second):
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    officer = cast.client(cast.officer)
    page = officer.get(page_of(change)).content.decode()
    for words in (
        "Conrad Contributor",
        OLD,
        NEW,
        REASON,
        "Ada Administrator",
        "Agree to the new address",
        "Refuse the new address",
    ):
        assert words in page, words
    assert stands(change) == WAITING  # opening it changes nothing
    told = officer.post(page_of(change), {"agree": "yes"}, follow=True)
    assert f"The account goes by {NEW} now." in told.content.decode()
    assert stands(change) == DONE
    assert officer.get(page_of(change)).status_code == 404


def test_it_waits_in_my_work_for_those_whose_yes_counts_until_they_gave_it(cast, second):
    change = report(cast)
    later = officer_of(cast.university, "Olga Later")
    link = f'href="{page_of(change)}"'
    people = {name: getattr(cast, name) for name in ("officer", "contributor", "representative", "stranger", "administrator")}
    people |= {"second": second, "later": later}
    shown = lambda: sorted(n for n, p in people.items() if link in cast.client(p).get(reverse("home")).content.decode())  # noqa: E731
    assert shown() == ["officer", "second"]
    agree(change, second)
    assert shown() == ["officer"]
    refuse_change(change, actor=later)
    assert shown() == []


def test_the_page_asks_who_one_is_before_a_yes_and_not_before_a_no(cast, second):
    change = report(cast)
    officer = cast.client(cast.officer)
    forget(officer)
    for answer in (officer.get(page_of(change)), officer.post(page_of(change), {"agree": "yes"})):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/reauthenticate/")
    assert OfficerConsent.objects.filter(agreed_at__isnull=False).count() == 0
    told = officer.post(page_of(change), {"refuse": "yes"}, follow=True)
    assert "The change is refused" in told.content.decode()
    assert stands(change) == (OLD, "refused")


def test_who_has_agreed_is_told_so_and_who_was_made_later_can_only_refuse(cast, second):
    change = report(cast)
    client = cast.client(second)
    client.post(page_of(change), {"agree": "yes"})
    page = client.get(page_of(change)).content.decode()
    assert ("You have agreed." in page, "Agree to the new address" in page) == (True, False)
    assert client.post(page_of(change), {"agree": "yes"}).status_code == 422
    later = cast.client(officer_of(cast.university, "Olga Later"))
    page = later.get(page_of(change)).content.decode()
    assert ("You can refuse." in page, "Agree to the new address" in page) == (True, False)
    assert later.post(page_of(change), {"agree": "yes"}).status_code == 403
    assert OfficerConsent.objects.filter(agreed_at__isnull=False).count() == 1


def test_for_all_others_there_is_no_page(cast, second):
    MembershipFactory(user=cast.administrator, party=cast.university, partnership=None, role=Role.OFFICER)
    officer_of(cast.partner)
    change = report(cast)
    for name in ("contributor", "representative", "facilitator", "sibling", "stranger", "administrator"):
        client = cast.client(getattr(cast, name))
        assert (name, client.get(page_of(change)).status_code) == (name, 404)
        assert (name, client.post(page_of(change), {"refuse": "yes"}).status_code) == (name, 404)
    assert stands(change) == WAITING
    ordinary = change_address(cast.contributor, actor=cast.administrator, email="another@example.org")
    assert cast.client(second).get(page_of(ordinary)).status_code == 404


def test_the_new_address_is_told_that_it_need_do_nothing_more(cast):
    change = report(cast)
    page = cast.client().get(change.link("new")).content.decode()
    assert (REASON in page, "waiting until 15 May 2031" in page) == (True, True)
    assert "You need not do anything more" in cast.client().post(change.link("new"), {"confirm": "yes"}).content.decode()


def test_what_the_administrators_page_shows(cast, desk):
    report(cast)
    page = desk.get(reverse("admin:administration_addresschange_changelist")).content.decode()
    assert REASON in page
    assert page.count("Waiting for confirmation") >= 1
