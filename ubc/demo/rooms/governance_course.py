"""Meetings, decisions and issues in the demo world: what happens in a governance that is in place."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from partnerships.rules.services import propose_change
from rmp.governance.models import AgendaItem, AuthorityRule, Decision, Issue, Ladder, LadderPlace, Meeting
from rmp.governance.services import decisions, issues, meetings
from ubc.demo.rooms.governance_signing import sign_rest, user, waiting
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save

if TYPE_CHECKING:
    from ubc.demo.rooms import governance_shapes as shapes
    from ubc.demo.shapes import Day
    from ubc.demo.write.scene import Scene


# --- meetings ---------------------------------------------------------------------------------------------------------
def write_meeting(scene: "Scene", data: "shapes.Meeting") -> None:
    scene.add(data.planned, _call, scene, data)
    if data.held:
        scene.add(data.day, _hold, scene, data)
    if data.minuted is not None:
        scene.add(data.minuted, _minute, scene, data, data.minuted)
    if data.agreed is not None:
        scene.add(data.agreed, _agree_minutes, scene, data, data.agreed)


def _call(scene: "Scene", data: "shapes.Meeting") -> None:
    day: dt.date | None = scene.date(data.day)
    assert day is not None
    actor = scene.writer("", data.planned, scene.officer)
    row = scene.new(
        Meeting,
        body=scene.again("body", data.body),
        starts_at=timezone.make_aware(dt.datetime.combine(day, dt.time(data.hour)), dt.UTC),
        duration=90,
        mode="hybrid",
        place=data.place,
        link="https://meet.example.org/" + data.body.split(maxsplit=1)[0].lower(),
    )
    save(row, actor)
    for place, item in enumerate(data.items, start=1):
        one = AgendaItem(
            meeting=row, position=place, title=item.title, kind=item.kind, duration=item.minutes, presenter=item.presenter
        )
        save(one, actor)
    meetings.issue_agenda(row, actor=actor)
    scene.keys["meeting", data.body, str(data.day)] = row


def _hold(scene: "Scene", data: "shapes.Meeting") -> None:
    row = scene.again("meeting", data.body, str(data.day))
    absent = {scene.stage.people[key].name for key in data.absent}
    seats = list(row.body.members.current().filled().select_related("seat_of"))
    # Alternates come for those who do not.
    spare = {seat for seat in seats if seat.stands_in_for_id and seat.stands_in_for.name not in absent}
    present = [seat for seat in seats if seat.name not in absent and seat not in spare]
    excused = [seat for seat in seats if seat.name in absent]
    meetings.hold_meeting(row, actor=scene.writer("", data.day, scene.officer), present=present, excused=excused)


def _minute(scene: "Scene", data: "shapes.Meeting", day: "Day") -> None:
    row, actor = scene.again("meeting", data.body, str(data.day)), scene.writer("", day, scene.officer)
    said = {item.title: item.outcome for item in data.items}
    outcomes = {item: said[item.title] for item in row.items.all()}
    meetings.draft_minutes(row, actor=actor, minutes=data.minutes, outcomes=outcomes)
    for key in data.signed_by:
        sign(waiting(row), actor=user(scene, key))


def _agree_minutes(scene: "Scene", data: "shapes.Meeting", day: "Day") -> None:
    row = scene.again("meeting", data.body, str(data.day))
    sign_rest(scene, waiting(row), day)
    if data.closed:
        row = scene.again("meeting", data.body, str(data.day))
        meetings.close_meeting(row, actor=scene.writer("", day, scene.officer))


# --- decisions --------------------------------------------------------------------------------------------------------
def write_decision(scene: "Scene", data: "shapes.Decision") -> None:
    scene.add(data.day, _decision, scene, data)
    for day, key, choice, reason in data.positions:
        scene.add(day, _position, scene, data, key, choice, reason)
    if data.deferred is not None:
        scene.add(data.deferred, _defer, scene, data, data.deferred)
    if data.done is not None:
        scene.add(data.done, _done, scene, data, data.done)


def _decision(scene: "Scene", data: "shapes.Decision") -> None:
    actor = scene.writer("", data.day, scene.officer)
    row = scene.new(
        Decision,
        title=data.title,
        text=data.text,
        body=scene.keys[("body", data.body)],
        meeting=scene.keys.get(("meeting", data.body, str(data.day))),
        method=data.method,
        delegated_to=scene.party(data.delegated_to),
        decide_by=scene.date(data.decide_by),
        implement_by=scene.date(data.implement_by),
        responsible=scene.party(data.responsible),
    )
    scene.keys["decision", data.title] = save(row, actor)
    decisions.put_to_parties(row, actor=actor)


def _position(scene: "Scene", data: "shapes.Decision", key: str, choice: str, reason: str) -> None:
    row = scene.again("decision", data.title)
    decisions.take_position(row, actor=user(scene, key), choice=choice, reason=reason)


def _defer(scene: "Scene", data: "shapes.Decision", day: "Day") -> None:
    decisions.defer(scene.again("decision", data.title), actor=scene.writer("", day, scene.officer), reason=data.why)


def _done(scene: "Scene", data: "shapes.Decision", day: "Day") -> None:
    actor = scene.writer("", day, scene.officer)
    decisions.implement(scene.again("decision", data.title), actor=actor, outcome=data.outcome)


# --- what the plan agreed ---------------------------------------------------------------------------------------------
def write_rule_change(scene: "Scene", data: "shapes.RuleChange") -> None:
    scene.add(data.asked, _ask_change, scene, data)
    if data.signed is not None:
        scene.add(data.signed, _sign_change, scene, data, data.signed)


def _ask_change(scene: "Scene", data: "shapes.RuleChange") -> None:
    rule = AuthorityRule.objects.get(partnership=scene.row, matter=data.matter)
    change = propose_change(rule, actor=user(scene, data.by), reason=data.reason, **data.values)
    scene.keys["rule change", data.matter] = change


def _sign_change(scene: "Scene", data: "shapes.RuleChange", day: "Day") -> None:
    sign_rest(scene, waiting(scene.again("rule change", data.matter)), day)


# --- issues -----------------------------------------------------------------------------------------------------------
def write_ladder(scene: "Scene", data: "shapes.Governance") -> None:
    row = save(scene.new(Ladder), user(scene, scene.officer))
    here = {one.person for one in scene.seats if one.since <= data.since + 10}
    for level, *keys in data.ladder:
        for key in keys:
            party = scene.party_of(key)
            person = user(scene, key) if key in here else None
            place = LadderPlace(
                ladder=row,
                party=scene.stage.parties[party],
                level=level,
                person=person,
                name=scene.stage.people[key].name,
                position=scene.stage.people[key].job_title,
            )
            save(place, scene.writer(party, data.since + 10))


def write_issue(scene: "Scene", data: "shapes.Issue") -> None:
    scene.add(data.raised, _raise, scene, data)
    for day in data.sweeps:
        scene.add(day, issues.keep_time)
    for day, key, text in data.positions:
        scene.add(day, _state, scene, data, key, text)
    if data.proposed is not None:
        scene.add(data.proposed, _propose, scene, data)
    if data.resolved is not None:
        scene.add(data.resolved, _resolve, scene, data, data.resolved)
    if data.closed is not None:
        scene.add(data.closed, _close, scene, data, data.closed)


def _raise(scene: "Scene", data: "shapes.Issue") -> None:
    row = scene.new(Issue, title=data.title, kind=data.kind, facts=data.facts)
    scene.keys["issue", data.title] = issues.raise_issue(row, actor=user(scene, data.by))


def _state(scene: "Scene", data: "shapes.Issue", key: str, text: str) -> None:
    issues.state_position(scene.again("issue", data.title), actor=user(scene, key), text=text)


def _propose(scene: "Scene", data: "shapes.Issue") -> None:
    row = scene.again("issue", data.title)
    issues.propose_resolution(row, actor=user(scene, data.proposed_by), resolution=data.way_out)


def _resolve(scene: "Scene", data: "shapes.Issue", day: "Day") -> None:
    sign_rest(scene, waiting(scene.keys["issue", data.title]), day)


def _close(scene: "Scene", data: "shapes.Issue", day: "Day") -> None:
    actor = scene.writer("", day, scene.officer)
    issues.close_issue(scene.again("issue", data.title), actor=actor, lesson=data.lesson)
