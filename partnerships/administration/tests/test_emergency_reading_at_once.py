"""Emergency readings in the very same moment. SQLite lets one writer in at a time, so this needs PostgreSQL."""

import pytest
from django.conf import settings

from partnerships.accounts.models import User
from partnerships.administration.models import EmergencyReading
from partnerships.administration.services.people import deactivate
from partnerships.administration.services.readings import end_reading, note_seen
from partnerships.administration.tests.reading import own, started
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.invitations.tests.test_at_once import at_once
from partnerships.tests.cast import make_cast
from partnerships.tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has one writer at a time"),
]


def test_one_starts_two_of_which_one_is(transactional_db):
    cast = make_cast()
    assert at_once(lambda: started(cast), lambda: started(cast, cast.partner)) == ["Refused", "done"]
    assert EmergencyReading.objects.count() == 1


def test_one_page_opened_twice_is_noted_once_and_both_end_it_once(transactional_db):
    cast = make_cast()
    ours, reading = own(cast), started(cast)
    mine = EmergencyReading.objects.select_related("person", "partnership", "party")
    look = [lambda: note_seen(mine.get(), actor=cast.administrator, record=ours)] * 2
    assert at_once(*look) == ["done", "done"]
    assert Event.objects.filter(subject_key=ours.pk).count() == 1
    ends = [lambda who=who: end_reading(mine.get(pk=reading.pk), actor=who) for who in (cast.administrator, cast.officer)]
    assert at_once(*ends) == ["done", "done"]
    assert Event.objects.filter(verb="ended early").count() == 1
    assert list(chain_faults(cast.partnership)) == []


def test_whoever_loses_the_account_while_starting_reads_nothing(transactional_db):
    cast = make_cast()
    another = UserFactory(is_staff=True, is_superuser=True)
    take_stock(cast.partnership)
    outcome = at_once(lambda: started(cast), lambda: deactivate(User.objects.get(pk=cast.administrator.pk), actor=another))
    assert outcome in (["PermissionDenied", "done"], ["done", "done"])
    assert not EmergencyReading.objects.open().exists()
    assert list(row_faults(cast.partnership)) == []
