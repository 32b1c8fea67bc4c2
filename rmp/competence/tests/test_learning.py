"""Measures for groups, and inductions of newcomers: every step, and those that are refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from rmp.competence import services
from rmp.competence.models import DevelopmentAction, Induction
from rmp.competence.tests import factories as f
from rmp.competence.tests.worlds import DAY

State = DevelopmentAction.State


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


# --- measures ---------------------------------------------------------------------------------------------------------
STEPS = {
    "start": (services.start_learning, {}, State.IN_PROGRESS),
    "finish": (services.finish_learning, {"result": "Twelve came."}, State.DONE),
    "verify": (services.verify_learning, {"result": "It helps."}, State.VERIFIED),
    "resume": (services.resume_learning, {}, State.IN_PROGRESS),
    "drop": (services.drop_learning, {"result": "No money."}, State.DROPPED),
}
OPEN = {
    State.PLANNED: {"start", "drop"},
    State.IN_PROGRESS: {"finish", "drop"},
    State.DONE: {"verify", "resume"},
    State.VERIFIED: set(),
    State.DROPPED: set(),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", OPEN)
def test_the_way_of_a_measure(cast, here, state, name):
    measure = f.DevelopmentActionFactory(**here, state=state)
    step, values, to = STEPS[name]
    if name in OPEN[state]:
        step(measure, actor=cast.representative, **values)
        to_be = to
    else:
        with pytest.raises(Refused):
            step(measure, actor=cast.representative, **values)
        to_be = state
    measure.refresh_from_db()
    assert measure.state == to_be


def test_somebody_else_verifies_and_what_is_verified_stays(cast, here):
    measure = f.DevelopmentActionFactory(**here, state=State.IN_PROGRESS)
    services.finish_learning(measure, actor=cast.officer, result="Twelve came.")
    with pytest.raises(Refused, match="somebody else"):
        services.verify_learning(measure, actor=cast.officer, result="Sure")
    services.verify_learning(measure, actor=cast.partner_contributor, result="They ask now.")
    measure.refresh_from_db()
    assert (measure.result, measure.done_by, measure.ended_on) == ("They ask now.", cast.officer, today())
    measure.title = "Another"
    with pytest.raises(Refused):
        save_record(measure, actor=cast.officer)


def test_measures_of_a_party_are_its_own(cast, here):
    measure = f.DevelopmentActionFactory(**here, party=cast.university, visibility="shared")
    for name in ("representative", "partner_reader", "stranger", "facilitator"):
        with pytest.raises(PermissionDenied):
            services.start_learning(measure, actor=getattr(cast, name))
    services.start_learning(measure, actor=cast.contributor)


@pytest.mark.parametrize(
    ("values", "field"), [({"responsible": "partner"}, "responsible"), ({"kind": "joint_workshop"}, "kind")]
)
def test_what_is_private_is_ones_own(cast, values, field):
    values = {name: getattr(cast, value, value) for name, value in values.items()}
    place = {"partnership": cast.partnership, "party": cast.university}
    fields = {"title": "A day", "kind": "training", "responsible": cast.university, "visibility": "private"} | values
    with pytest.raises(ValidationError) as error:
        DevelopmentAction(**place, **fields).clean()
    assert list(error.value.error_dict) == [field]
    DevelopmentAction(**place, **fields | {"visibility": "shared"}).clean()


# --- inductions -------------------------------------------------------------------------------------------------------
def planned(cast, **values):
    days = {"starts_on": today(), "due_on": today() + 20 * DAY}
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "private"}
    induction = Induction(**place, **days, name="Nora New", role=f.role(), **values)
    return services.plan_induction(induction, actor=cast.contributor, items=("Read the plan", "Meet the others"))


def test_from_the_first_day_to_knowing_the_way(cast):
    induction = planned(cast)
    assert [(step.text, step.due_on) for step in induction.steps.all()] == [
        ("Read the plan", induction.due_on),
        ("Meet the others", induction.due_on),
    ]
    with pytest.raises(Refused):
        services.complete_induction(induction, actor=cast.officer)
    services.start_induction(induction, actor=cast.officer)
    first, second = induction.steps.all()
    services.tick_step(first, actor=cast.contributor)
    with pytest.raises(Refused, match="Meet the others"):
        services.complete_induction(induction, actor=cast.officer)
    services.tick_step(second, actor=cast.officer)
    services.untick_step(second, actor=cast.officer)
    services.tick_step(second, actor=cast.officer)
    services.complete_induction(induction, actor=cast.officer, lessons=" Earlier. ")
    induction.refresh_from_db()
    assert (induction.state, induction.ended_on, induction.lessons) == ("completed", today(), "Earlier.")
    second.refresh_from_db()
    second.induction.refresh_from_db()
    with pytest.raises(Refused):
        services.untick_step(second, actor=cast.officer)


@pytest.mark.parametrize(
    ("state", "name", "opens"),
    [
        ("planned", "start", True),
        ("planned", "cancel", True),
        ("planned", "complete", False),
        ("under_way", "start", False),
        ("under_way", "cancel", True),
        ("under_way", "complete", True),
        *((state, name, False) for state in ("completed", "cancelled") for name in ("start", "cancel", "complete")),
    ],
)
def test_the_way_of_an_induction(cast, here, state, name, opens):
    induction = f.InductionFactory(**here, party=cast.university, state=state)
    step = {
        "start": services.start_induction,
        "complete": services.complete_induction,
        "cancel": lambda one, actor: services.cancel_induction(one, actor=actor, reason="She does not come."),
    }[name]
    if opens:
        step(induction, actor=cast.officer)
    else:
        with pytest.raises(Refused):
            step(induction, actor=cast.officer)
    for other in (cast.representative, cast.facilitator, cast.stranger):
        with pytest.raises(PermissionDenied):
            step(induction, actor=other)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": ""}, "name"), ({"person": "officer"}, "name"), ({"name": "", "person": "officer"}, "mentor")],
)
def test_an_induction_names_one_newcomer_and_somebody_else_who_looks_after_it(cast, values, field):
    values = {name: getattr(cast, value, value) for name, value in values.items()}
    with pytest.raises(ValidationError) as error:
        Induction(partnership=cast.partnership, **{"name": "Nora New", "mentor": cast.officer} | values).clean()
    assert list(error.value.error_dict) == [field]
