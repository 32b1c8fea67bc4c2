"""Principle 6 in the demo world: what the parties ask of people, how people are rated, and how the parties behave, as acts on days."""

from typing import Any

from django.apps import apps

from partnerships.accounts.models import User
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from rmp.competence import services
from rmp.competence.checklist import SUGGESTED
from rmp.competence.models import (
    Assessment,
    BehaviourCharter,
    BehaviourObservation,
    CharterStatement,
    Competence,
    DevelopmentAction,
    DevelopmentStep,
    Induction,
    OrgCapability,
    RoleHolder,
    RoleProfile,
    RoleRequirement,
)
from rmp.competence.starting_set import load_competences
from ubc.demo.rooms import competence_shapes as shapes
from ubc.demo.rooms.competence_battery import BATTERY
from ubc.demo.rooms.competence_leaks import LEAKS
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save

TOLD = {"battery": BATTERY, "leaks": LEAKS}
EVIDENCE = "Seen at work over the past months, and talked through with the person."
STEPS: dict[str, Any] = {
    "in_progress": services.start_learning,
    "done": services.finish_learning,
    "verified": services.verify_learning,
}


def write_competence(scene: Scene) -> None:
    data = TOLD.get(scene.data.key)
    if data is None:
        return
    if not Competence.objects.exists():
        load_competences(apps)
    for role in data.roles:
        scene.add(role.day, _role, scene, role)
    for worker in data.workers:
        scene.add(worker.since, _worker, scene, worker)
        for rated in worker.rated:
            scene.add(rated.day, _rate, scene, worker, rated)
        for day, code, level in worker.own:
            scene.add(day, _rate_self, scene, worker, code, level, day)
        if worker.step is not None:
            scene.add(worker.rated[-1].day + 2, _personal, scene, worker)
    for published in data.published:
        scene.add(published.day, _publish, scene, published)
    for measure in data.measures:
        scene.add(measure.day, _measure, scene, measure)
        for state, day, person, result in measure.steps:
            scene.add(day, _step, scene, measure, state, person, result)
    if data.charter is not None:
        _write_charter(scene, data.charter)
    for observation in data.observations:
        _write_observation(scene, observation)
    for newcomer in data.newcomers:
        _write_newcomer(scene, newcomer)
    for day, finding in scene.numbered(data.findings, 0.1, 0.6):
        scene.add(day, _finding, scene, finding, day)


def _competence(code: str) -> Competence:
    return Competence.objects.get(code=code)


def _keep(scene: Scene, model: Any, party: str, actor: User, day: Day, *, shared: bool = False, **values: Any) -> Any:
    """Save a record; what a party shares, somebody who may does on the same day."""
    record = save(scene.new(model, party, **values), actor)
    if party and shared:
        share_record(record, actor=scene.signer(party, day))
    return record


def _role(scene: Scene, data: shapes.Role) -> None:
    actor = scene.writer(data.by, data.day)
    role = scene.stage.term("competence_role", data.code)
    profile = _keep(scene, RoleProfile, "", actor, data.day, role=role, purpose=data.purpose)
    for asked in data.asked:
        what = {"competence": _competence(asked.code), "required_level": asked.level, "weight": asked.weight}
        save(RoleRequirement(profile=profile, **what), actor)


# --- people -----------------------------------------------------------------------------------------------------------
def _named(scene: Scene, who: str) -> dict[str, Any]:
    """A person with an account, or a name."""
    return {"person": scene.stage.users[who]} if who in scene.stage.users else {"name": who}


def _worker(scene: Scene, data: shapes.Worker) -> None:
    actor = scene.signer(data.party, data.since)
    values: dict[str, Any] = {"role": scene.stage.term("competence_role", data.role), "since": scene.date(data.since)}
    holder = _keep(scene, RoleHolder, data.party, actor, data.since, **values, **_named(scene, data.who))
    scene.keys["holder", data.party, data.who] = holder


def _manager(scene: Scene, data: shapes.Worker, day: Day) -> User:
    """Somebody who manages for the party and is not the person."""
    person = scene.stage.users.get(data.who)
    first = scene.signer(data.party, day)
    return first if first != person else scene.signer(data.party, day, scene.officer)


def _rate(scene: Scene, data: shapes.Worker, rated: shapes.Rated) -> None:
    holder, manager = scene.again("holder", data.party, data.who), _manager(scene, data, rated.day)
    asked = next(role.asked for role in TOLD[scene.data.key].roles if role.code == data.role)
    for requirement, level in zip(asked, rated.levels, strict=True):
        if level != "-":
            values = {"rater": "manager", "evidence": EVIDENCE, "assessed_on": scene.date(rated.day)}
            rating = Assessment(holder=holder, competence=_competence(requirement.code), level=int(level), **values)
            services.rate(rating, actor=manager)


def _rate_self(scene: Scene, data: shapes.Worker, code: str, level: int, day: Day) -> None:
    holder = scene.again("holder", data.party, data.who)
    rating = Assessment(holder=holder, competence=_competence(code), level=level, rater="self")
    rating.assessed_on = scene.date(day)  # type: ignore[assignment]
    services.rate(rating, actor=scene.stage.users[data.who])


def _personal(scene: Scene, data: shapes.Worker) -> None:
    assert data.step is not None
    kind, code, aim, due = data.step
    holder = scene.again("holder", data.party, data.who)
    values = {"kind": kind, "competence": _competence(code), "aim": aim, "due_on": scene.date(due)}
    save(DevelopmentStep(holder=holder, **values), _manager(scene, data, data.rated[-1].day + 2))


