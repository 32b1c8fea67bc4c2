"""The course of a cycle: every step, the forbidden ones, the joint decision, what follows, and the clock."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from assessments.models import (
    Consensus,
    Cycle,
    CycleSide,
    Improvement,
    Instrument,
    MaturityClaim,
    OptimizationReview,
    Response,
    Rhythm,
)
from assessments.services import cycles, improving, rhythm
from assessments.services import instruments as editing
from assessments.shipped import SHIPPED
from assessments.tests import factories as f
from assessments.tests.worlds import World
from partnerships.access.policy import standing
from partnerships.actions.models import Action
from partnerships.actions.services import finish_action
from partnerships.clock import today
from partnerships.outbox.models import Mail
from partnerships.practices.guidance import lines
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.referrals import DESKS, Desk
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign

State = Cycle.State


def sign_all(cast):
    round = SignOffRound.objects.open().get()
    for actor in (cast.officer, cast.representative):
        sign(round, actor=actor)


def test_the_whole_way(cast):
    world = World(cast)
    cycle = world.plan()
    assert (cycle.state, CycleSide.objects.count()) == (State.INVITING, 2)
    with pytest.raises(Refused, match="name at least 3 people"):
        cycles.open_cycle(cycle, actor=cast.officer)
    world.name(cycle, cast.university, "Ann", "Bob", "Cid")
    world.name(cycle, cast.partner, "Xia", "Yan", "Zoe")
    cycles.open_cycle(cycle, actor=cast.officer)
    assert (Mail.objects.count(), Cycle.objects.get().opened_on) == (6, today())
    world.answer(cycle, Ann=5, Bob=4, Cid=4, Xia=2, Yan=3, Zoe=2)
    cycles.close_side(cycle, actor=cast.officer)
    assert Cycle.objects.get().state == State.OPEN
    with pytest.raises(Refused, match="closed already"):
        cycles.close_side(cycle, actor=cast.officer)
    cycles.close_side(cycle, actor=cast.representative)
    assert Cycle.objects.get().state == State.ANALYSED
    cycles.release(cycle, actor=cast.representative)
    # The wheel shows both lines, from each reader's side, and nothing to who reads nothing.
    drawn = lines(standing(cast.officer, cast.partnership))
    assert [round(level, 2) for level in drawn["ours"] if level] == [4.33, 4.33]
    assert lines(standing(cast.representative, cast.partnership))["theirs"] == drawn["ours"]
    assert lines(standing(cast.respondent, cast.partnership))["ours"] is None
    with pytest.raises(Refused, match="not come yet"):
        cycles.hold_workshop(cycle, actor=cast.officer, on=today() + dt.timedelta(days=1))
    cycle = cycles.hold_workshop(cycle, actor=cast.officer, on=today())
    with pytest.raises(Refused, match="at least one agreed score"):
        cycles.ask_for_consensus(cycle, actor=cast.officer)
    first = world.instrument.dimensions.first()
    save_record(Consensus(cycle=cycle, dimension=first, score=Decimal(3), rationale="Both are right."), actor=cast.officer)
    cycles.ask_for_consensus(cycle, actor=cast.officer)
    sign_all(cast)
    cycle = Cycle.objects.get()
    assert cycle.state == State.CONSENSUS
    with pytest.raises(Refused, match="joint decision"):
        save_record(
            Consensus(cycle=cycle, dimension=world.instrument.dimensions.last(), score=1, rationale="x"), actor=cast.officer
        )
    with pytest.raises(Refused, match="at least one improvement"):
        cycles.agree_actions(cycle, actor=cast.officer)
    improvement = f.ImprovementFactory(partnership=cast.partnership, author=cast.officer, cycle=cycle, dimension=first)
    cycle = cycles.agree_actions(cycle, actor=cast.officer)
    assert {action.responsible for action in Action.objects.for_source(improvement)} == {cast.university, cast.partner}
    with pytest.raises(Refused, match="whether these helped"):
        cycles.follow_up(cycle, actor=cast.officer, conclusion="Good")
    improvement.refresh_from_db()
    with pytest.raises(Refused, match="still open"):
        improving.finish_improvement(improvement, actor=cast.officer)
    for action in Action.objects.for_source(improvement):
        finish_action(action, actor=cast.officer)
    improving.finish_improvement(improvement, actor=cast.officer)
    improving.check_effect(improvement, actor=cast.officer, helped=True, effect="A week.")
    cycle = cycles.follow_up(cycle, actor=cast.officer, conclusion="Good")
    cycles.finish(cycle, actor=cast.officer)
    assert (Cycle.objects.get().state, Improvement.objects.get().state) == (State.FINISHED, "effective")


STEPS = {
    "invite": lambda c, a: cycles.start_inviting(c, actor=a),
    "open": lambda c, a: cycles.open_cycle(c, actor=a),
    "close": lambda c, a: cycles.close_side(c, actor=a),
    "release": lambda c, a: cycles.release(c, actor=a),
    "workshop": lambda c, a: cycles.hold_workshop(c, actor=a, on=today()),
    "agree": lambda c, a: cycles.agree_actions(c, actor=a),
    "follow": lambda c, a: cycles.follow_up(c, actor=a, conclusion="x"),
    "finish": lambda c, a: cycles.finish(c, actor=a),
    "cancel": lambda c, a: cycles.cancel(c, actor=a, reason="x"),
}
ALLOWED = {"invite": {"planned"}, "cancel": {"planned", "inviting"}, "release": {"analysed"}, "workshop": {"released"}}


def test_forbidden_steps_are_refused(cast):
    allowed = ALLOWED | {
        "finish": {"released", "followed_up"},
        "follow": {"actions_agreed"},
        "open": {"inviting"},
        "close": {"open"},
        "agree": {"consensus"},
    }
    cycle = f.CycleFactory(partnership=cast.partnership, author=cast.officer)
    for state in State.values:
        Cycle.objects.filter(pk=cycle.pk).update(state=state)
        for name, step in STEPS.items():
            if state not in allowed[name]:
                with pytest.raises(Refused):
                    step(cycle, cast.officer)
    assert Cycle.objects.get().state == State.CANCELLED


def test_one_party_calls_off_nothing_that_others_answer_and_a_stranger_closes_nothing(cast):
    world = World(cast)
    cycle = world.open()
    world.answer(cycle, Ann=3)
    with pytest.raises(PermissionDenied):
        cycles.close_side(cycle, actor=cast.stranger)
    with pytest.raises(Refused):
        cycles.cancel(cycle, actor=cast.representative, reason="Wrong time")
    assert (Response.objects.count(), Cycle.objects.get().state) == (1, State.OPEN)


# --- the clock --------------------------------------------------------------------------------------------------------
def test_a_rhythm_plans_one_cycle_however_late_and_how_often_it_runs(cast):
    day = dt.date(2031, 1, 31)
    made = f.RhythmFactory(partnership=cast.partnership, author=cast.officer, next_on=day, every_months=3)
    found = []
    for on in (day - dt.timedelta(days=1), day, day, dt.date(2032, 1, 1), dt.date(2032, 1, 1)):
        rhythm.plan_due(on)
        found.append((Cycle.objects.count(), Rhythm.objects.get(pk=made.pk).next_on))
    assert found == [(0, day), *[(1, dt.date(2031, 4, 30))] * 2, *[(2, dt.date(2032, 1, 30))] * 2]
    Rhythm.objects.update(active=False, next_on=day)
    assert rhythm.plan_due(dt.date(2033, 1, 1)) == 0


def test_what_is_over_is_closed_by_the_clock(cast):
    world = World(cast)
    cycle = world.open(closes_on=dt.date(2031, 5, 28))
    world.answer(cycle, Ann=4, Bob=4, Cid=4)
    assert [rhythm.close_overdue(dt.date(2031, 5, n)) for n in (28, 29, 29)] == [0, 1, 0]
    assert Cycle.objects.get().state == State.ANALYSED


def test_the_usual_rhythm_is_set_once(cast):
    assert [r.every_months for r in rhythm.set_usual(cast.partnership, actor=cast.officer)] == [3, 6, 12]
    with pytest.raises(Refused):
        rhythm.set_usual(cast.partnership, actor=cast.officer)


# --- maturity and what to do ------------------------------------------------------------------------------------------
def test_from_level_three_on_both_sign(cast):
    low = f.MaturityClaimFactory(partnership=cast.partnership, author=cast.officer, level=2)
    high = f.MaturityClaimFactory(partnership=cast.partnership, author=cast.officer, level=3)
    own = f.MaturityClaimFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, level=2)
    improving.settle_maturity(low, actor=cast.officer)
    for claim in (high, own):
        with pytest.raises(Refused):
            improving.settle_maturity(claim, actor=cast.officer)
    improving.ask_for_maturity(high, actor=cast.officer)
    sign_all(cast)
    assert [MaturityClaim.objects.get(pk=c.pk).state for c in (low, high, own)] == ["superseded", "agreed", "claimed"]


def test_a_decision_to_look_at_the_end_is_handed_on(cast, monkeypatch):
    taken = []
    desk = Desk("exits.assessment", "Assess", lambda source, **facts: taken.append(facts))
    monkeypatch.setitem(DESKS, desk.key, desk)
    for decision in ("continue", "assess_exit"):
        review = f.OptimizationReviewFactory(partnership=cast.partnership, author=cast.officer, decision=decision)
        open_round(review, actor=cast.officer)
        sign_all(cast)
    assert [facts["facts"] for facts in taken] == ["It is worth it."]
    assert {r.state for r in OptimizationReview.objects.all()} == {"agreed"}


# --- instruments ------------------------------------------------------------------------------------------------------
def test_what_is_shipped_is_there_once_and_covers_the_principles(db):
    there = set(Instrument.objects.filter(party=None).values_list("code", "number", "state"))
    assert there == {(one.code, one.number, "active") for one in SHIPPED}
    health = Instrument.objects.get(code="health-check")
    assert sorted(d.principle for d in health.dimensions.exclude(principle=None)) == list(range(1, 13))


def test_a_version_in_use_stays_and_the_next_begins_with_its_questions(cast):
    mine = editing.create_instrument(
        Instrument(title="Ours"), actor=cast.officer, party=cast.university, copy_of=World(cast).instrument
    )
    item = mine.dimensions.first().items.first()
    editing.activate(mine, actor=cast.officer)
    item.text = "Otherwise"
    item.dimension.instrument.refresh_from_db()
    with pytest.raises(Refused, match="in use"):
        editing.save_part(item, actor=cast.officer)
    second = editing.new_version(mine, actor=cast.officer)
    assert (second.number, second.dimensions.count(), second.dimensions.first().items.count()) == (2, 2, 2)
    with pytest.raises(Refused):
        editing.new_version(mine, actor=cast.officer)
    for stranger in (cast.stranger, cast.representative):
        with pytest.raises(PermissionDenied):
            editing.activate(second, actor=stranger)
    editing.activate(second, actor=cast.officer)
    assert Instrument.objects.get(pk=mine.pk).state == "retired"
