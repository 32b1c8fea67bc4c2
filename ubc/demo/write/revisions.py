"""How agreed objectives change: the mechanism the parties set up, and the revisions that went through it."""

from objectives import amendments
from objectives.models import InitiatorRule, Revision, RevisionCondition, RevisionStep
from objectives.services import (
    apply_revision,
    communicate_revision,
    note_impact,
    put_to_decision,
    submit_revision,
    write_revision,
)
from partnerships.records.slots import plain
from partnerships.signoff.models import SignOffRound
from ubc.demo import shapes
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save

State = Revision.State
# Days from one step to the next, and how long the parties have to decide.
STEP, TO_DECIDE = 3, 28
DECIDED_LATER = (State.JOINT_DECISION, State.APPROVED, State.APPLIED, State.COMMUNICATED)
FIELDS = {"text": "description", "due": "target_on"}


def write_revisions(scene: Scene) -> list[shapes.Communication]:
    """Returns the communications that are kept with a revision, so that nobody writes them again."""
    contents = scene.data.contents
    if contents.revision_mechanism is not None:
        scene.add(scene.at(0.85), _mechanism, scene, contents.revision_mechanism)
    told = [_write_revision(scene, revision) for revision in contents.revisions]
    return [communication for communication in told if communication is not None]


def _write_revision(scene: Scene, data: shapes.Revision) -> shapes.Communication | None:
    scene.add(data.day, _submit, scene, data)
    if data.state == State.SUBMITTED:
        return None
    scene.add(data.day + STEP, _note_impact, scene, data)
    if data.state in DECIDED_LATER:
        scene.add(data.day + 2 * STEP - 1, _put_to_decision, scene, data)
    for _party, person, _decision, day in data.decisions:
        scene.add(day, _decide, scene, data, person)
    if data.decided and data.effective is not None:
        scene.add(data.effective, _apply, scene, data)
    if data.state != State.COMMUNICATED or data.effective is None:
        return None
    told = next(c for c in scene.data.contents.communications if data.objective in c.objectives and c.day >= data.effective)
    scene.add(told.day, _communicate, scene, data, told)
    return told


def _mechanism(scene: Scene, data: shapes.RevisionMechanism) -> None:
    actor = scene.signer("", scene.begin)
    for kind, text in data.conditions:
        scene.keys["condition", kind] = save(scene.new(RevisionCondition, kind=kind, text=text), actor)
    for kind in data.initiators:
        save(scene.new(InitiatorRule, kind=kind), actor)
    for order, step in enumerate(data.steps, start=1):
        values = {"name": step.name, "days_allowed": step.days, "decision_rule": step.rule}
        save(scene.new(RevisionStep, order=order, **values), actor)  # type: ignore[arg-type]


def _submit(scene: Scene, data: shapes.Revision) -> None:
    actor = scene.stage.users[data.by]
    objective = scene.objective(data.objective)
    revision = scene.new(
        Revision,
        objective=objective,
        condition=scene.keys["condition", data.condition],
        reason=data.reason,
        effective_on=scene.date(data.effective if data.effective is not None else TO_DECIDE),
    )
    scene.keys["revision", data.objective] = revision
    write_revision(revision, actor=actor, changes=_changes(scene, data))
    submit_revision(revision, actor=actor)
    if revision.state != State.SUBMITTED:
        raise ValueError(f"{data.objective}: the rules do not let {data.by} start a revision.")


def _changes(scene: Scene, data: shapes.Revision) -> amendments.Changes:
    """What shall be, slot by slot: the fields of the objective, and the target of its first measure."""
    objective = scene.objective(data.objective)
    wanted = {}
    for slot in amendments.slots(objective):
        for name, value in data.after:
            if slot.record == objective and slot.field.name == FIELDS.get(name):
                wanted[slot.name] = scene.date(value) if name == "due" else value  # type: ignore[arg-type]
            elif (
                name == "target" and slot.field.name == "target" and slot.record == objective.measures.order_by("created_at")[0]
            ):
                wanted[slot.name] = value
    slots = {slot.name: slot for slot in amendments.slots(objective)}
    return {name: [slots[name].plain, plain(slots[name].field, value)] for name, value in wanted.items()}


def _note_impact(scene: Scene, data: shapes.Revision) -> None:
    actor = scene.writer("", data.day, scene.officer)
    note_impact(scene.again("revision", data.objective), actor=actor, impact_note=data.impact)


def _put_to_decision(scene: Scene, data: shapes.Revision) -> None:
    revision = scene.again("revision", data.objective)
    actor = scene.writer("", data.day, scene.officer)
    put_to_decision(revision, actor=actor, due_on=scene.date(data.day + TO_DECIDE))


def _decide(scene: Scene, data: shapes.Revision, person: str) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys["revision", data.objective]).get()
    sign(round, actor=scene.stage.users[person])


def _apply(scene: Scene, data: shapes.Revision) -> None:
    apply_revision(scene.again("revision", data.objective), actor=scene.writer("", data.day, scene.officer))


def _communicate(scene: Scene, data: shapes.Revision, told: shapes.Communication) -> None:
    communicate_revision(
        scene.again("revision", data.objective),
        actor=scene.stage.users[told.by],
        audience=told.audience,
        channel=told.channel,
        on=scene.stage.timeline.date(told.day),
        note=told.text,
    )
