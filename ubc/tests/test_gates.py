"""Steps of a partnership that ask for something: refused with all that lacks, shown with what holds, open when it is there."""

import datetime as dt
from contextlib import suppress

import pytest
from django.urls import reverse

from objectives.tests.factories import ValueCaseFactory
from partnerships.clock import today
from partnerships.gates import GATES, Gate, closed, gates_from, passages, register_gates
from partnerships.history.models import Event
from partnerships.lifecycle.services import ask_override
from partnerships.models import Participation, Partnership
from partnerships.records.refusals import Refused
from partnerships.services import move_partnership
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign_by_all
from rmp.exits.tests.factories import DisengagementCaseFactory, ExitStrategyFactory
from rmp.governance.tests.factories import AgreementFactory
from rmp.leadership.tests.factories import AppointmentFactory
from rmp.plan.gates import BEFORE_THE_WORK
from rmp.plan.models import PlanVersion
from rmp.plan.tests.factories import in_force
from rmp.visions.tests.factories import EthicsScreeningFactory

S = Partnership.State


@pytest.fixture
def exploring(cast):
    return put(cast, S.EXPLORING)


def put(cast, state):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=state)
    cast.partnership.refresh_from_db()
    return cast.partnership


def here(cast, party=None, **fields):
    visibility = fields.pop("visibility", "shared")
    return {"partnership": cast.partnership, "author": cast.officer, "party": party, "visibility": visibility, **fields}


def value_cases(cast):
    for party in (cast.university, cast.partner):
        ValueCaseFactory(**here(cast, party))


def screening(cast, party=None, **fields):
    return EthicsScreeningFactory(**here(cast, party, concluded=True, **fields))


def lacking(partnership, to=S.NEGOTIATING):
    return [gate.key for gate in closed(passages(partnership, gates_from(partnership.state, to)))]


def test_a_step_is_refused_with_everything_that_lacks(cast, exploring):
    with pytest.raises(Refused) as refusal:
        move_partnership(exploring, S.NEGOTIATING, actor=cast.officer)
    assert refusal.value.messages == [
        "Not all that this step asks for is there.",
        *(str(gate.missing) for gate in gates_from(S.EXPLORING, S.NEGOTIATING)),
    ]
    assert sorted(lacking(exploring)) == ["objectives.value_cases", "visions.ethics"]
    exploring.refresh_from_db()
    assert (exploring.state, Event.objects.count()) == (S.EXPLORING, 0)


@pytest.mark.parametrize("state", [S.EXPLORING, S.PLANNED])
def test_a_step_is_open_when_all_is_there(cast, state):
    value_cases(cast)
    screening(cast)
    move_partnership(put(cast, state), S.NEGOTIATING, actor=cast.officer)
    assert cast.partnership.state == S.NEGOTIATING


