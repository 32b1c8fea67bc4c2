import datetime as dt

import icalendar
import pytest

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Membership
from partnerships.reminders.models import CalendarFeed
from partnerships.reminders.services import renew_feed
from partnerships.reminders.tests.conftest import days

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast):
    return ActionFactory(
        partnership=cast.partnership, title="Order; steel,\nnow", party=cast.partner, due_on=days(3), responsible=cast.partner
    )


@pytest.fixture
def address(cast, action):
    return f"/reminders/calendar/{renew_feed(cast.representative).token}/"


def events(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_a_program_reads_the_persons_due_dates_without_signing_in(cast, action, address):
    response = cast.client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["Cache-Control"] == "private, no-store"
    (event,) = events(response)
    assert {name: event.decoded(name) for name in ("dtstart", "dtend", "summary", "url", "uid", "description")} == {
        "dtstart": days(3),
        "dtend": days(4),
        "summary": "Action: Order; steel, now",
        "url": f"http://127.0.0.1:8000{action.get_absolute_url()}",
        "uid": f"actions.action.{action.pk}@127.0.0.1",
        "description": "Quiet gearboxes",
    }
    assert "sessionid" not in response.cookies


def test_it_shows_what_is_so_at_that_moment(cast, address):
    client = cast.client()
    assert len(events(client.get(address))) == 1
    Action.objects.update(due_on=days(5))
    assert [event.decoded("dtstart") for event in events(client.get(address))] == [days(5)]
    Action.objects.update(state="done")
    assert events(client.get(address)) == []


def test_who_lost_access_reads_nothing(cast, address):
    Membership.objects.filter(user=cast.representative).update(ends_on=days(-1), starts_on=days(-2))
    assert events(cast.client().get(address)) == []


def test_a_closed_account_has_no_calendar(cast, address):
    cast.representative.is_active = False
    cast.representative.save()
    assert cast.client().get(address).status_code == 404


def test_only_the_right_token_opens_it(cast, address):
    token = CalendarFeed.objects.get().token
    assert len(token) == 96
    wrong = [
        token[:32],
        token[:-1],
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token + "0",
        token.upper(),
        "0" * 96,
        "é" * 96,
        str(cast.representative.pk),
        CalendarFeed.objects.get().key.hex + "0" * 64,
        "%00",
    ]
    client = cast.client()
    assert [client.get(f"/reminders/calendar/{text}/").status_code for text in wrong] == [404] * len(wrong)


def test_the_key_of_the_installation_is_part_of_it(cast, address, settings):
    settings.SECRET_KEY = "another key"
    assert cast.client().get(address).status_code == 404


def test_the_address_is_made_renewed_and_ended(cast):
    client = cast.client(cast.representative)
    assert "/reminders/calendar/" not in str(
        client.get("/reminders/calendar/").content.split(b'id="main"')[1].split(b"</main>")[0]
    )
    addresses = []
    for _ in range(2):
        response = client.post("/reminders/calendar/", {"act": "renew"}, follow=True)
        token = CalendarFeed.objects.get(user=cast.representative).token
        assert f'value="http://127.0.0.1:8000/reminders/calendar/{token}/"' in response.content.decode()
        addresses.append(f"/reminders/calendar/{token}/")
    assert [cast.client().get(address).status_code for address in addresses] == [404, 200]
    client.post("/reminders/calendar/", {"act": "end"})
    assert CalendarFeed.objects.count() == 0
    assert cast.client().get(addresses[1]).status_code == 404


def test_it_is_read_only_and_for_its_owner(cast, address):
    assert cast.client().post(address).status_code == 405
    page = cast.client(cast.officer).get("/reminders/calendar/").content.decode()
    assert CalendarFeed.objects.get().token not in page
    assert cast.client().get("/reminders/calendar/")["Location"].startswith("/account/login/")


def test_what_lies_far_away_is_left_out(cast, address):
    for count in (-91, -90, 400, 401):
        ActionFactory(partnership=cast.partnership, due_on=days(count), responsible=cast.partner)
    found = sorted(event.decoded("dtstart") for event in events(cast.client().get(address)))
    assert found == [days(-90), days(3), days(400)]
    assert all(isinstance(day, dt.date) for day in found)


def test_it_speaks_the_owners_language(cast, address):
    from unittest import mock

    cast.representative.language = "de"
    cast.representative.save()
    with mock.patch("partnerships.reminders.views.calendar_of", side_effect=lambda user: _language()):
        assert cast.client().get(address).content == b"de"


def _language():
    from django.utils import translation

    return translation.get_language().encode()