def _publish(scene: Scene, data: shapes.Published) -> None:
    party: Any = scene.party(data.party)
    services.publish_coverage(scene.row, party=party, actor=scene.signer(data.party, data.day), note=data.note)


# --- learning ---------------------------------------------------------------------------------------------------------
def _measure(scene: Scene, data: shapes.Measure) -> None:
    values: dict[str, Any] = {"title": data.title, "kind": data.kind, "aim": data.aim, "due_on": scene.date(data.due)}
    values |= {"responsible": scene.party(data.responsible), "competence": _competence(data.code) if data.code else None}
    values["role"] = scene.stage.term("competence_role", data.role) if data.role else None
    actor = scene.writer(data.party or data.by, data.day)
    scene.keys["learning", data.title] = _keep(
        scene, DevelopmentAction, data.party, actor, data.day, shared=data.shared, **values
    )


def _step(scene: Scene, data: shapes.Measure, state: str, person: str, result: str) -> None:
    said = {"result": result} if result else {}
    STEPS[state](scene.again("learning", data.title), actor=scene.stage.users[person], **said)


def _write_newcomer(scene: Scene, data: shapes.Newcomer) -> None:
    scene.add(data.planned, _induct, scene, data)
    if data.starts <= 0:
        scene.add(data.starts, _begin, scene, data)
    for key, day in data.ticked:
        scene.add(day, _tick, scene, data, key, day)
    if data.completed is not None:
        scene.add(data.completed[0], _complete, scene, data)


def _induct(scene: Scene, data: shapes.Newcomer) -> None:
    actor = scene.writer(data.party, data.planned)
    values: dict[str, Any] = {"role": scene.stage.term("competence_role", data.role), **_named(scene, data.who)}
    values |= {"starts_on": scene.date(data.starts), "due_on": scene.date(data.due)}
    values["mentor"] = scene.stage.users[data.mentor] if data.mentor else None
    induction = scene.new(Induction, data.party, **values)
    induction.clean()
    services.plan_induction(induction, actor=actor, items=[str(text) for text in SUGGESTED.values()])
    if data.shared:
        share_record(induction, actor=scene.signer(data.party, data.planned))
    scene.keys["induction", data.who] = induction


def _begin(scene: Scene, data: shapes.Newcomer) -> None:
    services.start_induction(scene.again("induction", data.who), actor=scene.writer(data.party, data.starts))


def _tick(scene: Scene, data: shapes.Newcomer, key: str, day: Day) -> None:
    induction = scene.again("induction", data.who)
    services.tick_step(induction.steps.get(text=str(SUGGESTED[key])), actor=scene.writer(data.party, day, data.mentor))


def _complete(scene: Scene, data: shapes.Newcomer) -> None:
    assert data.completed is not None
    day, lessons = data.completed
    actor = scene.writer(data.party, day, data.mentor)
    services.complete_induction(scene.again("induction", data.who), actor=actor, lessons=lessons)


# --- behaviour --------------------------------------------------------------------------------------------------------
def _write_charter(scene: Scene, data: shapes.Charter) -> None:
    scene.add(data.day, _charter, scene, data)
    for person, day in data.signatures:
        scene.add(day, _sign, scene, person)


def _charter(scene: Scene, data: shapes.Charter) -> None:
    actor = scene.writer(data.by, data.day)
    charter = scene.new(BehaviourCharter, purpose=data.purpose, review_on=scene.date(data.review))
    scene.keys["charter",] = services.start_charter(charter, actor=actor)
    for place, (text, shown_by) in enumerate(data.statements, start=1):
        save(CharterStatement(charter=charter, text=text, shown_by=shown_by, position=place), actor)
    if data.signatures:
        open_round(charter, actor=actor)


def _sign(scene: Scene, person: str) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys["charter",]).get()
    sign(round, actor=scene.stage.users[person])


def _write_observation(scene: Scene, data: shapes.Observation) -> None:
    scene.add(data.day, _observe, scene, data)
    for name, said, party in (
        ("acknowledge", data.answered, data.about),
        ("discuss", data.discussed, data.about),
        ("close", data.closed, data.party),
    ):
        if said is not None:
            scene.add(said[0], _answer, scene, data, name, party, *said)


def _observe(scene: Scene, data: shapes.Observation) -> None:
    actor = scene.writer(data.party, data.day)
    values: dict[str, Any] = {"kind": data.kind, "about": scene.party(data.about), "what": data.what}
    values["observed_on"] = scene.date(data.day)
    if data.statement is not None:
        agreed = BehaviourCharter.objects.agreed().get(partnership=scene.row)
        values["statement"] = list(agreed.statements.order_by("position"))[data.statement]
    kept = _keep(scene, BehaviourObservation, data.party, actor, data.day, shared=data.shared, **values)
    scene.keys["observation", data.what] = kept


def _answer(scene: Scene, data: shapes.Observation, name: str, party: str, day: Day, words: str) -> None:
    steps: dict[str, tuple[Any, str]] = {
        "acknowledge": (services.acknowledge_observation, "response"),
        "discuss": (services.discuss_observation, "outcome"),
        "close": (services.close_observation, "closing"),
    }
    step, said = steps[name]
    observation = scene.again("observation", data.what)
    step(observation, actor=scene.writer(party, day), **{said: words})


# --- the organisations ------------------------------------------------------------------------------------------------
def _finding(scene: Scene, data: shapes.Finding, day: Day) -> None:
    values = {name: getattr(data, name) for name in ("dimension", "finding", "what", "action", "evidence")}
    actor = scene.writer(data.party, day)
    _keep(scene, OrgCapability, data.party, actor, day, shared=data.shared, assessed_on=scene.date(day), **values)
