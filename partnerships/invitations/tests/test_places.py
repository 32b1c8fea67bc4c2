"""Who stands for an organisation in all its partnerships gives that up by himself or herself, as everybody leaves one partnership."""

import pytest
from django.urls import reverse

from partnerships.history.models import Event
from partnerships.models import Membership, Role
from partnerships.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast):
    return MembershipFactory(party=cast.university, partnership=None, role=Role.OFFICER).user


def leave_url(person):
    return reverse("people:leave-all", args=[Membership.objects.get(user=person).pk])


def listed(client):
    return [row.party.name for row in client.get(reverse("people:places")).context["rows"]]


def test_it_is_found_from_the_account_and_from_the_people(cast):
    client, place = cast.client(cast.officer), leave_url(cast.officer)
    assert reverse("people:places") in client.get(reverse("accounts:preferences")).content.decode()
    assert place in client.get(reverse("people:places")).content.decode()
    assert place in client.get(reverse("people:list", args=[cast.partnership.slug])).content.decode()


def test_each_sees_the_own_ones(cast, second):
    assert [listed(cast.client(person)) for person in (cast.officer, cast.stranger, cast.contributor)] == [
        ["University of Rivermouth"],
        ["Hillside University"],
        [],
    ]


def test_leaving(cast, second):
    client, address = cast.client(cast.officer), leave_url(cast.officer)
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "Retired."})["Location"] == reverse("people:places")
    assert client.get(reverse("partnerships:detail", args=[cast.partnership.slug])).status_code == 404
    assert (listed(client), client.get(address).status_code) == ([], 404)
    told = Event.objects.order_by("partnership__title").values_list("partnership__title", "verb", "actor_name", "note")
    assert list(told) == [(title, "left", "Olivia Officer", "Retired.") for title in ("Cold chains", "Quiet gearboxes")]


def test_the_last_one_says_first_who_comes_after(cast):
    page = cast.client(cast.officer).post(leave_url(cast.officer))
    assert page.status_code == 422
    assert "Invite or appoint another person first." in " ".join(page.context["form"].non_field_errors())
    assert Membership.objects.get(user=cast.officer).is_current()


@pytest.mark.parametrize("who", ["contributor", "stranger", "administrator"])
def test_nobody_finds_anothers(cast, second, who):
    client = cast.client(getattr(cast, who))
    assert [client.get(leave_url(cast.officer)).status_code, client.post(leave_url(cast.officer)).status_code] == [404, 404]
    assert Membership.objects.get(user=cast.officer).is_current()


def test_a_place_in_one_partnership_is_left_there(cast):
    assert cast.client(cast.contributor).get(leave_url(cast.contributor)).status_code == 404
