"""The pages of the history and of sharing: all that the reader may see, and nothing that lets him or her guess the rest."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import Event
from partnerships.history.services import record
from partnerships.records.models import Disclosure
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record, withdraw_record


def address(cast, which):
    return reverse({"history": "history:list", "sharing": "records:sharing"}[which], args=[cast.partnership.slug])


def change(subject, actor, **values):
    current = Action.objects.get(pk=subject.pk)
    for name, value in values.items():
        setattr(current, name, value)
    return save_record(current, actor=actor)


def add(cast, actor, **values):
    new = Action(partnership=cast.partnership, responsible=cast.university, **values)
    return save_record(new, actor=actor)


def lines(response):
    return [(row["who"], str(row["text"]), row["subject"]) for row in response.context["rows"]]


@pytest.fixture
def past(cast):
    """One entry in each space."""
    add(cast, cast.officer, title="Joint step", visibility="shared")
    add(cast, cast.officer, title="Ours alone", party=cast.university)
    add(cast, cast.representative, title="Theirs alone", party=cast.partner)
    add(cast, cast.representative, title="Theirs, shown", party=cast.partner, visibility="shared")
    record("reviewed", cast.partnership, actor=None, note="By the clock.")
    record("created", cast.sibling_partnership, actor=cast.officer)


EVERYBODY = {
    "officer": 200,
    "contributor": 200,
    "representative": 200,
    "partner_contributor": 200,
    "partner_reader": 200,
    "respondent": 403,
    "facilitator": 200,
    "auditor": 200,
    "sibling": 404,
    "stranger": 404,
    "administrator": 404,
    "anonymous": 302,
}


@pytest.mark.parametrize("which", ["history", "sharing"])
def test_who_gets_the_page(cast, past, which):
    found = {name: cast.client(getattr(cast, name)).get(address(cast, which)).status_code for name in cast.PEOPLE}
    assert found == EVERYBODY


SYSTEM = ("The system", "reviewed", "Quiet gearboxes")
JOINT = ("Olivia Officer", "created", "Joint step")
OURS = ("Olivia Officer", "created", "Ours alone")
THEIRS = ("Renate Representative", "created", "Theirs alone")
SHOWN = ("Renate Representative", "created", "Theirs, shown")


def test_everybody_reads_the_history_of_what_he_or_she_may_see(cast, past):
    def seen(name):
        return lines(cast.client(getattr(cast, name)).get(address(cast, "history")))

    assert {name: seen(name) for name in ("contributor", "partner_reader", "facilitator", "auditor")} == {
        "contributor": [SYSTEM, SHOWN, OURS, JOINT],
        "partner_reader": [SYSTEM, SHOWN, THEIRS, JOINT],
        "facilitator": [SYSTEM, JOINT],
        "auditor": [SYSTEM, SHOWN, JOINT],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "alone"}, [OURS]),
        ({"q": "clock"}, [SYSTEM]),
        ({"who": "system"}, [SYSTEM]),
        ({"verb": "reviewed"}, [SYSTEM]),
        ({"verb": "created", "q": "Joint"}, [JOINT]),
        ({"space": "ours_private"}, [OURS]),
        ({"space": "theirs"}, [SHOWN]),
        ({"since": "2999-01-01"}, []),
        ({"until": "2001-01-01"}, []),
        ({"since": "2001-01-01", "until": "2999-01-01"}, [SYSTEM, SHOWN, OURS, JOINT]),
    ],
)
def test_the_history_is_filtered(cast, past, query, expected):
    assert lines(cast.client(cast.contributor).get(address(cast, "history"), query)) == expected


def test_the_history_of_one_person(cast, past):
    found = cast.client(cast.contributor).get(address(cast, "history"), {"who": str(cast.representative.pk)})
    assert lines(found) == [SHOWN]


def test_the_choices_name_only_people_and_acts_the_reader_knows_of(cast):
    """Whoever has only acted in private, and what has only been done in private, is in nobody else's list."""
    record("created", cast.partnership, actor=cast.officer)
    scope = (cast.partnership, cast.partner, 0)
    record("pondered", cast.partnership, actor=cast.partner_contributor, scope=scope)

    def choices(person, name):
        filters = cast.client(person).get(address(cast, "history")).context["filterset"].filters
        return [str(label) for _value, label in filters[name].extra["choices"]]

    assert (choices(cast.officer, "who"), choices(cast.officer, "verb")) == (["Olivia Officer"], ["created"])
    assert (choices(cast.representative, "who"), choices(cast.representative, "verb")) == (
        ["Olivia Officer", "Paul Partner"],
        ["created", "pondered"],
    )
    hidden = cast.client(cast.officer).get(address(cast, "history"), {"who": str(cast.partner_contributor.pk)})
    unknown = cast.client(cast.officer).get(address(cast, "history"), {"who": "5b0c9d4e-0000-4000-8000-000000000000"})
    assert lines(hidden) == lines(unknown)


