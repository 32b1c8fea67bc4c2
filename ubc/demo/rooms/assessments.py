"""Principle 11 in the demo world: three finished cycles and an open one in one partnership, and what followed."""

import random
from typing import Any

from assessments.models import (
    Consensus,
    Cycle,
    Improvement,
    Instrument,
    Item,
    MaturityClaim,
    OptimizationReview,
    Questionnaire,
    Respondent,
)
from assessments.services import answering, cycles, improving, rhythm
from assessments.services.answering import Given
from partnerships.actions.models import Action
from partnerships.actions.services import finish_action
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from ubc.demo.rooms import assessments_data as data
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import number, save


def write_assessments(scene: Scene) -> None:
    story = data.STORIES.get(scene.data.key)
    if story is None:
        return
    if story.rhythm is not None:
        scene.add(story.rhythm, _rhythm, scene, story.rhythm)
    for cycle in story.cycles:
        _write_cycle(scene, story, cycle)
    for claim in story.claims:
        scene.add(claim.day, _claim, scene, claim)
        if not claim.party:
            _write_signatures(scene, _claim_key(claim), claim.day + 1)
    if story.decision is not None:
        scene.add(story.decision[0], _decision, scene, story.decision)
        _write_signatures(scene, ("decision",), story.decision[0] + 1)


def _write_signatures(scene: Scene, key: tuple[str, ...], day: Day) -> None:
    scene.add(day, _ask, scene, key, day)
    for place, party in enumerate(scene.joined, start=1):
        scene.add(day + place, _sign, scene, key, party, day + place)


def _write_cycle(scene: Scene, story: data.Story, cycle: data.Cycle) -> None:
    scene.add(cycle.opened - 12, _plan, scene, cycle, cycle.opened - 12)
    for voice in story.voices:
        scene.add(cycle.opened - 8, _name, scene, cycle, voice, cycle.opened - 8)
    scene.add(cycle.opened, _open, scene, cycle, cycle.opened)
    for place, voice in enumerate(story.voices):
        if cycle.levels or place % 3 == 0:
            scene.add(min(cycle.opened + 1 + place, 0), _answer, scene, cycle, voice)
    if not cycle.levels:
        return
    for party in scene.joined:
        scene.add(cycle.closes, _close, scene, cycle, party, cycle.closes)
    scene.add(cycle.closes + 2, _release, scene, cycle, cycle.closes + 2)
    if cycle.workshop is None:
        return
    scene.add(cycle.workshop, _workshop, scene, cycle, cycle.workshop)
    _write_signatures(scene, _key(cycle), cycle.workshop + 1)
    agreed = cycle.workshop + 2 + len(scene.joined)
    scene.add(agreed, _improve, scene, cycle, agreed)
    if cycle.followed_up is not None:
        scene.add(cycle.followed_up, _follow_up, scene, cycle, cycle.followed_up)


def _key(cycle: data.Cycle) -> tuple[str, str]:
    return "cycle", cycle.title


def _claim_key(claim: data.Claim) -> tuple[str, str]:
    return "maturity", f"{claim.party} {claim.principle}"


def _rhythm(scene: Scene, day: Day) -> None:
    rhythm.set_usual(scene.row, actor=scene.writer("", day))


def _plan(scene: Scene, cycle: data.Cycle, day: Day) -> None:
    instrument = Instrument.objects.get(party=None, code="health-check", state=Instrument.State.ACTIVE)
    dates: dict[str, Any] = {"closes_on": scene.date(cycle.closes), "workshop_by": scene.date(cycle.closes + 30)}
    follow_up = scene.date(cycle.followed_up or cycle.closes + 180)
    record = scene.new(Cycle, title=cycle.title, instrument=instrument, about=cycle.about, follow_up_on=follow_up, **dates)
    scene.keys[_key(cycle)] = save(record, scene.writer("", day))
    cycles.start_inviting(record, actor=scene.signer("", day))


def _name(scene: Scene, cycle: data.Cycle, voice: data.Voice, day: Day) -> None:
    party = scene.party(voice.party)
    values: dict[str, Any] = {"name": voice.who, "email": f"{voice.who.lower()}@{voice.party}.example"}
    if voice.account:
        values = {"user": scene.stage.users[voice.who]}
    record = scene.new(Respondent, voice.party, cycle=scene.again(*_key(cycle)), group=voice.group, **values)
    assert party is not None
    cycles.add_respondent(record, actor=scene.writer(voice.party, day))


def _open(scene: Scene, cycle: data.Cycle, day: Day) -> None:
    cycles.open_cycle(scene.again(*_key(cycle)), actor=scene.signer("", day))


