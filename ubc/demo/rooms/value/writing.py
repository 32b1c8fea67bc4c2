"""What the parties put in and got out, as acts on days."""

from collections.abc import Callable
from typing import Any

from objectives.value import services
from objectives.value.models import (
    BalanceTerms,
    Benefit,
    BenefitMeasurement,
    BenefitShare,
    Contribution,
    ContributionReceipt,
    IdeaScore,
    ImprovementTarget,
    Lesson,
    LessonApplication,
    Output,
    TargetReading,
    ValueDefinition,
    ValueIdea,
)
from partnerships.accounts.models import User
from partnerships.models import Term
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.signoff.services import open_round
from ubc.demo.rooms.value import shapes
from ubc.demo.rooms.value.others import TOLD
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import number, save

BENEFIT, RESOURCE = Term.Taxonomy.BENEFIT, Term.Taxonomy.RESOURCE


def write_value(scene: Scene) -> None:
    data = TOLD.get(scene.data.key, shapes.Told())
    for day, meaning in scene.numbered(data.meanings, 0.1, 0.6):
        scene.add(day, _meaning, scene, meaning, day)
    if data.terms is not None:
        scene.add(data.terms.day, _terms, scene, data.terms)
    for gift in data.gifts:
        scene.add(gift.day, _gift, scene, gift)
        for receipt in gift.receipts:
            scene.add(receipt.day, _receipt, scene, gift, receipt)
    for idea in data.ideas:
        _write_idea(scene, idea)
    for benefit in data.benefits:
        _write_benefit(scene, benefit)
    for output in data.outputs:
        scene.add(output.day, _output, scene, output)
    for lesson in data.lessons:
        _write_lesson(scene, lesson)
    for target in data.targets:
        scene.add(target.day, _target, scene, target)
        for day, value, note in target.readings:
            scene.add(day, _reading, scene, target, day, value, note)
        if target.reached is not None:
            scene.add(
                target.reached[0],
                _step,
                scene,
                target,
                services.reach_target,
                target.reached[0],
                {"outcome": target.reached[1]},
            )


def _keep(scene: Scene, model: Any, data: Any, day: Day, values: dict[str, Any]) -> Any:
    """Save a record; what a party shares, somebody who may does on the same day."""
    record = scene.new(model, data.party, **values)
    save(record, scene.writer(data.party or data.by, day))
    if data.party and getattr(data, "shared", True):
        share_record(record, actor=scene.signer(data.party, day))
    scene.keys[model._meta.model_name, getattr(data, "title", "") or getattr(data, "text", "")] = record
    return record


def _again(scene: Scene, model: Any, title: str) -> Any:
    return scene.again(model._meta.model_name, title) if title else None


def _links(scene: Scene, data: Any) -> dict[str, Any]:
    """What it serves and what it comes of."""
    found: dict[str, Any] = {}
    if getattr(data, "objective", ""):
        found["objective"] = scene.objective(data.objective)
    if getattr(data, "idea", ""):
        found["idea"] = _again(scene, ValueIdea, data.idea)
    return found


MODELS: dict[type, Any] = {
    shapes.Idea: ValueIdea,
    shapes.Benefit: Benefit,
    shapes.Lesson: Lesson,
    shapes.Target: ImprovementTarget,
}


def _step(scene: Scene, data: Any, act: Callable[..., Any], day: Day, values: dict[str, Any], who: str = "") -> None:
    """An act with the record as it is then, by somebody who signs for the party."""
    record = _again(scene, MODELS[type(data)], data.title)
    act(record, actor=scene.signer(who or data.party or data.by, day), **values)


# --- meaning and contributions ----------------------------------------------------------------------------------------
def _meaning(scene: Scene, data: shapes.Meaning, day: Day) -> None:
    values = {"statement": data.statement, "priority": data.priority, "seen_by": data.seen_by}
    record = save(scene.new(ValueDefinition, data.party, **values), scene.writer(data.party, day))
    if data.shared:
        share_record(record, actor=scene.signer(data.party, day))


def _terms(scene: Scene, data: shapes.Terms) -> None:
    values: dict[str, Any] = {
        "unit": data.unit,
        "tolerance": data.tolerance,
        "how": data.how,
        "review_on": scene.date(data.review),
    }
    save(scene.new(BalanceTerms, **values), scene.writer(data.by, data.day))


def _gift(scene: Scene, data: shapes.Gift) -> None:
    """First with nothing delivered: what came is written on the day of the first word of a receiver, or at once where there is none."""
    values = {
        "resource": scene.stage.term(RESOURCE, data.resource),
        "description": data.text,
        "unit": data.unit,
        "planned": number(data.planned),
        "delivered": number(0 if data.receipts else data.delivered),
        "starts_on": scene.date(data.starts),
        "ends_on": scene.date(data.ends),
        "valuation_by_giver": None if data.worth is None else number(data.worth),
        **_links(scene, data),
    }
    _keep(scene, Contribution, data, data.day, values)


