"""My work: what waits for a person, and what the page costs."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from objectives.tests import factories as objectives
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.history.services import record as write_history
from partnerships.models import Participation, Partnership
from partnerships.signoff.services import open_round
from partnerships.tests.costs import cost
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartnershipFactory

HOME = reverse("home")


def shown(cast, person):
    """What the lists of the page hold, by their names."""
    context = cast.client(getattr(cast, person)).get(HOME).context
    return {
        "actions": [action.title for action in context["actions"]],
        "signatures": [slot.round.title for slot in context["slots"]],
        "due": [(item.label, item.title) for item in context["due"]],
        "partnerships": [row["partnership"].title for row in context["rows"]],
    }


NOTHING = {"actions": [], "signatures": [], "due": [], "partnerships": []}
HERE = NOTHING | {"partnerships": ["Quiet gearboxes"]}


def test_each_person_finds_what_waits_for_him_or_her(cast):
    here = {"partnership": cast.partnership, "due_on": today()}
    ActionFactory(**here, title="Book the bench", responsible=cast.partner)
    ActionFactory(**here, title="Our secret", party=cast.university, visibility="private", responsible=cast.university)
    milestone = objectives.MilestoneFactory(
        objective=objectives.ObjectiveFactory(partnership=cast.partnership, active=True, responsible=cast.partner),
        title="First rig",
        due_on=today(),
    )
    assert milestone.objective.partnership == cast.partnership
    partner = HERE | {"actions": ["Book the bench"], "due": [("Action", "Book the bench"), ("Milestone", "First rig")]}
    ours = ["Quiet gearboxes", cast.sibling_partnership.title]
    expected = {
        "officer": {
            "actions": ["Our secret"],
            "signatures": [],
            "due": [("Action", "Our secret")],
            "partnerships": sorted(ours),
        },
        "representative": partner,
        "partner_contributor": HERE | {"actions": ["Book the bench"]},
        "partner_reader": HERE | {"actions": ["Book the bench"]},
        "auditor": HERE,
        "stranger": NOTHING | {"partnerships": [cast.other_partnership.title]},
        "administrator": NOTHING,
    }
    assert {person: shown(cast, person) for person in expected} == expected


def test_a_signature_that_waits(cast):
    open_round(objectives.ObjectiveFactory(partnership=cast.partnership), actor=cast.officer)
    found = {
        person: len(shown(cast, person)["signatures"]) for person in ("officer", "representative", "partner_reader", "sibling")
    }
    assert found == {"officer": 1, "representative": 1, "partner_reader": 0, "sibling": 0}


def test_news_is_what_others_did_since_the_last_visit(cast):
    client = cast.client(cast.representative)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1), tick=False) as clock:
        client.get(HOME)
        clock.shift(dt.timedelta(minutes=1))
        write_history("one", cast.partnership, actor=cast.officer)
        write_history("mine", cast.partnership, actor=cast.representative)
        clock.shift(dt.timedelta(hours=2))
        assert told(client) == ["one"]
        # A reload is no new visit; a day later, what was seen is old.
        assert told(client) == ["one"]
        clock.shift(dt.timedelta(days=1))
        assert told(client) == []


def told(client):
    return [row["text"] for row in client.get(HOME).context["events"]]


def test_home_costs_the_same_for_one_and_for_thirty_of_everything(cast):
    client, costs = cast.client(cast.officer), []
    for count in (1, 29):
        for number in range(count):
            partnership = PartnershipFactory(title=f"Further {count} {number}", parties=[cast.university, cast.partner])
            Partnership.objects.filter(pk=partnership.pk).update(next_review_on=today())
            ActionFactory(partnership=partnership, due_on=today(), responsible=cast.university)
            objective = objectives.ObjectiveFactory(partnership=partnership, active=True, responsible=cast.university)
            objectives.MilestoneFactory(objective=objective, due_on=today())
            objectives.ProgressCheckFactory(objective=objective, on=today() - dt.timedelta(days=1), next_on=today())
            objectives.SummaryFactory(partnership=partnership, due_on=today())
            open_round(
                objectives.ObjectiveFactory(partnership=partnership), actor=cast.officer, due_on=today() + dt.timedelta(days=3)
            )
            write_history("changed", partnership, actor=cast.representative)
        costs.append(cost(client, HOME))
    assert costs == [13, 13]  # with scorecards that are due; one less without


@pytest.mark.parametrize("state", [Participation.State.INVITED, Participation.State.LEFT])
def test_who_has_left_or_not_yet_come_finds_nothing(cast, state):
    user = MembershipFactory(
        party=cast.sibling_partner,
        partnership=cast.partnership,
        role="representative",
    ).user
    ParticipationFactory(partnership=cast.partnership, party=cast.sibling_partner, state=state)
    ActionFactory(partnership=cast.partnership, due_on=today(), responsible=cast.sibling_partner)
    cast.newcomer = user
    assert shown(cast, "newcomer") == NOTHING
