"""What the parties did for trust, as acts on days, through the services."""

from collections.abc import Callable
from typing import Any

from assessments.trust.models import (
    BehaviourSignal,
    BenefitReview,
    Concern,
    ConcernContact,
    Dimension,
    IndependentConcern,
    NetView,
    Promise,
    SignalReply,
    TrustIndicator,
    TrustPulse,
)
from assessments.trust.services import concerns, indicators, promises, pulses, reviews, signals
from partnerships.actions.services import add_action
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from ubc.demo.rooms.trust import shapes
from ubc.demo.rooms.trust.others import TOLD
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save

# Days after the question on which the parties sign.
SIGNED_WITHIN = 3


def write_trust(scene: Scene) -> None:
    data = TOLD.get(scene.data.key)
    if data is None:
        return
    for place, contact in enumerate(data.contacts):
        scene.add(scene.at(0.9) + place, _contact, scene, contact, scene.at(0.9) + place)
    for promise in data.promises:
        scene.add(promise.day, _promise, scene, promise)
        for day, what, further in promise.steps:
            scene.add(day, _step, scene, promise, day, what, further)
    for pulse in data.pulses:
        _write_pulse(scene, pulse)
    for concern in data.concerns:
        scene.add(concern.day, _concern, scene, concern)
        for day, person, state, text in concern.steps:
            scene.add(day, _concern_step, scene, concern, person, state, text)
    for review in data.reviews:
        _write_review(scene, review)
    for signal in data.signals:
        _write_signal(scene, signal)
    if data.watched is not None:
        scene.add(data.watched, _watch, scene, data.watched)
    for day in data.read:
        scene.add(day, indicators.read_all)
    for response in data.responses:
        scene.add(response.day, _respond, scene, response)


def _user(scene: Scene, person: str) -> Any:
    return scene.stage.users[person]


# --- promises ---------------------------------------------------------------------------------------------------------
def _promise(scene: Scene, data: shapes.Promise) -> None:
    record = scene.new(
        Promise,
        by=scene.party(data.by),
        to=scene.party(data.to),
        text=data.text,
        details=data.details,
        due_on=scene.date(data.due),
    )
    record.clean()
    scene.keys["promise", data.text] = promises.note_promise(record, actor=scene.writer(data.noted_by or data.by, data.day))


def _step(scene: Scene, data: shapes.Promise, day: Day, what: str, further: Any) -> None:
    promise = scene.again("promise", data.text)
    receiver = data.to or next(party for party in scene.joined if party != data.by)
    giver, taker = scene.writer(data.by, day), scene.writer(receiver, day)
    on = scene.date(day)
    steps: dict[str, Callable[[], Any]] = {
        "given": lambda: promises.give(promise, actor=giver),
        "reported": lambda: promises.report(promise, actor=giver, on=on, shows=further),
        "kept": lambda: promises.confirm(promise, actor=taker, on=promise.reported_on, note=further),
        "disputed": lambda: promises.dispute(promise, actor=taker, reason=further),
        "broken": lambda: promises.call_broken(promise, actor=taker, reason=further),
        "released": lambda: promises.release(promise, actor=taker, reason=further),
        "moved": lambda: promises.ask_to_move(
            promise, actor=giver, due_on=scene.date(further), reason="Our counsel needs more time."
        ),
        "agreed": lambda: promises.agree_to_move(promise, actor=taker),
        "refused": lambda: promises.refuse_to_move(promise, actor=taker, reason=further),
    }
    steps[what]()