def test_other_steps_ask_for_nothing(cast, exploring, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert passages(exploring, gates_from(S.EXPLORING, S.PLANNED)) == []
    move_partnership(exploring, S.PLANNED, actor=cast.officer)


# Steps by which something that all agreed would rest, end, or go on again: none is one party's alone.
AT_WORK = [(S.ACTIVE, S.EXITING), (S.UNDER_REVIEW, S.EXITING), (S.ACTIVE, S.DORMANT), (S.UNDER_REVIEW, S.DORMANT)]
GIVING_UP = [(before, to) for before in BEFORE_THE_WORK for to in (S.DORMANT, S.DECLINED)]


@pytest.mark.parametrize(("state", "to"), AT_WORK)
def test_what_is_at_work_neither_rests_nor_ends_by_one_party(cast, state, to):
    for person in (cast.officer, cast.representative):
        with pytest.raises(Refused, match="Not all that this step asks for"):
            move_partnership(put(cast, state), to, actor=person)


@pytest.mark.parametrize(("state", "to"), [*GIVING_UP, (S.DORMANT, S.EXPLORING)])
@pytest.mark.parametrize("plan", ["none", "in_force", "superseded"])
def test_once_all_have_signed_a_plan_no_party_gives_it_up_alone(cast, plan, state, to):
    if plan != "none":
        in_force(cast)
        PlanVersion.objects.update(state=plan)
    assert lacking(put(cast, state), to) == ([] if plan == "none" else ["plan.unbound"])


def case(cast, state="transition", **fields):
    return DisengagementCaseFactory(**here(cast), **{"kind": "mutual_end", "state": state} | fields)


@pytest.mark.parametrize(
    ("fields", "decided"),
    [
        ({}, True),
        ({"state": "evaluation"}, True),
        ({"state": "joint_assessment"}, False),
        ({"state": "notified"}, False),
        ({"state": "closed"}, False),
        ({"state": "withdrawn"}, False),
        ({"kind": "suspend"}, False),
        ({"kind": "renew"}, False),
    ],
)
def test_it_ends_as_a_case_says_and_none_takes_that_back_alone(cast, fields, decided):
    case(cast, **fields)
    assert lacking(put(cast, S.ACTIVE), S.EXITING) == ([] if decided else ["exits.decided"])
    assert lacking(put(cast, S.EXITING), S.ACTIVE) == (["exits.undone"] if decided else [])


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"effective_on": None}, True),
        ({"effective_on": today()}, True),
        ({"effective_on": today() + dt.timedelta(days=1)}, False),
        ({"state": "obligations_clearing"}, False),
        ({"state": "closed"}, False),
        ({"kind": "mutual_end"}, False),
    ],
)
def test_it_rests_as_a_case_says(cast, fields, due):
    case(cast, **{"kind": "suspend", "state": "evaluation", "effective_on": today()} | fields)
    assert lacking(put(cast, S.ACTIVE), S.DORMANT) == ([] if due else ["exits.suspended"])


def test_what_all_let_rest_none_wakes_alone(cast):
    case(cast, "closed", kind="suspend")
    assert "exits.rested" in lacking(put(cast, S.DORMANT), S.ACTIVE)
    assert lacking(cast.partnership, S.EXPLORING) == ["exits.rested"]
    override = ask_override(cast.partnership, actor=cast.officer, to_state=S.EXPLORING, reason="There is money again.")
    with pytest.raises(Refused):
        move_partnership(cast.partnership, S.EXPLORING, actor=cast.officer)
    sign_by_all(SignOffRound.objects.of_record(override).get())
    move_partnership(cast.partnership, S.EXPLORING, actor=cast.officer)
    assert cast.partnership.state == S.EXPLORING


def test_resting_is_no_way_round_the_screening(cast):
    resting = put(cast, S.DORMANT)
    asked = {"visions.ethics", "plan.in_force", "leadership.leaders", "exits.strategy"}
    assert set(lacking(resting, S.ACTIVE)) == asked
    screening(cast)
    assert set(lacking(resting, S.ACTIVE)) == asked - {"visions.ethics"}


def test_work_begins_with_a_plan_a_leader_each_an_agreement_and_a_strategy_for_the_end(cast):
    ready = put(cast, S.NEGOTIATING)
    asked = {"plan.in_force", "leadership.leaders", "exits.strategy", "governance.agreement"}
    assert set(lacking(ready, S.ACTIVE)) == asked
    in_force(cast)
    AppointmentFactory(**here(cast, cast.university), leading=True)
    assert set(lacking(ready, S.ACTIVE)) == asked - {"plan.in_force"}
    AppointmentFactory(**here(cast, cast.partner), leading=True)
    ExitStrategyFactory(**here(cast))
    assert set(lacking(ready, S.ACTIVE)) == {"exits.strategy", "governance.agreement"}
    AgreementFactory(**here(cast), in_force=True)
    assert set(lacking(ready, S.ACTIVE)) == {"exits.strategy"}
    ExitStrategyFactory(**here(cast), agreed=True)
    move_partnership(ready, S.ACTIVE, actor=cast.officer)


def yesterday():
    return today() - dt.timedelta(days=1)


def each(cast, **fields):
    return [screening(cast, party, **fields) for party in (cast.university, cast.partner)]


