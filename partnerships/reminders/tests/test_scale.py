"""What a sweep costs: statements by the batch, not by the thing that is due."""

import math

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.models import Action
from partnerships.outbox.models import Mail
from partnerships.reminders import services
from partnerships.reminders.models import Reminder
from partnerships.reminders.registry import DUES
from partnerships.reminders.services import BATCH, batches, post_each, remind, remind_of
from partnerships.reminders.tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def make(cast, count):
    Action.objects.bulk_create(
        Action(
            partnership=cast.partnership,
            visibility="shared",
            title=f"Action {n}",
            responsible=cast.partner,
            author=cast.officer,
            due_on=TODAY,
        )
        for n in range(count)
    )


def statements(function, *args):
    """How many statements by their first word; rows inserted at once count as one, however SQLite must divide them."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        function(*args)
    found = {}
    for query in captured.captured_queries:
        word = query["sql"].split()[0]
        found[word] = found.get(word, 0) + 1
    return found


@pytest.fixture
def one_insert(monkeypatch):
    """SQLite is told to take few parameters at once; with a limit out of the way, one list is one statement everywhere."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(type(connection.features), "max_query_params", 30_000)


def test_a_batch_costs_the_same_for_ten_and_for_three_hundred(cast, one_insert):
    action = DUES["actions.action"]
    ContentType.objects.get_for_models(Action, Reminder)  # known to every process after a moment
    costs = []
    for count in (10, 300):
        Action.objects.all().delete()
        make(cast, count)
        (batch,) = batches(action, TODAY)
        assert len(batch) == count
        costs.append([statements(remind_of, action, batch), statements(post_each), statements(remind_of, action, batch)])
        assert Reminder.objects.open().filter(subject_key__in=[item.key for item in batch]).count() == count
    first, posting, again = costs[0]
    assert costs[1] == costs[0]
    assert first == {"SELECT": 3, "INSERT": 1, "SAVEPOINT": 1, "RELEASE": 1}  # parties, people, what is known; the rows
    assert again == {"SELECT": 3, "SAVEPOINT": 1, "RELEASE": 1}
    # What waits, that no more does, and what the person may read.
    assert posting == {"SELECT": 3, "INSERT": 1, "UPDATE": 1, "SAVEPOINT": 1, "RELEASE": 1}


def test_a_thousand_due_things_in_as_many_statements_as_batches_need(cast, one_insert, monkeypatch):
    monkeypatch.setattr(services, "DUES", {"actions.action": DUES["actions.action"]})
    ContentType.objects.get_for_models(Action, Reminder)
    make(cast, 1000)
    found = statements(remind)
    assert (Reminder.objects.count(), Mail.objects.count()) == (1000, 1000)
    batches = math.ceil(1000 / BATCH)
    assert (found["INSERT"], found["SELECT"]) == (
        2 * batches,  # reminders, mails
        # What was reminded of; what is due and about whom; that no more is due; what is to post and may be read; that no more is;
        # digests.
        1 + 4 * batches + 1 + 2 * batches + 1 + 1,
    )
    again = statements(remind)
    assert "INSERT" not in again
    assert (Reminder.objects.count(), Mail.objects.count()) == (1000, 1000)
