"""Who is interested in the partnerships, what kind of relationships they are, and what each party keeps to itself about them."""

from typing import Any

from partnerships.models import Partnership
from partnerships.records.sharing import share_record
from partnerships.signoff.services import open_round
from rmp.relationship.models import (
    Advantage,
    Appraisal,
    BenchmarkNote,
    CommunicationLine,
    ContextFactor,
    EngagementProcess,
    EngagementStep,
    Expectation,
    ExpectedOutcome,
    InterestedParty,
    Priority,
    RelationshipLink,
    Sustainability,
)
from rmp.relationship.services import adopt_practice, drop_practice, try_practice
from ubc.demo.rooms.relationships import shapes
from ubc.demo.rooms.relationships.others import RELATIONSHIPS
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save

TIERS = tuple(Priority.Tier.values)


def write_relationship(scene: Scene) -> None:
    """What the parties say of their relationship; of one that no data tell of, how the university ranks it while it runs."""
    data = RELATIONSHIPS.get(scene.data.key)
    if data is None:
        _write_ranking_by_the_way(scene)
        return
    for day, interested in scene.numbered(data.interested, 0.05, 0.5):
        scene.add(day, _interested, scene, interested, day)
    for day, factor in scene.numbered(data.factors, 0.1, 0.5):
        scene.add(day, _own, scene, ContextFactor, factor, day, _factor(scene, factor))
    for day, gain in scene.numbered(data.gains, 0.2, 0.6):
        scene.add(day, _own, scene, Advantage, gain, day, {"title": gain.title, "description": gain.text})
    for day, lasting in scene.numbered(data.lasting, 0.4, 0.7):
        scene.add(day, _own, scene, Sustainability, lasting, day, _lasting(scene, lasting))
    if data.engaged:
        scene.add(scene.at(0.6), _engaged, scene, data.engaged, scene.at(0.6))
    for day, line in scene.numbered(data.lines, 0.65, 0.8):
        scene.add(day, _line, scene, line, day)
    for appraised in data.appraisals:
        _write_appraisal(scene, appraised)
    for learnt in data.learnt:
        _write_learnt(scene, learnt)
    for linked in data.links:
        scene.add(linked.day, _link, scene, linked)
    for ranked in data.ranked:
        scene.add(ranked.day, _rank, scene, ranked)


def _own(scene: Scene, model: Any, data: Any, day: Day, values: dict[str, Any]) -> Any:
    """A record in its space: joint, private to its party, or shared by it with an act."""
    record = save(scene.new(model, data.party, **values), scene.writer(data.party, day))
    if data.party and data.shared:
        share_record(record, actor=scene.signer(data.party, day))
    return record


# --- around -----------------------------------------------------------------------------------------------------------
def _interested(scene: Scene, data: shapes.Interested, day: Day) -> None:
    category = scene.stage.term("interested_party", data.category)
    values = {"influence": data.influence, "interest": data.interest, "evaluation": data.evaluation}
    party = _own(scene, InterestedParty, data, day, {"name": data.name, "category": category, **values})
    for expected in data.expects:
        texts = {"text": expected.text, "voiced_by": expected.voiced_by, "response": expected.response}
        expectation = Expectation(
            interested_party=party, answers=scene.party(expected.answers), fulfilment=expected.fulfilment, **texts
        )
        save(expectation, scene.writer(data.party, day))


def _factor(scene: Scene, data: shapes.Factor) -> dict[str, Any]:
    texts = {"title": data.title, "origin": data.origin, "bearing": data.bearing, "effect": data.effect}
    return texts | {
        "response": data.response,
        "answers": scene.stage.parties.get(data.answers),
        "review_on": scene.date(data.review),
    }


def _lasting(scene: Scene, data: shapes.Lasting) -> dict[str, Any]:
    texts = {"where": data.where, "why": data.why, "methods": data.methods}
    return texts | {"answers": scene.stage.parties.get(data.answers), "review_on": scene.date(data.review)}


# --- the relationship -------------------------------------------------------------------------------------------------
def _write_appraisal(scene: Scene, data: shapes.Appraised) -> None:
    scene.add(data.day, _appraise, scene, data)
    if data.signed:
        asked, last = data.signed
        parties = scene.data.parties
        scene.add(asked, _ask, scene, data)
        for place, party in enumerate(parties, 1):
            day = asked + round((last - asked) * place / len(parties))
            scene.add(day, _sign, scene, data, party, day)


