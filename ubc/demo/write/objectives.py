"""Objectives on their way from the first word to what became of them, with all that hangs on them."""

import dataclasses
from functools import partial

from objectives.models import CapabilityCheck, Measure, Milestone, Objective, ProgressCheck, Reading, ResourceCommitment
from objectives.services import (
    adopt_objective,
    check_progress,
    conclude_objective,
    drop_objective,
    reach_milestone,
    start_objective,
)
from partnerships.actions.models import Action
from partnerships.actions.services import add_action, finish_action, start_action
from partnerships.records.sharing import share_record
from partnerships.signoff.services import open_round
from ubc.demo import shapes
from ubc.demo.shapes import Day
from ubc.demo.write.days import Days, days_of
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import number, save

State = Objective.State
PROGRESS_EVERY = 90


def write_objectives(scene: Scene) -> None:
    contents = scene.data.contents
    for data in contents.objectives:
        days = days_of(scene, data)
        first = as_first_written(data, contents.revisions)
        scene.add(days.written, _objective, scene, first, days.written)
        if data.party and data.shared:
            scene.add(days.shared, _share, scene, data, days.shared)
        _write_life(scene, data, days)
        _write_work(scene, data, days)


def as_first_written(data: shapes.Objective, revisions: tuple[shapes.Revision, ...]) -> shapes.Objective:
    """The objective before it was revised: the data tell it as it stands today."""
    for revision in revisions:
        if revision.objective == data.key and revision.decided:
            before = dict(revision.before)
            measures = data.measures
            if "target" in before:
                measures = (dataclasses.replace(measures[0], target=before["target"]), *measures[1:])  # type: ignore[arg-type]
            changed = {name: before[name] for name in ("text", "due") if name in before}
            data = dataclasses.replace(data, measures=measures, **changed)  # type: ignore[arg-type]
    return data


def _write_life(scene: Scene, data: shapes.Objective, days: Days) -> None:
    """Agreed by all, or adopted by its party; begun; ended."""
    if days.round is not None:
        for day, do in zip((days.round, *days.signatures), (_ask, *map(_signing, scene.data.parties)), strict=True):
            scene.add(day, do, scene, data, day)  # type: ignore[arg-type]
    if days.adopted is not None:
        scene.add(days.adopted, _adopt, scene, data, days.adopted)
    if days.started is not None:
        scene.add(days.started, _start, scene, data, days.started)
    if days.ended is not None:
        scene.add(days.ended, _withdraw if data.state == State.WITHDRAWN else _conclude, scene, data, days.ended)


def _write_work(scene: Scene, data: shapes.Objective, days: Days) -> None:
    for check in data.capability:
        scene.add(check.day, _capability, scene, data, check)
    for action in data.actions:
        _write_action(scene, data, action, days)
    for measure in data.measures:
        for reading in measure.readings:
            scene.add(reading.day, _reading, scene, data, measure, reading)
    for milestone in data.milestones:
        if milestone.done is not None:
            scene.add(milestone.done, _reach, scene, data, milestone)
    for progress in data.progress:
        scene.add(progress.day, _progress, scene, data, progress)
    delivered = [commitment for commitment in data.commitments if commitment.delivered]
    if delivered:
        scene.add(days.delivered, _deliver, scene, data, delivered, days.delivered)


def _write_action(scene: Scene, data: shapes.Objective, action: shapes.Action, days: Days) -> None:
    planned = days.planned(scene, action)
    scene.add(planned, _plan, scene, data, action)
    if action.state == Action.State.DOING:
        scene.add(min(planned + 5, 0), _take_up, scene, data, action)
    elif action.done is not None:
        scene.add(action.done, _finish, scene, data, action)


# --- the objective ----------------------------------------------------------------------------------------------------
def _objective(scene: Scene, data: shapes.Objective, day: Day) -> None:
    actor = scene.writer(data.party, day, data.lead)
    record = scene.new(
        Objective,
        data.party,
        title=data.title,
        description=data.text,
        direction=data.direction,
        term=data.term,
        work_area=scene.stage.term("work_area", data.work_area),
        responsible=scene.party(data.responsible),
        feasibility=data.feasibility,
        effectiveness=data.effectiveness,
        parent=scene.objective(data.parent) if data.parent else None,
        phase=data.phase,
        starts_on=scene.date(data.starts),
        target_on=scene.date(data.due),
    )
    save(record, actor, drivers=[scene.keys["driver", title] for title in data.drivers])
    scene.keys["objective", data.key] = record
    for measure in data.measures:
        row = Measure(
            objective=record,
            name=measure.name,
            unit=measure.unit,
            baseline=number(measure.baseline),
            target=number(measure.target),
        )
        scene.keys["measure", data.key, measure.name] = save(row, actor)
    for milestone in data.milestones:
        row = Milestone(objective=record, title=milestone.title, due_on=scene.date(milestone.due))  # type: ignore[assignment, misc]
        scene.keys["milestone", data.key, milestone.title] = save(row, actor)
    for commitment in data.commitments:
        row = ResourceCommitment(  # type: ignore[assignment]
            objective=record,
            party=scene.party(commitment.party),
            resource=scene.stage.term("resource", commitment.resource),
            description=commitment.text,
            planned=number(commitment.amount),
            unit=commitment.unit,
        )
        save(row, scene.writer(commitment.party, day, data.lead))
        scene.keys["commitment", data.key, commitment.text] = row


