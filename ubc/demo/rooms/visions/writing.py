"""What the parties wrote about visions and values, as acts on days."""

from typing import Any

from partnerships.accounts.models import User
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from rmp.visions import services
from rmp.visions.models import (
    AreaHandling,
    AreaRating,
    CompatibilityAssessment,
    EthicsCheck,
    EthicsScreening,
    FocusArea,
    FocusCommitment,
    JointVision,
    PartyProfile,
    ValueCheck,
)
from ubc.demo.rooms.visions import shapes
from ubc.demo.rooms.visions.others import TOLD
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save


def write_visions(scene: Scene) -> None:
    """Before the partnership's last steps: they pass the gate only when the screening stands."""
    data = TOLD.get(scene.data.key, shapes.Visions())
    for day, profile in scene.numbered(data.profiles, 0, 0.1):
        scene.add(day, _profile, scene, profile, day)
    for day, rating in scene.numbered(data.ratings, 0.2, 0.5):
        scene.add(day, _rating, scene, rating, day)
    for day, handling in scene.numbered(data.handlings, 0.5, 0.6):
        scene.add(day, _handling, scene, handling, day)
    for assessment in data.assessments:
        scene.add(assessment.day, _assessment, scene, assessment)
    for clash in data.clashes:
        scene.add(clash.day, _clash, scene, clash)
        if clash.state != EthicsCheck.State.OPEN:
            scene.add(clash.settled, _settle, scene, clash)
    _write_screening(scene, data.screening)
    for number, vision in enumerate(data.visions, start=1):
        _write_vision(scene, vision, number)
    for day, focus in scene.numbered(data.focus, 0.7, 0.9):
        scene.add(day, _focus, scene, focus, day)
    for check in data.checks:
        scene.add(check.day, _check, scene, check)


def _write_screening(scene: Scene, data: shapes.Screening) -> None:
    """Together, in the days before the parties began to negotiate; where they never did, nobody screened."""
    if scene.talks is None:
        return
    asked = max(scene.begin, scene.talks - 6)
    scene.add(asked, _screen, scene, data, asked)
    for place, party in enumerate(scene.joined):
        day = min(asked + 1 + place, scene.talks)
        scene.add(day, _sign, scene, ("screening",), scene.signer, party, day)


def _write_vision(scene: Scene, data: shapes.Vision, number: int) -> None:
    scene.add(data.day, _vision, scene, data, number)
    for person, day in data.signatures:
        scene.add(day, _sign_as, scene, ("vision", str(number)), person)
    for person, day in data.acknowledged:
        scene.add(day, _acknowledge, scene, number, person)
    if data.published is not None:
        scene.add(data.published[0], _publish, scene, number, data)


def _keep(scene: Scene, model: Any, party: str, actor: User, day: Day, values: dict[str, Any], *, shared: bool = False) -> Any:
    """Save a record; what a party shares, somebody who may does on the same day."""
    record = save(scene.new(model, party, **values), actor)
    if party and shared:
        share_record(record, actor=scene.signer(party, day))
    return record


def _profile(scene: Scene, data: shapes.Profile, day: Day) -> None:
    texts = {"vision": data.vision, "values": "\n".join(data.values), "profile": data.profile}
    texts |= {"culture": data.culture, "brings": data.brings}
    _keep(scene, PartyProfile, data.party, scene.writer(data.party, day), day, texts, shared=data.shared)


def _rating(scene: Scene, data: shapes.Rating, day: Day) -> None:
    values = {"area": data.area, "value": data.value, "note": data.note}
    _keep(scene, AreaRating, data.party, scene.writer(data.party, day), day, values, shared=data.shared)


def _handling(scene: Scene, data: shapes.Handling, day: Day) -> None:
    values = {"area": data.area, "note": data.note, "handling": data.handling}
    _keep(scene, AreaHandling, "", scene.writer(data.by, day), day, values)