def _appraise(scene: Scene, data: shapes.Appraised) -> None:
    texts = {"findings": data.findings, "mode_reason": data.mode_reason, "best_where": data.best_where}
    values = {"horizon": data.horizon, "mode": data.mode, "on": scene.date(data.day), "next_on": scene.date(data.next)}
    appraisal = _own(scene, Appraisal, data, data.day, texts | values)
    for outcome in data.outcomes:
        row = ExpectedOutcome(
            appraisal=appraisal,
            starts_on=scene.stage.timeline.date(outcome.starts),
            ends_on=scene.date(outcome.ends),
            outcome=outcome.text,
            benefits=scene.party(outcome.benefits),
        )
        save(row, scene.writer("", data.day))
    scene.keys["appraisal", str(data.day)] = appraisal


def _ask(scene: Scene, data: shapes.Appraised) -> None:
    asked = data.signed[0] if data.signed else data.day
    round = open_round(scene.again("appraisal", str(data.day)), actor=scene.writer("", asked, scene.officer))
    scene.keys["appraisal round", str(data.day)] = round


def _sign(scene: Scene, data: shapes.Appraised, party: str, day: Day) -> None:
    sign(scene.keys["appraisal round", str(data.day)], actor=scene.signer(party, day))


def _write_learnt(scene: Scene, data: shapes.Learnt) -> None:
    scene.add(data.day, _learn, scene, data)
    if data.state != BenchmarkNote.State.NOTED:
        scene.add(data.then, _take_up, scene, data)


def _learn(scene: Scene, data: shapes.Learnt) -> None:
    texts = {"title": data.title, "seen_at": data.seen_at, "practice": data.practice}
    values = texts | {"lesson": data.lesson, "change": data.change}
    scene.keys["learnt", data.title] = _own(scene, BenchmarkNote, data, data.day, values)


def _take_up(scene: Scene, data: shapes.Learnt) -> None:
    note, actor = scene.again("learnt", data.title), scene.writer(data.party, data.then)
    if data.state == BenchmarkNote.State.TRYING:
        try_practice(note, actor=actor)
    elif data.state == BenchmarkNote.State.ADOPTED:
        adopt_practice(note, actor=actor, outcome=data.outcome)
    else:
        drop_practice(note, actor=actor, reason=data.outcome)


def _link(scene: Scene, data: shapes.Linked) -> None:
    """Somebody links it who stands in both; where that is another world's partnership there is nothing to link."""
    titles = {one.key: one.title for one in scene.stage.world.partnerships}
    other = Partnership.objects.filter(title=titles.get(data.other, "")).first()
    if other is None:
        return
    values = {"kind": data.kind, "other": other, "note": data.note}
    actor = scene.writer(data.party, data.day, data.by)
    save(scene.new(RelationshipLink, data.party, **values), actor)


def _rank(scene: Scene, data: shapes.Ranked) -> None:
    scores = dict(zip((*Priority.BENEFIT, *Priority.EFFORT), (*data.brings, *data.takes), strict=True))
    values = {"tier": data.tier, "reason": data.reason, "review_on": scene.date(data.review)}
    save(scene.new(Priority, data.party, **values, **scores), scene.signer(data.party, data.day, scene.officer))


def _write_ranking_by_the_way(scene: Scene) -> None:
    """Of many partnerships the university has no more than figures, and they follow from the title."""
    if scene.data.state not in ("active", "under_review", "negotiating", "planned"):
        return
    letters = sum(map(ord, scene.data.title))
    scores = [1 + letters // place % 4 for place in (1, 3, 7, 11, 13, 17, 19, 23)]
    brings, takes = tuple(scores[:4]), tuple(scores[4:])
    tier = TIERS[max(0, 3 - sum(brings) // 4)]
    day = min(max(scene.begin, -30), 0)
    scene.add(day, _rank, scene, shapes.Ranked(day, scene.host, tier, brings, takes))


# --- how they engage --------------------------------------------------------------------------------------------------
def _engaged(scene: Scene, data: shapes.Engaged, day: Day) -> None:
    actor = scene.writer("", day, scene.officer)
    process = save(scene.new(EngagementProcess, management_mode=data.mode, description=data.text), actor)
    for order, step in enumerate(data.steps, 1):
        texts = {"title": step.title, "who": step.who, "documented_in": step.documented_in}
        row = EngagementStep(process=process, stage=step.stage, order=order, answers=scene.party(step.answers), **texts)
        save(row, actor)


def _line(scene: Scene, data: shapes.Line, day: Day) -> None:
    texts = {"topic": data.topic, "who": data.who, "whom": data.whom, "channel": data.channel, "frequency": data.frequency}
    row = scene.new(CommunicationLine, **texts)
    row.who_party, row.whom_party = scene.party(data.who_party), scene.party(data.whom_party)
    save(row, scene.writer(data.who_party, day))