def _receipt(scene: Scene, gift: shapes.Gift, data: shapes.Receipt) -> None:
    contribution = _again(scene, Contribution, gift.text)
    last = data is gift.receipts[-1]
    contribution.delivered = number(gift.delivered if last else data.received)
    save_record(contribution, actor=scene.writer(gift.party, data.day))
    party = scene.party(data.party)
    said = {"received": number(data.received), "on": scene.date(data.day), "note": data.note}
    said["valuation_by_receiver"] = None if data.worth is None else number(data.worth)
    receipt = ContributionReceipt.objects.filter(contribution=contribution, party=party).first()
    receipt = receipt or ContributionReceipt(contribution=contribution, party=party)
    for name, value in said.items():
        setattr(receipt, name, value)
    save(receipt, scene.writer(data.party, data.day))


# --- ideas ------------------------------------------------------------------------------------------------------------
def _write_idea(scene: Scene, data: shapes.Idea) -> None:
    scene.add(data.day, _idea, scene, data)
    screened = next((move.day for move in data.moves if move.step == "screen"), data.day)
    for place, score in enumerate(data.scores, start=1):
        scene.add(screened + place, _score, scene, data, score, screened + place)
    for move in data.moves:
        scene.add(move.day, _move, scene, data, move)


def _idea(scene: Scene, data: shapes.Idea) -> None:
    texts = {"title": data.title, "kind": data.kind, "description": data.text, "expected": data.expected}
    _keep(scene, ValueIdea, data, data.day, texts | _links(scene, data) | {"raised_by": scene.party(data.by)})


def _score(scene: Scene, data: shapes.Idea, score: shapes.Score, day: Day) -> None:
    said = {name: getattr(score, name) for name in (*IdeaScore.DIMENSIONS, "reason")}
    idea = _again(scene, ValueIdea, data.title)
    save(IdeaScore(idea=idea, party=scene.party(score.party), **said), scene.writer(score.party, day))


def _move(scene: Scene, data: shapes.Idea, move: shapes.Move) -> None:
    if move.step == "approve":
        _agree(scene, _again(scene, ValueIdea, data.title), data.party or data.by, move.day)
        return
    values: dict[str, Any] = {}
    if move.step in ("pilot", "park"):
        values["review_on"] = scene.date(move.review)
    if move.step in ("park", "reject", "stop"):
        values["learning"] = move.word
    elif move.word:
        values["note"] = move.word
    act = services.stop_idea if move.step == "stop" else getattr(services, f"{move.step}_idea")
    _step(scene, data, act, move.day, values)


def _agree(scene: Scene, record: Any, by: str, day: Day) -> None:
    """Put to all parties, and signed by each on the same day."""
    round = open_round(record, actor=scene.writer(by, day))
    for party in scene.joined:
        sign(round, actor=scene.signer(party, day))


# --- benefits ---------------------------------------------------------------------------------------------------------
def _write_benefit(scene: Scene, data: shapes.Benefit) -> None:
    scene.add(data.day, _benefit, scene, data)
    steps: dict[Callable[..., Any], tuple[Day | None, dict[str, Any]]] = {
        services.forecast_benefit: (data.forecast, {}),
        services.emerge_benefit: (data.emerging, {}),
    }
    for act, (day, values) in steps.items():
        if day is not None:
            scene.add(day, _step, scene, data, act, day, values)
    for found in data.found:
        scene.add(found.day, _measure, scene, data, found)
    for worth in data.worth:
        scene.add(data.day + 10, _worth, scene, data, worth, data.day + 10, 0)
        if data.found:
            last = data.found[-1].day
            scene.add(last, _worth, scene, data, worth, last, worth.realised)
    if data.realised is not None:
        scene.add(data.realised, _step, scene, data, services.realise_benefit, data.realised, {})
    for party, day, words in data.attested:
        scene.add(day, _step, scene, data, services.attest_benefit, day, {"statement": words}, party)
    if data.missed is not None:
        day, why = data.missed
        scene.add(day, _step, scene, data, services.miss_benefit, day, {"learning": why})


