"""What the parties wrote about risks, as acts on days."""

from typing import Any

from partnerships.actions.services import finish_action
from partnerships.models import Term
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from risks import services
from risks.models import (
    ImpactDimension,
    Indicator,
    IndicatorReading,
    PartyStance,
    Risk,
    RiskCriteria,
    RiskLink,
    RiskOwner,
    RiskRating,
    RiskReview,
    Treatment,
)
from ubc.demo.rooms.risks import battery, leaks, shapes
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import proven, sign
from ubc.demo.write.stage import number, save

TOLD = {"battery": battery.RISKS, "leaks": leaks.RISKS}

LOOKED_AGAIN: Day = -9


def write_risks(scene: Scene) -> None:
    data = TOLD.get(scene.data.key)
    if data is None:
        return
    if data.criteria is not None:
        scene.add(data.criteria.day, _criteria, scene, data.criteria)
        for person, day in data.criteria.signatures:
            scene.add(day, _sign, scene, person, ("criteria",))
    for stance in data.stances:
        scene.add(stance.day, _stance, scene, stance)
    for risk in data.risks:
        _write_risk(scene, risk)
    for link in data.links:
        scene.add(link.day, _link, scene, link)


def _write_risk(scene: Scene, data: shapes.Risk) -> None:
    scene.add(data.day, _risk, scene, data)
    scene.add(LOOKED_AGAIN, _name_objectives, scene, data)
    for reading in data.readings:
        scene.add(reading.day, _reading if reading.party else _consensus, scene, data, reading)
    for place, treatment in enumerate(data.treatments):
        scene.add(treatment.day, _treatment, scene, data, treatment, place)
        if treatment.consented is not None:
            scene.add(treatment.consented, _consent, scene, data, treatment, place)
        if treatment.done is not None:
            scene.add(treatment.done, _finish, scene, data, treatment, place)
    for indicator in data.indicators:
        scene.add(indicator.day, _indicator, scene, data, indicator)
        for day, value in indicator.readings:
            scene.add(day, _read, scene, data, indicator, day, value)
    for review in data.reviews:
        scene.add(review.day, _review, scene, data, review)
    if data.accepted is not None:
        scene.add(data.accepted[0], _accept, scene, data)
    if data.occurred is not None:
        scene.add(data.occurred[0], _occur, scene, data)


def _criteria(scene: Scene, data: shapes.Criteria) -> None:
    actor = scene.writer(data.by, data.day)
    texts: dict[str, Any] = {"likelihoods": "\n".join(data.likelihoods), "statement": data.statement, "appetite": data.appetite}
    criteria = services.start_criteria(scene.new(RiskCriteria, **texts), actor=actor)
    for name, steps in data.steps:
        dimension = ImpactDimension.objects.get(criteria=criteria, name=name)
        dimension.steps = "\n".join(steps)
        save(dimension, actor)
    scene.keys["criteria",] = criteria
    open_round(criteria, actor=actor)


def _sign(scene: Scene, person: str, key: tuple[str, ...]) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys[key]).get()
    sign(round, actor=scene.stage.users[person])


def _stance(scene: Scene, data: shapes.Stance) -> None:
    actor = scene.signer(data.party, data.day)
    stance = save(scene.new(PartyStance, data.party, appetite=data.appetite, statement=data.statement), actor)
    share_record(stance, actor=actor)
    if data.count_shown:
        services.allow_count(stance, actor=actor)


def _risk(scene: Scene, data: shapes.Risk) -> None:
    party = data.party
    actor = scene.writer(party or data.by, data.day)
    values: dict[str, Any] = {name: getattr(data, name) for name in ("title", "kind", "cause", "event", "effect")}
    values |= {"origin": data.origin, "proximity": data.proximity, "review_on": scene.date(data.review)}
    values["category"] = scene.stage.term(Term.Taxonomy.RISK_CATEGORY, data.category)
    there = [scene.keys["objective", key] for key in data.objectives if ("objective", key) in scene.keys]
    risk = save(scene.new(Risk, party, **values), actor, objectives=there)
    scene.keys["risk", data.title] = risk
    for person in data.owners:
        owner = scene.stage.users[person]
        save(RiskOwner(risk=risk, party=scene.party(scene.party_of(person)), person=owner), owner)
    if party and data.shared:
        share_record(risk, actor=scene.signer(party, data.day))


def _name_objectives(scene: Scene, data: shapes.Risk) -> None:
    """Of the objectives, those that were set after the risk was seen are named when one looks again."""
    objectives = [scene.keys["objective", key] for key in data.objectives]
    risk = _of(scene, data)
    if risk.objectives.count() < len(objectives):
        save(risk, scene.writer(data.party or data.by, LOOKED_AGAIN), objectives=objectives)