# --- pulses -----------------------------------------------------------------------------------------------------------
def _write_pulse(scene: Scene, data: shapes.Pulse) -> None:
    scene.add(data.day, _pulse, scene, data)
    span = min(data.closes, 0) - data.day
    for place, (person, digits) in enumerate(data.answers):
        scene.add(data.day + 1 + place * max(span - 1, 0) // len(data.answers), _answer, scene, data, person, digits)
    if data.closes < 0:
        scene.add(data.closes + 1, _close, scene, data)


def _pulse(scene: Scene, data: shapes.Pulse) -> None:
    days = {"opens_on": scene.date(data.day), "closes_on": scene.date(data.closes)}
    record = scene.new(TrustPulse, occasion=data.occasion, **days)
    scene.keys["pulse", data.occasion] = pulses.plan_pulse(record, actor=scene.signer(data.by, data.day))


def _answer(scene: Scene, data: shapes.Pulse, person: str, digits: str) -> None:
    values = dict(zip(Dimension.values, map(int, digits), strict=True))
    pulses.answer_pulse(scene.again("pulse", data.occasion), actor=_user(scene, person), values=values)


def _close(scene: Scene, data: shapes.Pulse) -> None:
    pulses.close_pulse(scene.again("pulse", data.occasion), actor=None)


# --- indicators -------------------------------------------------------------------------------------------------------
def _watch(scene: Scene, day: Day) -> None:
    indicators.add_usual(scene.row, actor=scene.writer("", day))


def _respond(scene: Scene, data: shapes.Response) -> None:
    indicator = TrustIndicator.objects.get(partnership=scene.row, metric=data.metric)
    indicators.respond(indicator, actor=_user(scene, data.by), response=data.text)


# --- concerns ---------------------------------------------------------------------------------------------------------
def _contact(scene: Scene, data: shapes.Contact, day: Day) -> None:
    values = {"name": data.name, "reach": data.reach, "answers_within": data.within, "keeps": data.keeps}
    share_record(
        save(scene.new(ConcernContact, data.party, **values), scene.writer(data.party, day)),
        actor=scene.signer(data.party, day),
    )


def _concern(scene: Scene, data: shapes.Concern) -> None:
    actor, said = _user(scene, data.by), {"title": data.title, "category": data.category, "what": data.what, "wish": data.wish}
    if data.way == "independent":
        record: Any = IndependentConcern(partnership=scene.row, **said)
        scene.keys["concern", data.title] = concerns.raise_independent(record, actor=actor)
        return
    record = scene.new(Concern, scene.party_of(data.by) if data.way == "own" else "", **said)
    scene.keys["concern", data.title] = concerns.raise_concern(record, actor=actor)


def _concern_step(scene: Scene, data: shapes.Concern, person: str, state: str, text: str) -> None:
    actor = _user(scene, person)
    if data.way == "independent":
        concern = IndependentConcern.objects.select_related("partnership").get(pk=scene.keys["concern", data.title].pk)
        concerns.step(concern, actor=actor, text=text, state=state)
        return
    record = scene.again("concern", data.title)
    match state:
        case "assessed":
            concerns.assess(record, actor=actor, assessment=text)
        case "acted":
            concerns.act_on(record, actor=actor, action=text)
        case _:
            concerns.close(record, actor=actor, outcome=text)


# --- mutual benefit ---------------------------------------------------------------------------------------------------
def _key(data: shapes.Review) -> tuple[str, str]:
    return "benefit review", str(data.ends)


def _write_review(scene: Scene, data: shapes.Review) -> None:
    scene.add(data.day, _review, scene, data)
    for view in data.views:
        scene.add(view.day, _view, scene, data, view)
    if data.concluded is None:
        return
    asked = data.concluded[0]
    scene.add(asked, _ask, scene, data)
    for place, party in enumerate(scene.joined, start=1):
        day = asked + min(place, SIGNED_WITHIN)
        scene.add(day, _sign, scene, data, party, day)
    if data.action is not None:
        scene.add(asked + SIGNED_WITHIN + 1, _action, scene, data)


def _review(scene: Scene, data: shapes.Review) -> None:
    days = {"begins_on": scene.date(data.begins), "ends_on": scene.date(data.ends), "due_on": scene.date(data.due)}
    scene.keys[_key(data)] = save(scene.new(BenefitReview, **days), scene.writer(data.by, data.day))


def _view(scene: Scene, data: shapes.Review, view: shapes.View) -> None:
    said = {"gave": view.gave, "got": view.got, "balance": view.balance, "fairness": view.fairness, "note": view.note}
    record = NetView(review=scene.again(*_key(data)), party=scene.party(view.party), **said)
    save(record, scene.writer(view.party, view.day))


def _ask(scene: Scene, data: shapes.Review) -> None:
    assert data.concluded is not None
    day, conclusion, reasons = data.concluded
    review, actor = scene.again(*_key(data)), scene.writer(data.by, day)
    review.conclusion, review.reasons = conclusion, reasons
    save(review, actor)
    reviews.ask_to_conclude(review, actor=actor)


def _sign(scene: Scene, data: shapes.Review, party: str, day: Day) -> None:
    waiting = SignOffRound.objects.open().of_record(scene.keys[_key(data)]).get()
    sign(waiting, actor=scene.signer(party, day))


def _action(scene: Scene, data: shapes.Review) -> None:
    assert data.concluded is not None
    assert data.action is not None
    what, party, due = data.action
    review, actor = scene.again(*_key(data)), scene.writer(party, data.concluded[0])
    add_action(review, actor=actor, title=what, responsible=scene.party(party), due_on=scene.date(due))


# --- signals ----------------------------------------------------------------------------------------------------------
def _write_signal(scene: Scene, data: shapes.Signal) -> None:
    scene.add(data.day, _signal, scene, data)
    if data.put is not None:
        scene.add(data.put, _put, scene, data)
    if data.reply is not None:
        scene.add(data.reply[0], _reply, scene, data)
    if data.closed is not None:
        scene.add(data.closed[0], _close_signal, scene, data)


def _signal(scene: Scene, data: shapes.Signal) -> None:
    said = {
        "kind": data.kind,
        "about": scene.party(data.about),
        "on": scene.date(data.day),
        "what": data.what,
        "effect": data.effect,
    }
    record = scene.new(BehaviourSignal, data.party, **said)
    scene.keys["signal", data.what] = save(record, scene.writer(data.party, data.day))


def _put(scene: Scene, data: shapes.Signal) -> None:
    assert data.put is not None
    signals.put(scene.again("signal", data.what), actor=scene.signer(data.party, data.put))


def _reply(scene: Scene, data: shapes.Signal) -> None:
    assert data.reply is not None
    day, text = data.reply
    answer = SignalReply(signal=scene.again("signal", data.what), party=scene.party(data.about), text=text)
    signals.reply(answer, actor=scene.writer(data.about, day))


def _close_signal(scene: Scene, data: shapes.Signal) -> None:
    assert data.closed is not None
    day, text = data.closed
    signals.close(scene.again("signal", data.what), actor=scene.writer(data.party, day), closing=text)