def _share(scene: Scene, data: shapes.Objective, day: Day) -> None:
    share_record(scene.objective(data.key), actor=scene.signer(data.party, day))


def _ask(scene: Scene, data: shapes.Objective, day: Day) -> None:
    round = open_round(scene.objective(data.key), actor=scene.writer("", day, scene.officer))
    scene.keys["round", data.key] = round


def _signing(party: str) -> "partial[None]":
    return partial(_sign, party)


def _sign(party: str, scene: Scene, data: shapes.Objective, day: Day) -> None:
    sign(scene.keys["round", data.key], actor=scene.signer(party, day))


def _adopt(scene: Scene, data: shapes.Objective, day: Day) -> None:
    adopt_objective(scene.objective(data.key), actor=scene.signer(data.party, day, data.lead))


def _start(scene: Scene, data: shapes.Objective, day: Day) -> None:
    start_objective(scene.objective(data.key), actor=scene.writer(data.party, day, data.lead))


def _conclude(scene: Scene, data: shapes.Objective, day: Day) -> None:
    actor = scene.signer(data.party, day, data.lead)
    conclude_objective(scene.objective(data.key), actor=actor, result=data.state, outcome=data.outcome)


def _withdraw(scene: Scene, data: shapes.Objective, day: Day) -> None:
    drop_objective(scene.objective(data.key), actor=scene.signer(data.party, day, data.lead), reason=data.outcome)


# --- the work on it ---------------------------------------------------------------------------------------------------
def _capability(scene: Scene, data: shapes.Objective, check: shapes.CapabilityCheck) -> None:
    row = CapabilityCheck(
        objective=scene.objective(data.key), party=scene.party(check.party), verdict=check.verdict, factors=check.factors
    )
    save(row, scene.stage.users[check.by])


def _plan(scene: Scene, data: shapes.Objective, action: shapes.Action) -> None:
    owner = scene.stage.users[action.owner]
    scene.keys["action", data.key, action.title] = add_action(
        scene.objective(data.key),
        actor=owner,
        title=action.title,
        responsible=scene.party(scene.party_of(action.owner)),
        assignee=owner,
        due_on=scene.date(action.due),
        done_when=action.done_when,
    )


def _take_up(scene: Scene, data: shapes.Objective, action: shapes.Action) -> None:
    start_action(scene.again("action", data.key, action.title), actor=scene.stage.users[action.owner])


def _finish(scene: Scene, data: shapes.Objective, action: shapes.Action) -> None:
    finish_action(scene.again("action", data.key, action.title), actor=scene.stage.users[action.owner])


def _reading(scene: Scene, data: shapes.Objective, measure: shapes.Measure, reading: shapes.Reading) -> None:
    row = scene.again("measure", data.key, measure.name)
    values = {"on": scene.date(reading.day), "value": number(reading.value), "note": reading.note}
    save(Reading(measure=row, **values), scene.writer(data.party, reading.day, data.lead))


def _reach(scene: Scene, data: shapes.Objective, milestone: shapes.Milestone) -> None:
    assert milestone.done is not None
    row = scene.again("milestone", data.key, milestone.title)
    actor = scene.writer(data.party, milestone.done, data.lead)
    reach_milestone(row, actor=actor, reached_on=scene.stage.timeline.date(milestone.done))


def _progress(scene: Scene, data: shapes.Objective, check: shapes.ProgressCheck) -> None:
    row = ProgressCheck(  # type: ignore[misc]
        objective=scene.objective(data.key),
        on=scene.date(check.day),
        finding=check.text,
        health=check.health,
        next_on=scene.date(check.day + PROGRESS_EVERY),
    )
    check_progress(row, actor=scene.stage.users[check.by])


def _deliver(scene: Scene, data: shapes.Objective, commitments: list[shapes.Commitment], day: Day) -> None:
    """What was given so far of what was promised."""
    for commitment in commitments:
        row = scene.again("commitment", data.key, commitment.text)
        row.delivered = number(commitment.delivered)
        save(row, scene.writer(commitment.party, day, data.lead))