def _assessment(scene: Scene, data: shapes.Assessment) -> None:
    values: dict[str, Any] = {
        "fits": data.fits,
        "strains": data.strains,
        "verdict": data.verdict,
        "conclusion": data.conclusion,
    }
    actor = scene.writer(data.party or data.by, data.day)
    values["assessed_on"] = scene.date(data.day)
    _keep(scene, CompatibilityAssessment, data.party, actor, data.day, values, shared=data.shared)


def _clash(scene: Scene, data: shapes.Clash) -> None:
    values = {"clash": data.clash, "kind": data.kind, "description": data.text, "due_on": scene.date(data.due)}
    actor = scene.writer(data.party or data.by, data.day)
    scene.keys["clash", data.clash] = _keep(scene, EthicsCheck, data.party, actor, data.day, values, shared=data.shared)


def _settle(scene: Scene, data: shapes.Clash) -> None:
    actor = scene.signer(data.party or data.by, data.settled)
    services.settle_clash(scene.again("clash", data.clash), actor=actor, state=data.state, handling=data.handling)


def _screen(scene: Scene, data: shapes.Screening, day: Day) -> None:
    answers = dict.fromkeys(EthicsScreening.QUESTIONS, "clear") | dict(data.answers)
    result = EthicsScreening.Result.CONDITIONS if data.conditions else EthicsScreening.Result.PASSED
    said = {"findings": data.findings, "conditions": data.conditions, "valid_until": scene.date(data.until)}
    actor = scene.signer(scene.host, day, scene.officer)
    record = _keep(scene, EthicsScreening, "", actor, day, answers | said | {"result": result})
    scene.keys["screening",] = record
    services.ask_to_conclude(record, actor=actor)


def _vision(scene: Scene, data: shapes.Vision, number: int) -> None:
    actor = scene.writer(data.by, data.day)
    vision = scene.new(
        JointVision,
        direction=data.direction,
        culture=data.culture,
        values="\n".join(data.values),
        value_creation=data.value_creation,
        reflects=data.reflects,
    )
    services.start_vision(vision, actor=actor)
    scene.keys["vision", str(number)] = vision
    if data.signatures:
        open_round(vision, actor=actor)


def _sign(scene: Scene, key: tuple[str, ...], who: Any, party: str, day: Day) -> None:
    sign(_round(scene, key), actor=who(party, day))


def _sign_as(scene: Scene, key: tuple[str, ...], person: str) -> None:
    sign(_round(scene, key), actor=scene.stage.users[person])


def _round(scene: Scene, key: tuple[str, ...]) -> SignOffRound:
    return SignOffRound.objects.open().of_record(scene.keys[key]).get()


def _acknowledge(scene: Scene, number: int, person: str) -> None:
    services.acknowledge(scene.again("vision", str(number)), actor=scene.stage.users[person])


def _publish(scene: Scene, number: int, data: shapes.Vision) -> None:
    assert data.published is not None
    day, where = data.published
    actor, on = scene.writer(data.by, day), scene.stage.timeline.date(day)
    services.publish_vision(scene.again("vision", str(number)), actor=actor, where=where, on=on)


def _focus(scene: Scene, data: shapes.Focus, day: Day) -> None:
    values = {"kind": data.kind, "aim": data.aim, "ethics_approval": data.ethics_approval, "ip_reference": data.ip_reference}
    area = _keep(scene, FocusArea, "", scene.writer(data.by, day), day, values)
    for commitment in data.commitments:
        party, actor = scene.party(commitment.party), scene.writer(commitment.party, day)
        save(FocusCommitment(area=area, party=party, text=commitment.text, details=commitment.details), actor)


def _check(scene: Scene, data: shapes.Check) -> None:
    texts = {"value": data.value, "verdict": data.verdict, "evidence": data.evidence, "follows": data.follows}
    days = {"on": scene.date(data.day), "next_on": scene.date(data.next)}
    actor = scene.stage.users[data.by]
    _keep(scene, ValueCheck, data.party, actor, data.day, texts | days, shared=data.shared)
