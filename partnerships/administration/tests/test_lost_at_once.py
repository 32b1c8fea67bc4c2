"""A lost address, answered by several in the very same moment. SQLite lets one writer in at a time, so this needs PostgreSQL."""

import datetime as dt
import threading

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection
from django.utils import timezone

from partnerships.accounts import presence
from partnerships.administration.models import AddressChange, AddressNotice
from partnerships.administration.services.addresses import Over, refuse_address, refuse_change, settle_lost_addresses
from partnerships.administration.tests.lost import DONE, OLD, agree, new_says_yes, officer_of, report, stands
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.scorecards.tests.factories import ExemptionFactory
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign
from partnerships.tests.cast import make_cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has one writer at a time"),
]

ATTEMPTS = pytest.mark.parametrize("attempt", range(2))


def at_once(*steps):
    """Run the steps in threads that start together; what became of each, in their order."""
    start, outcomes = threading.Barrier(len(steps)), ["nothing"] * len(steps)

    def run(place, step):
        try:
            start.wait()
            step()
            outcomes[place] = "done"
        except (Over, Refused, PermissionDenied) as refusal:
            outcomes[place] = type(refusal).__name__
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=found) for found in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def second(cast):
    return officer_of(cast.university)


def carried_out():
    """How often it was carried out, by its history and its letter."""
    return (
        Event.objects.filter(verb="replaced the lost address of").count(),
        Mail.objects.filter(kind="administration.address_done").count(),
    )


@ATTEMPTS
def test_two_officers_say_yes(cast, second, attempt):
    change = report(cast)
    new_says_yes(change)
    assert at_once(lambda: agree(change, cast.officer), lambda: agree(change, second)) == ["done", "done"]
    assert (stands(change), carried_out()) == (DONE, (1, 1))
    assert list(chain_faults(cast.partnership)) == []


@ATTEMPTS
def test_one_officer_says_yes_twice(cast, second, attempt):
    change = report(cast)
    new_says_yes(change)
    assert sorted(at_once(*[lambda: agree(change, second)] * 3)) == ["Refused", "Refused", "done"]
    assert (stands(change), carried_out()) == ((OLD, "waiting"), (0, 0))


@ATTEMPTS
def test_two_officers_and_the_new_address(cast, second, attempt):
    change = report(cast)
    steps = (lambda: agree(change, cast.officer), lambda: agree(change, second), lambda: new_says_yes(change))
    assert at_once(*steps) == ["done", "done", "done"]
    assert (stands(change), carried_out()) == (DONE, (1, 1))


@ATTEMPTS
def test_a_last_yes_and_a_no(cast, second, attempt):
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    steps = (
        lambda: agree(change, cast.officer),
        lambda: refuse_change(change, actor=second),
        lambda: refuse_address(change.key("old")),
    )
    outcomes = at_once(*steps)
    assert sorted(outcomes) == ["Over", "Over", "done"]
    yes = outcomes[0] == "done"
    assert (stands(change), carried_out()) == ((DONE, (1, 1)) if yes else ((OLD, "refused"), (0, 0)))


@ATTEMPTS
def test_the_clock_twice_and_the_new_address(cast, attempt):
    change = report(cast)
    before = timezone.now() - dt.timedelta(days=15)
    AddressChange.objects.update(created_at=before, new_confirmed_at=before)
    AddressNotice.objects.update(told_at=before)
    outcomes = at_once(settle_lost_addresses, settle_lost_addresses, lambda: new_says_yes(change))
    assert (outcomes[:2], outcomes[2] in ("done", "Over")) == (["done", "done"], True)
    assert (stands(change), carried_out()) == (DONE, (1, 1))


@ATTEMPTS
def test_who_signs_has_signed_before_it_was_reported_or_not_at_all(cast, attempt):
    subject = ExemptionFactory(partnership=cast.partnership, author=cast.officer)
    round = open_round(subject, actor=cast.officer)
    signed, reported = at_once(lambda: sign(round, actor=cast.representative), lambda: report(cast, cast.representative))
    assert (signed in ("done", "Refused"), reported) == (True, "done")
    verbs = list(
        Event.objects.filter(verb__in=("signed", "reported lost the address of"))
        .order_by("place")
        .values_list("verb", flat=True)
    )
    assert verbs == ([] if signed == "Refused" else ["signed"]) + ["reported lost the address of"]
    assert presence.barred(cast.representative) != ""


@ATTEMPTS
def test_two_reports_leave_one_that_waits(cast, attempt):
    steps = (lambda: report(cast), lambda: report(cast, email="newer@example.org"))
    assert at_once(*steps) == ["done", "done"]
    assert sorted(AddressChange.objects.values_list("state", flat=True)) == ["replaced", "waiting"]
