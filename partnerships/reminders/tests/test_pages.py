import pytest

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind
from partnerships.reminders.tests.conftest import TODAY, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def actions(cast):
    """Two of Conrad's, one of Paul's; all of them reminded."""
    for title, person, count in (
        ("Order steel", cast.contributor, 0),
        ("Book the hall", cast.contributor, -2),
        ("Paint the hall", cast.partner_contributor, 0),
    ):
        ActionFactory(partnership=cast.partnership, title=title, assignee=person, due_on=days(count))
    remind()
    return cast


def titles(response):
    return [row["about"].title for row in response.context["rows"]]


def test_ones_own_reminders_with_what_when_where_and_why(actions):
    response = actions.client(actions.contributor).get("/reminders/")
    assert titles(response) == ["Book the hall", "Order steel"]
    text = response.content.decode()
    assert "overdue since 3 Mar 2026" in text
    assert "due today" in text
    assert "Quiet gearboxes" in text
    assert "You are named for it." in text
    assert Action.objects.get(title="Order steel").get_absolute_url() in text
    assert "Paint the hall" not in text


def test_what_is_done_moves_to_the_past(actions):
    Action.objects.filter(title="Order steel").update(state="done")
    remind()
    client = actions.client(actions.contributor)
    assert titles(client.get("/reminders/")) == ["Book the hall"]
    assert titles(client.get("/reminders/?show=past")) == ["Order steel"]


def test_mark_one_as_read(actions):
    client = actions.client(actions.contributor)
    first = client.get("/reminders/").context["rows"][0]["reminder"]
    assert client.post("/reminders/read/", {"reminder": first.pk}).status_code == 302
    assert list(Reminder.objects.filter(read_at__isnull=False)) == [first]


def test_mark_all_as_read_means_ones_own(actions):
    actions.client(actions.contributor).post("/reminders/read/")
    assert [r.recipient for r in Reminder.objects.filter(read_at=None)] == [actions.partner_contributor]
    assert "Mark all as read" not in actions.client(actions.contributor).get("/reminders/").content.decode()


def test_anothers_reminder_and_a_missing_one_get_the_same_answer(actions):
    client = actions.client(actions.contributor)
    other = Reminder.objects.get(recipient=actions.partner_contributor)
    answers = [client.post("/reminders/read/", {"reminder": key}) for key in (other.pk, "0" * 32)]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, "/reminders/")] * 2
    assert Reminder.objects.filter(read_at__isnull=False).count() == 0
    assert client.post("/reminders/read/", {"reminder": "nonsense"}).status_code == 404
    assert client.get("/reminders/read/").status_code == 405


def test_nothing_yet(cast):
    text = cast.client(cast.stranger).get("/reminders/").content.decode()
    assert "Nothing to remind you of." in text
    text = cast.client(cast.stranger).get("/reminders/?show=past&page=99").content.decode()
    assert "No past reminders." in text


def test_what_comes_up_without_a_reminder_yet(cast):
    client = cast.client(cast.representative)
    assert "Nothing falls due in the next 90 days." in client.get("/reminders/?show=coming").content.decode()
    ActionFactory(partnership=cast.partnership, title="In a month", responsible=cast.partner, due_on=days(30))
    ActionFactory(partnership=cast.partnership, title="Next year", responsible=cast.partner, due_on=days(365))
    assert titles(client.get("/reminders/?show=coming")) == ["In a month"]


def test_an_unknown_tab_is_the_first(actions):
    assert titles(actions.client(actions.contributor).get("/reminders/?show=x")) == ["Book the hall", "Order steel"]


def test_a_page_costs_the_same_for_one_and_for_thirty(cast, django_assert_max_num_queries):
    client = cast.client(cast.contributor)
    counts = []
    for more in (1, 29):
        ActionFactory.create_batch(more, partnership=cast.partnership, assignee=cast.contributor, due_on=TODAY)
        remind()
        with django_assert_max_num_queries(12) as used:
            assert len(titles(client.get("/reminders/"))) == min(Action.objects.count(), 25)
        counts.append(len(used))
    assert counts[0] == counts[1]