def body(client, where, query=None):
    """The page without what is random in every answer."""
    text = html.unescape(client.get(where, query or {}).content.decode())
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=|X-CSRFToken": )"[^"]+"', r"\1", text)


@pytest.mark.parametrize("which", ["history", "sharing"])
def test_what_one_party_does_in_private_leaves_no_trace_on_the_others_page(cast, past, which):
    """Not a number, not a gap, not a page more: the other party's answer is the same to the letter."""
    client = cast.client(cast.representative)
    body(client, address(cast, which))
    before = body(client, address(cast, which))
    secret = add(cast, cast.officer, title="Secret", party=cast.university)
    for number in range(40):
        change(secret, cast.officer, title=f"Secret {number}")
    assert Event.objects.filter(partnership=cast.partnership).count() > 40
    assert body(client, address(cast, which)) == before


def test_no_place_in_the_chain_and_no_hash_is_shown(cast, past):
    for _number in range(1000, 1000 + 3):
        record("changed", cast.partnership, actor=cast.officer)
    page = body(cast.client(cast.officer), address(cast, "history"))
    for event in Event.objects.all():
        assert event.hash not in page
        assert event.previous_hash not in page
        assert str(event.pk) not in page
    assert not re.search(r"sequence|previous_hash", page)


@pytest.mark.parametrize(
    "query",
    [
        {"who": "x"},
        {"who": "\x00"},
        {"verb": "nonsense"},
        {"since": "yesterday"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"since": "99999-99-99"},
        {"page": "999999999999"},
        {"space": "everything"},
        {"q": "\x00' OR 1=1 --"},
        {"kind": "nonsense", "party": "x"},
    ],
)
@pytest.mark.parametrize("which", ["history", "sharing"])
def test_nothing_in_the_address_breaks_the_page(cast, past, which, query):
    assert cast.client(cast.officer).get(address(cast, which), query).status_code == 200


def test_a_day_begins_where_the_reader_is(cast):
    event = record("created", cast.partnership, actor=cast.officer)
    cast.officer.time_zone = "Pacific/Kiritimati"
    cast.officer.save()
    with timezone.override("Pacific/Kiritimati"):
        day = timezone.localtime(event.at).date()
    client = cast.client(cast.officer)
    counts = []
    for since, until in [(day, day), (day + dt.timedelta(1), None), (None, day - dt.timedelta(1))]:
        query = {name: str(value) for name, value in (("since", since), ("until", until)) if value}
        counts.append(len(client.get(address(cast, "history"), query).context["rows"]))
    assert counts == [1, 0, 0]


def test_long_histories_come_in_pages(cast, django_assert_max_num_queries):
    record("created", cast.partnership, actor=cast.officer)
    client = cast.client(cast.officer)
    client.get(address(cast, "history"))
    with django_assert_max_num_queries(8) as one:
        client.get(address(cast, "history"))
    for _number in range(29):
        record("changed", cast.partnership, actor=cast.officer)
    with django_assert_max_num_queries(8) as thirty:
        response = client.get(address(cast, "history"))
    assert (len(response.context["rows"]), response.context["page_obj"].paginator.count) == (25, 30)
    assert len(one) == len(thirty)
    assert len(client.get(address(cast, "history"), {"page": 2}).context["rows"]) == 5


# --- sharing ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def shared(cast):
    """The university showed a record, took it back, and went on with it in private."""
    subject = add(cast, cast.officer, title="Pricing", description="Cost plus ten", party=cast.university)
    share_record(subject, actor=cast.officer, note="For Tuesday.")
    withdraw_record(subject, actor=cast.officer, note="Too early.")
    change(subject, cast.officer, description="Cost plus ninety")
    return subject


def test_the_log_tells_who_showed_what_and_took_it_back(cast, shared):
    response = cast.client(cast.representative).get(address(cast, "sharing"))
    acts = [
        (row["act"].kind, row["act"].by.name, row["act"].subject_label, row["act"].note) for row in response.context["rows"]
    ]
    assert acts == [
        ("withdrawn", "Olivia Officer", "Pricing", "Too early."),
        ("shared", "Olivia Officer", "Pricing", "For Tuesday."),
    ]


def test_what_was_known_stays_known_and_what_came_after_does_not_show(cast, shared):
    page = body(cast.client(cast.representative), address(cast, "sharing"))
    assert "Cost plus ten" in page
    assert "ninety" not in page


def test_who_does_not_read_what_is_shared_does_not_read_the_log_of_it(cast, shared):
    seen = {}
    for name, status in EVERYBODY.items():
        if status == 200:
            seen[name] = len(cast.client(getattr(cast, name)).get(address(cast, "sharing")).context["rows"])
    both = dict.fromkeys(("officer", "contributor", "representative", "partner_contributor", "partner_reader", "auditor"), 2)
    assert seen == both | {"facilitator": 0}


def test_the_log_is_filtered(cast, shared):
    def kinds(query):
        return [
            row["act"].kind for row in cast.client(cast.representative).get(address(cast, "sharing"), query).context["rows"]
        ]

    assert kinds({"kind": "withdrawn"}) == ["withdrawn"]
    assert kinds({"q": "Tuesday"}) == ["shared"]
    assert kinds({"party": str(cast.university.pk)}) == ["withdrawn", "shared"]
    assert kinds({"party": str(cast.partner.pk)}) == []


def test_the_log_costs_the_same_with_one_and_with_thirty(cast, django_assert_max_num_queries):
    def show():
        subject = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university)
        share_record(subject, actor=cast.officer)

    show()
    client = cast.client(cast.representative)
    client.get(address(cast, "sharing"))
    with django_assert_max_num_queries(9) as one:
        client.get(address(cast, "sharing"))
    for _number in range(29):
        show()
    with django_assert_max_num_queries(9) as thirty:
        client.get(address(cast, "sharing"))
    assert (len(one), Disclosure.objects.count()) == (len(thirty), 30)