def _answer(scene: Scene, cycle: data.Cycle, voice: data.Voice) -> None:
    who = {"respondent__user": scene.stage.users[voice.who]} if voice.account else {"respondent__name": voice.who}
    questionnaire = Questionnaire.objects.select_related("respondent__cycle__instrument", "respondent__partnership").get(
        respondent__cycle=scene.keys[_key(cycle)], **who
    )
    dice = random.Random(f"{cycle.title} {voice.who}")  # noqa: S311  invented, not secret
    levels = cycle.levels.get(voice.party, (4,) * 12)
    given: dict[Item, Given | None] = {}
    for item in answering.items_for(questionnaire):
        if item.type == Item.Type.TEXT:
            said = voice.keep if item.code == "keep" else voice.change
            given[item] = Given(text=said) if said else None
            continue
        level = levels[(item.dimension.principle or 1) - 1] + voice.lean * dice.choice((0, 1)) + dice.choice((-1, 0, 0, 0, 1))
        level = max(1, min(level, 5))
        given[item] = Given(value=6 - level if item.reverse else level)
    answering.take_in(questionnaire, given)


def _close(scene: Scene, cycle: data.Cycle, party: str, day: Day) -> None:
    cycles.close_side(scene.again(*_key(cycle)), actor=scene.signer(party, day))


def _release(scene: Scene, cycle: data.Cycle, day: Day) -> None:
    cycles.release(scene.again(*_key(cycle)), actor=scene.signer("", day))


def _workshop(scene: Scene, cycle: data.Cycle, day: Day) -> None:
    record, actor = scene.again(*_key(cycle)), scene.writer("", day)
    cycles.hold_workshop(record, actor=actor, on=scene.stage.timeline.date(day), moderated_by=cycle.moderated)
    dimensions = {dimension.principle: dimension for dimension in record.instrument.dimensions.all()}
    for score in cycle.scores:
        values = {"score": number(score.score), "rationale": score.why, "dissent": score.dissent}
        save(Consensus(cycle=scene.again(*_key(cycle)), dimension=dimensions[score.principle], **values), actor)


def _improve(scene: Scene, cycle: data.Cycle, day: Day) -> None:
    record, actor = scene.again(*_key(cycle)), scene.signer("", day)
    dimensions = {dimension.principle: dimension for dimension in record.instrument.dimensions.all()}
    for one in cycle.improving:
        values = {"title": one.title, "description": one.how, "expected": one.expected}
        days: dict[str, Any] = {"due_on": scene.date(one.due), "check_on": scene.date(one.check)}
        improvement = scene.new(Improvement, cycle=record, dimension=dimensions[one.principle], **values, **days)
        scene.keys["improvement", one.title] = save(improvement, actor)
    cycles.agree_actions(scene.again(*_key(cycle)), actor=actor)


def _follow_up(scene: Scene, cycle: data.Cycle, day: Day) -> None:
    actor = scene.signer("", day)
    for one in cycle.improving:
        improvement = scene.again("improvement", one.title)
        for action in Action.objects.for_source(improvement).unfinished().order_by("created_at", "pk"):
            finish_action(action, actor=actor)
        improving.finish_improvement(improvement, actor=actor)
        improving.check_effect(scene.again("improvement", one.title), actor=actor, helped=True, effect=one.helped)
    cycles.follow_up(scene.again(*_key(cycle)), actor=actor, conclusion=cycle.conclusion)
    cycles.finish(scene.again(*_key(cycle)), actor=actor)


def _claim(scene: Scene, claim: data.Claim) -> None:
    values = {
        "principle": claim.principle,
        "level": claim.level,
        "evidence": claim.evidence,
        "claimed_on": scene.date(claim.day),
    }
    record = scene.new(MaturityClaim, claim.party, **values)
    record.visibility = "shared"
    scene.keys[_claim_key(claim)] = save(record, scene.signer(claim.party, claim.day))


def _decision(scene: Scene, decision: tuple[Day, str, str]) -> None:
    day, what, reasons = decision
    record = scene.new(OptimizationReview, decision=what, reasons=reasons, next_review_on=scene.date(day + 365))
    scene.keys["decision",] = save(record, scene.writer("", day))


def _ask(scene: Scene, key: tuple[str, ...], day: Day) -> None:
    open_round(scene.again(*key), actor=scene.writer("", day))


def _sign(scene: Scene, key: tuple[str, ...], party: str, day: Day) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys[key]).get()
    sign(round, actor=scene.signer(party, day))