def _of(scene: Scene, data: shapes.Risk) -> Any:
    return scene.again("risk", data.title)


def _reading(scene: Scene, data: shapes.Risk, reading: shapes.Reading) -> None:
    values = {name: getattr(reading, name) for name in ("phase", "likelihood", "impact", "confidence", "reason")}
    party = scene.party(reading.party)
    row = RiskRating(risk=_of(scene, data), party=party, on=scene.stage.timeline.date(reading.day), **values)
    services.rate(row, actor=scene.writer(reading.party, reading.day))


def _consensus(scene: Scene, data: shapes.Risk, reading: shapes.Reading) -> None:
    host, *others = scene.joined
    values = {name: getattr(reading, name) for name in ("phase", "likelihood", "impact", "confidence", "reason")}
    risk = _of(scene, data)
    proven(services.propose_consensus)(risk, actor=scene.signer(host, reading.day), **values)
    for party in others:
        round = SignOffRound.objects.open().of_record(risk).get()
        sign(round, actor=scene.signer(party, reading.day))


def _treatment(scene: Scene, data: shapes.Risk, treatment: shapes.Treatment, place: int) -> None:
    names = ("strategy", "aim", "what", "effect")
    values: dict[str, Any] = {name: getattr(treatment, name) for name in names}
    values |= {"due_on": scene.date(treatment.due), "responsible": scene.party(treatment.responsible)}
    values["cost"] = None if treatment.cost is None else number(treatment.cost)
    row = Treatment(
        risk=_of(scene, data),
        cost_bearer=scene.party(treatment.bearer),
        moves_to=scene.party(treatment.moves_to),
        **values,
    )
    row.clean()
    made = services.plan_treatment(row, actor=scene.writer(treatment.party, treatment.day))
    scene.keys["treatment", data.title, str(place)] = made


def _again(scene: Scene, data: shapes.Risk, place: int) -> Treatment:
    key = scene.keys["treatment", data.title, str(place)].pk
    return Treatment.objects.select_related("risk__partnership", "action__partnership", "moves_to").get(pk=key)


def _consent(scene: Scene, data: shapes.Risk, treatment: shapes.Treatment, place: int) -> None:
    assert treatment.consented is not None
    services.consent(_again(scene, data, place), actor=scene.signer(treatment.moves_to, treatment.consented))


def _finish(scene: Scene, data: shapes.Risk, treatment: shapes.Treatment, place: int) -> None:
    assert treatment.done is not None
    action = _again(scene, data, place).action
    assert action is not None
    finish_action(action, actor=scene.writer(data.party or treatment.responsible, treatment.done))


def _indicator(scene: Scene, data: shapes.Risk, indicator: shapes.Indicator) -> None:
    row = Indicator(
        risk=_of(scene, data),
        name=indicator.name,
        unit=indicator.unit,
        sense=indicator.sense,
        watch_at=number(indicator.watch),
        act_at=number(indicator.act),
        rhythm=indicator.rhythm,
        next_on=scene.stage.timeline.date(indicator.day),
    )
    scene.keys["indicator", indicator.name] = save(row, scene.writer(indicator.party, indicator.day))


def _read(scene: Scene, data: shapes.Risk, indicator: shapes.Indicator, day: Day, value: float) -> None:
    row = scene.again("indicator", indicator.name)
    reading = IndicatorReading(indicator=row, on=scene.stage.timeline.date(day), value=number(value))
    services.read_indicator(reading, actor=scene.writer(indicator.party, day))


def _review(scene: Scene, data: shapes.Risk, review: shapes.Review) -> None:
    days = {"on": scene.date(review.day), "next_on": scene.date(review.next)}
    row = RiskReview(risk=_of(scene, data), result=review.result, finding=review.finding, **days)
    services.add_review(row, actor=scene.writer(review.party, review.day))


def _accept(scene: Scene, data: shapes.Risk) -> None:
    assert data.accepted is not None
    day, until, reason = data.accepted
    expires_on = scene.stage.timeline.date(until)
    proven(services.propose_acceptance)(
        _of(scene, data), actor=scene.signer(data.party, day), reason=reason, expires_on=expires_on
    )


def _occur(scene: Scene, data: shapes.Risk) -> None:
    assert data.occurred is not None
    day, outcome = data.occurred
    actor = scene.writer(data.party or data.by, day)
    services.occur(_of(scene, data), actor=actor, on=scene.stage.timeline.date(day), outcome=outcome)


def _link(scene: Scene, data: shapes.Link) -> None:
    row = RiskLink(risk=scene.again("risk", data.title), kind=data.kind, target=scene.again("risk", data.other), note=data.note)
    save(row, scene.writer(data.party, data.day))