def _benefit(scene: Scene, data: shapes.Benefit) -> None:
    beneficiary, party = "joint", None
    if data.beneficiary:
        beneficiary = "third" if data.beneficiary == "third" else "party"
        party = scene.party(data.beneficiary) if beneficiary == "party" else None
    values = {
        "title": data.title,
        "kind": scene.stage.term(BENEFIT, data.kind),
        "description": data.text,
        "beneficiary": beneficiary,
        "beneficiary_party": party,
        "third_party": data.third_party,
        "giver": scene.party(data.giver),
        "baseline": number(data.baseline),
        "unit": data.unit,
        "method": data.method,
        "target": None if data.target is None else number(data.target),
        "due_on": scene.date(data.due),
        "measure_on": scene.date(data.found[0].day) if data.found else None,
        **_links(scene, data),
    }
    _keep(scene, Benefit, data, data.day, values)


def _measure(scene: Scene, data: shapes.Benefit, found: shapes.Found) -> None:
    """The next measurement is due when the data have one, or when this one says so."""
    later = [other.day for other in data.found if other.day > found.day]
    benefit = _again(scene, Benefit, data.title)
    value = None if found.value is None else number(found.value)
    measurement = BenefitMeasurement(
        benefit=benefit, on=scene.stage.timeline.date(found.day), value=value, evidence=found.evidence
    )
    next_on = scene.date(min(later, default=found.next))
    services.measure_benefit(measurement, actor=scene.writer(data.party or data.by, found.day), next_on=next_on)


def _worth(scene: Scene, data: shapes.Benefit, worth: shapes.Worth, day: Day, realised: shapes.Number) -> None:
    benefit, party = _again(scene, Benefit, data.title), scene.party(worth.party)
    share = BenefitShare.objects.filter(benefit=benefit, party=party).first() or BenefitShare(benefit=benefit, party=party)
    share.expected, share.realised, share.note = number(worth.expected), number(realised), worth.note
    save(share, scene.writer(worth.party, day))


# --- what stays -------------------------------------------------------------------------------------------------------
def _output(scene: Scene, data: shapes.Output) -> None:
    texts = {
        "title": data.title,
        "kind": data.kind,
        "description": data.text,
        "attribution": data.attribution,
        "link": data.link,
    }
    _keep(scene, Output, data, data.day, texts | _links(scene, data) | {"made_on": scene.date(data.day)})


def _write_lesson(scene: Scene, data: shapes.Lesson) -> None:
    scene.add(data.day, _lesson, scene, data)
    if data.agreed is not None and data.party:
        scene.add(data.agreed, _step, scene, data, services.adopt_lesson, data.agreed, {})
    elif data.agreed is not None:
        scene.add(data.agreed, _agree_lesson, scene, data)
    if data.passed_on is not None:
        day, whom = data.passed_on
        scene.add(day, _step, scene, data, services.pass_on_lesson, day, {"passed_on_to": whom})
    for where, day, effect in data.applied:
        scene.add(day, _apply, scene, data, where, day, effect)


def _lesson(scene: Scene, data: shapes.Lesson) -> None:
    """Of an idea that was stopped, the draft is there already: it is worked over."""
    texts = {"title": data.title, "category": data.category, "happened": data.happened, "recommendation": data.recommendation}
    idea = _again(scene, ValueIdea, data.idea)
    draft = Lesson.objects.filter(idea=idea, state=Lesson.State.DRAFT).first() if idea is not None else None
    if draft is None:
        _keep(scene, Lesson, data, data.day, texts | {"idea": idea})
        return
    for name, value in texts.items():
        setattr(draft, name, value)
    scene.keys["lesson", data.title] = save(draft, scene.writer(data.by, data.day))


def _agree_lesson(scene: Scene, data: shapes.Lesson) -> None:
    assert data.agreed is not None
    _agree(scene, _again(scene, Lesson, data.title), data.by, data.agreed)


def _apply(scene: Scene, data: shapes.Lesson, where: str, day: Day, effect: str) -> None:
    application = LessonApplication(
        lesson=_again(scene, Lesson, data.title), where=where, on=scene.stage.timeline.date(day), effect=effect
    )
    services.apply_lesson(application, actor=scene.writer(data.party or data.by, day))


def _target(scene: Scene, data: shapes.Target) -> None:
    values = {
        "title": data.title,
        "area": data.area,
        "responsible": scene.party(data.responsible),
        "unit": data.unit,
        "baseline": number(data.baseline),
        "target": number(data.target),
        "due_on": scene.date(data.due),
    }
    _keep(scene, ImprovementTarget, data, data.day, values)


def _reading(scene: Scene, data: shapes.Target, day: Day, value: shapes.Number, note: str) -> None:
    target = _again(scene, ImprovementTarget, data.title)
    actor: User = scene.writer(data.party or data.by, day)
    save(TargetReading(target=target, on=scene.stage.timeline.date(day), value=number(value), note=note), actor)
