"""Who is told of what: from things to people and from a person to things, one and the same answer."""

import pytest

from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.reminders.people import Item, Reason, recipients
from partnerships.reminders.reading import upcoming
from partnerships.reminders.registry import DUES
from partnerships.reminders.services import batches
from partnerships.reminders.tests.conftest import TODAY, days
from partnerships.tests.cast import Cast
from partnerships.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(kind, day=TODAY):
    """{title: {first name: reason}} as the sweep decides it."""
    due = DUES[kind]
    titles = {item.pk: due.title(item) for item in due.items()}
    names = {user.pk: user.name.split()[0] for user in Membership.user.field.related_model.objects.all()}
    return {
        titles[item.key]: {names[key]: str(reason) for key, reason in people.items()}
        for batch in batches(due, day)
        for item, people in recipients(due, batch)
    }


@pytest.fixture
def actions(cast):
    def make(title, **values):
        return ActionFactory(partnership=values.pop("at", cast.partnership), title=title, due_on=TODAY, **values)

    make("joint, theirs to do", responsible=cast.partner)
    make("joint, ours to do", responsible=cast.university)
    make("joint, Paul named", responsible=cast.partner, assignee=cast.partner_contributor)
    make("joint, a neutral person named", responsible=cast.university, assignee=cast.facilitator)
    make("joint, somebody without standing named", responsible=cast.partner, assignee=cast.stranger)
    make("our private", party=cast.university)
    make("their private", party=cast.partner)
    make("next door", at=cast.sibling_partnership, responsible=cast.university)
    make("elsewhere", at=cast.other_partnership, responsible=cast.partner)
    return cast


def test_who_is_told(actions):
    assert told("actions.action") == {
        "joint, theirs to do": {"Renate": "party"},
        "joint, ours to do": {"Olivia": "party"},
        "joint, Paul named": {"Paul": "named"},
        "joint, a neutral person named": {"Felix": "named"},
        "joint, somebody without standing named": {"Renate": "party"},
        "our private": {"Olivia": "party"},
        "their private": {"Renate": "party"},
        "next door": {"Olivia": "party"},
        # the partner has joined it, but nobody stands for the partner there
        "elsewhere": {},
    }


def test_what_is_long_overdue_goes_to_the_keepers_of_the_party_too(actions):
    found = told("actions.action", days(14))
    assert found["joint, Paul named"] == {"Paul": "named", "Renate": "escalated"}
    assert found["our private"] == {"Olivia": "party"}


def test_a_review_is_everybodys_who_keeps_the_partnership(cast):
    Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=TODAY)
    assert told("partnerships.review") == {"Quiet gearboxes": {"Olivia": "party", "Renate": "party"}}


def people_of(cast):
    return [getattr(cast, name) for name in Cast.PEOPLE if name != "anonymous"]


def test_both_directions_agree(actions):
    """What the sweep would tell a person of is what the person finds under "what falls due"."""
    cast = actions
    Partnership.objects.update(next_review_on=TODAY)
    MembershipFactory(user=UserFactory(name="Zoe"), party=cast.partner, partnership=None, role=Role.OFFICER)
    Membership.objects.filter(user=cast.partner_contributor).update(ends_on=TODAY)
    MembershipFactory(user=UserFactory(name="Gone", is_active=False), party=cast.partner, partnership=None, role=Role.OFFICER)
    for state in (Participation.State.JOINED, Participation.State.LEFT):
        Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state=state)
        found = {}
        for kind in ("actions.action", "partnerships.review"):
            for title, people in told(kind).items():
                for name in people:
                    found.setdefault(name, set()).add(title)
        people = list(Membership.user.field.related_model.objects.all())
        asked = {user.name.split()[0]: {item.title for item in upcoming(user, days=0)} for user in people}
        assert {name: titles for name, titles in asked.items() if titles} == found
        assert "Gone" not in found
        assert len(found) >= 4


def test_two_queries_whatever_the_batch(cast, django_assert_num_queries):
    due = DUES["actions.action"]
    item = Item(cast.partnership.pk, TODAY, cast.partnership.pk, cast.partner.pk, (cast.officer.pk,))
    for size in (1, 300):
        with django_assert_num_queries(2):
            found = list(recipients(due, [item] * size))
        assert found[-1][1] == {cast.officer.pk: Reason.NAMED}


def test_upcoming_is_soonest_first_within_the_days_and_without_what_is_done(cast):
    for title, count in (("in five", 5), ("late", -40), ("today", 0), ("in six", 6)):
        ActionFactory(partnership=cast.partnership, title=title, due_on=days(count), responsible=cast.partner)
    ActionFactory(partnership=cast.partnership, title="done", due_on=TODAY, responsible=cast.partner, state="done")
    ActionFactory(partnership=cast.partnership, title="no date", due_on=None, responsible=cast.partner)
    Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=days(2))
    found = [(item.title, item.label, item.is_late, item.when) for item in upcoming(cast.representative, days=5)]
    assert found == [
        ("late", "Action", True, "overdue since 24 Jan 2026"),
        ("today", "Action", False, "due today"),
        ("Quiet gearboxes", "Review of the partnership", False, "due on 7 Mar 2026"),
        ("in five", "Action", False, "due on 10 Mar 2026"),
    ]
    assert [item.title for item in upcoming(cast.representative, days=5, limit=2)] == ["late", "today"]


def test_upcoming_costs_the_same_for_one_and_for_thirty(cast, django_assert_num_queries):
    for count in (1, 29):
        ActionFactory.create_batch(count, partnership=cast.partnership, due_on=TODAY, responsible=cast.partner)
        Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=TODAY)
        with django_assert_num_queries(2):  # which, and what they are
            assert [bool(item.title and item.url and item.partnership) for item in upcoming(cast.representative)] == [True] * (
                2 if count == 1 else 31
            )