# (what there is, whether the gate of ethics holds)
SCREENINGS = [
    (lambda c: EthicsScreeningFactory(**here(c, answered=True)), False),
    (lambda c: screening(c), True),
    (lambda c: screening(c, result="conditions", conditions="Ask again"), True),
    (lambda c: screening(c, result="failed"), False),
    (lambda c: screening(c, valid_until=today()), True),
    (lambda c: screening(c, valid_until=yesterday()), False),
    (lambda c: screening(c, c.university), False),
    (lambda c: each(c), True),
    (lambda c: each(c, visibility="private"), False),
    # The last word counts: of all together, and of each party.
    (lambda c: [screening(c, result="failed"), screening(c)], True),
    (lambda c: [screening(c), screening(c, result="failed")], False),
    (lambda c: [screening(c, c.partner, result="failed"), screening(c)], False),
    (lambda c: [screening(c, c.partner, result="failed"), screening(c), screening(c, c.partner)], True),
    (lambda c: [screening(c, c.partner, result="failed", visibility="private"), screening(c)], True),
    (lambda c: [*each(c), Participation.objects.filter(party=c.partner).update(state="left")], True),
]


@pytest.mark.parametrize(("build", "holds"), SCREENINGS)
def test_when_the_screening_holds(cast, exploring, build, holds):
    build(cast)
    assert ("visions.ethics" not in lacking(exploring)) is holds


def test_only_parties_at_the_table_need_a_value_case(cast, exploring):
    ValueCaseFactory(**here(cast, cast.university))
    assert "objectives.value_cases" in lacking(exploring)
    ValueCaseFactory(**here(cast, cast.partner, visibility="private"))
    assert "objectives.value_cases" in lacking(exploring)
    Participation.objects.filter(party=cast.partner).update(state="invited")
    assert "objectives.value_cases" not in lacking(exploring)


def test_all_gates_are_one_query(cast, exploring, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(passages(exploring, gates_from(S.EXPLORING))) == 4


def test_the_page_shows_what_holds_and_what_lacks_and_where(cast, exploring):
    value_cases(cast)
    client, address = cast.client(cast.officer), reverse("partnerships:move", args=[exploring.slug])
    page = client.get(address)
    [way] = [way for way in page.context["ways"] if way["state"] == S.NEGOTIATING.label]
    marks = {str(row["text"]): (row["status"], row.get("url", "")) for row in way["gates"]}
    ethics = GATES["visions.ethics", S.EXPLORING, S.NEGOTIATING]
    cases = GATES["objectives.value_cases", S.EXPLORING, S.NEGOTIATING]
    assert marks == {str(ethics.missing): ("not_yet", ethics.url(exploring)), str(cases.label): ("addressed", "")}
    assert (way["state"], way["lacking"]) == (S.NEGOTIATING.label, 1)
    assert client.get(ethics.url(exploring)).status_code == 200
    refused = client.post(address, {"to": S.NEGOTIATING})
    assert refused.status_code == 422
    assert str(ethics.missing) in refused.content.decode()
    screening(cast)
    assert client.post(address, {"to": S.NEGOTIATING}).status_code == 302


def test_every_gate_leads_somewhere(cast):
    client = cast.client(cast.officer)
    for gate in GATES.values():
        assert client.get(gate.url(cast.partnership)).status_code == 200, gate.key


def test_a_gate_stands_once_at_a_step_that_there_is(cast):
    known = dict(GATES)
    ethics = GATES["visions.ethics", S.EXPLORING, S.NEGOTIATING]
    wrong = [ethics, Gate("new", S.CLOSED, S.ACTIVE, "", ethics.condition, "", ethics.link)]
    for gate in wrong:
        with pytest.raises(ValueError, match=r"registered twice|no step"):
            register_gates(gate)
    assert known == GATES


def test_what_is_said_in_private_opens_no_gate_and_is_not_told_by_one(cast, exploring):
    """A party's private screening changes nothing that another party can see."""
    value_cases(cast)
    before = lacking(exploring)
    screening(cast, cast.university, visibility="private", result="failed")
    assert lacking(exploring) == before
    with suppress(Refused):
        move_partnership(exploring, S.NEGOTIATING, actor=cast.representative)
    exploring.refresh_from_db()
    assert exploring.state == S.EXPLORING
