"""Principle 5 in the demo world: an agreement before anything begins, and in two partnerships all of governance."""

from typing import TYPE_CHECKING

from partnerships.records.sharing import share_record
from rmp.governance.models import (
    Activity,
    Agreement,
    AgreementTopic,
    AuthorityRule,
    BodyMember,
    GovernanceBody,
    JointProcess,
    NegotiatingLine,
    NoAgreement,
    NoticePeriod,
    OwnWay,
    Responsibility,
)
from rmp.governance.services import agreements, meetings, processes
from ubc.demo.rooms import governance_battery, governance_leaks
from ubc.demo.rooms.governance_course import write_decision, write_issue, write_ladder, write_meeting, write_rule_change
from ubc.demo.rooms.governance_signing import sign_all, sign_rest, user, waiting
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import save

if TYPE_CHECKING:
    from ubc.demo.rooms import governance_shapes as shapes
    from ubc.demo.shapes import Day
    from ubc.demo.write.scene import Scene

TOLD: dict[str, "shapes.Governance"] = {"battery": governance_battery.GOVERNANCE, "leaks": governance_leaks.GOVERNANCE}
WITHOUT = {
    "crafts": (
        "Apprenticeships are contracts between the workshop and the apprentice, and the examination is settled by law. What the "
        "two houses add to it, they do at their own cost."
    )
}
BEFORE = 4  # days before the work begins, on which the rest sign


def write_governance(scene: "Scene") -> None:
    """What lets a partnership begin, in all of them; the rest in two."""
    told = TOLD.get(scene.data.key)
    if told is None:
        _write_ground(scene)
        return
    for agreement in told.agreements:
        _write_agreement(scene, agreement)
    for line in told.lines:
        scene.add(line.day, _line, scene, line)
    for body in told.bodies:
        scene.add(body.since, _body, scene, body)
    for rule in told.rules:
        scene.add(told.since + 14, _rule, scene, rule)
    for change in told.rule_changes:
        write_rule_change(scene, change)
    for place, activity in enumerate(told.activities, start=1):
        scene.add(told.since + 20, _activity, scene, activity, place)
    for process in told.processes:
        _write_process(scene, process)
    scene.add(told.since + 10, write_ladder, scene, told)
    for meeting in told.meetings:
        write_meeting(scene, meeting)
    for decision in told.decisions:
        write_decision(scene, decision)
    for issue in told.issues:
        write_issue(scene, issue)


# --- what lets it begin -----------------------------------------------------------------------------------------------
def _write_ground(scene: "Scene") -> None:
    begun = next((step.day for step in scene.data.path if step.state == "active"), None)
    if begun is None or scene.talks is None:
        return
    day = min(max(scene.begin, scene.talks, begun - BEFORE), begun)
    scene.add(day, _none if scene.data.key in WITHOUT else _ground, scene, day)


def _ground(scene: "Scene", day: "Day") -> None:
    """A framework agreement, drawn up and signed."""
    actor = scene.writer("", day, scene.officer)
    row = scene.new(
        Agreement,
        title=f"Framework agreement: {scene.row.title}"[:200],
        kind=scene.stage.term("agreement_type", "framework"),
        reference=scene.row.reference,
        subject="What each party gives, what comes of it and whose it is.",
    )
    save(row, actor, signatories=[scene.stage.parties[key] for key in scene.joined])
    for state in ("negotiating", "awaiting_signature"):
        agreements.move_agreement(row, actor=actor, to=state)
    sign_all(scene, row, day)


def _none(scene: "Scene", day: "Day") -> None:
    reason = scene.new(NoAgreement, reason=WITHOUT[scene.data.key], review_on=scene.date(160))
    save(reason, scene.writer("", day, scene.officer))
    sign_all(scene, reason, day)


# --- agreements -------------------------------------------------------------------------------------------------------
def _write_agreement(scene: "Scene", data: "shapes.Agreement") -> None:
    scene.add(data.written, _agreement, scene, data)
    for topic in data.topics:
        if topic.day is not None:
            scene.add(topic.day, _agree_topic, scene, data, topic)
    for day, state, party in data.states:
        scene.add(day, _move, scene, data, state, party, day)
    if data.signed is not None:
        scene.add(data.signed, _sign_agreement, scene, data, data.signed)


def _agreement(scene: "Scene", data: "shapes.Agreement") -> None:
    actor = scene.writer("", data.written, scene.officer)
    row = scene.new(
        Agreement,
        title=data.title,
        kind=scene.stage.term("agreement_type", data.kind),
        reference=data.reference,
        subject=data.subject,
        value=data.value,
        starts_on=scene.date(data.starts),
        ends_on=scene.date(data.ends),
        renewal=data.renewal,
        amends=_amended(scene) if data.kind == "amendment" else None,
    )
    scene.keys["agreement", data.title] = save(row, actor, signatories=[scene.stage.parties[key] for key in scene.joined])
    for topic in data.topics:
        term = scene.stage.term("agreement_topic", topic.code)
        scene.keys["topic", data.title, topic.code] = save(AgreementTopic(agreement=row, topic=term, apart=topic.apart), actor)
    if data.notice:
        for key in scene.joined:
            save(NoticePeriod(agreement=row, holder=scene.stage.parties[key], days=data.notice), actor)


def _amended(scene: "Scene") -> Agreement | None:
    return Agreement.objects.filter(partnership=scene.row).effective().order_by("created_at").first()


def _agree_topic(scene: "Scene", data: "shapes.Agreement", topic: "shapes.Topic") -> None:
    row = AgreementTopic.objects.get(pk=scene.keys["topic", data.title, topic.code].pk)
    agreements.agree_topic(row, actor=scene.writer("", topic.day or 0, scene.officer), settled=topic.settled)


def _move(scene: "Scene", data: "shapes.Agreement", state: str, party: str, day: "Day") -> None:
    row, actor = scene.again("agreement", data.title), scene.writer("", day, scene.officer)
    if row.state == state.partition(" ")[0]:
        agreements.hand_on(row, actor=actor, with_party=scene.stage.parties[party])
    else:
        agreements.move_agreement(row, actor=actor, to=state, with_party=scene.party(party))


def _sign_agreement(scene: "Scene", data: "shapes.Agreement", day: "Day") -> None:
    sign_all(scene, scene.again("agreement", data.title), day)


def _line(scene: "Scene", data: "shapes.Line") -> None:
    actor = scene.signer(data.party, data.day)
    row = scene.new(
        NegotiatingLine,
        data.party,
        agreement=scene.keys[("agreement", data.agreement)] if data.agreement else None,
        topic=scene.stage.term("agreement_topic", data.topic),
        aim=data.aim,
        acceptable=data.acceptable,
        limit=data.limit,
    )
    save(row, actor)
    if data.shared:
        share_record(row, actor=actor)


# --- bodies, authority, responsibilities ------------------------------------------------------------------------------
def _body(scene: "Scene", data: "shapes.Body") -> None:
    actor, fixed = scene.writer("", data.since, scene.officer), data.chair_rule == "fixed"
    row = scene.new(
        GovernanceBody,
        name=data.name,
        level=data.level,
        terms=data.terms,
        chair_rule=data.chair_rule,
        chair_party=scene.stage.parties[next(s.party for s in data.seats if s.role == "chair")] if fixed else None,
        cadence=data.cadence,
        quorum_per_party=data.per_party,
        escalates_to=scene.keys[("body", data.escalates_to)] if data.escalates_to else None,
    )
    row.clean()
    scene.keys["body", data.name] = meetings.save_body(row, actor=actor)
    made: dict[str, BodyMember] = {}
    for seat in data.seats:
        known = seat.key in scene.stage.people
        member = BodyMember(
            body=row,
            seat_of=scene.stage.parties[seat.party],
            role=seat.role,
            name=scene.stage.people[seat.key].name if known else seat.name,
            position=seat.position,
            stands_in_for=made[seat.for_key] if seat.for_key else None,
            voting=seat.role not in ("secretary", "observer"),
            starts_on=scene.date(data.since),
        )
        # Who comes to the table later is named by name first.
        here = {one.person for one in scene.seats if one.since <= data.since}
        member.person = scene.stage.users[seat.key] if known and seat.key in here else None
        made[seat.key] = save(member, scene.writer(seat.party, data.since, seat.key))


def _rule(scene: "Scene", data: "shapes.Rule") -> None:
    row = scene.new(
        AuthorityRule,
        matter=data.matter,
        limit_kind=data.kind,
        amount=data.amount,
        days=data.days,
        limit=data.limit,
        body=scene.keys[("body", data.body)] if data.body else None,
        role=data.role,
    )
    save(row, user(scene, scene.officer))


def _activity(scene: "Scene", data: tuple[str, str, str], place: int) -> None:
    name, *letters = data
    row = save(scene.new(Activity, name=name, position=place), user(scene, scene.officer))
    for key, own in zip(scene.joined, letters, strict=False):
        for letter in own:
            save(Responsibility(activity=row, holder=scene.stage.parties[key], letter=letter), user(scene, scene.officer))


# --- processes --------------------------------------------------------------------------------------------------------
def _write_process(scene: "Scene", data: "shapes.Process") -> None:
    scene.add(data.written, _process, scene, data)
    for day, do in ((data.compared, _compare), (data.asked, _ask), (data.agreed, _agree), (data.used, _use)):
        if day is not None:
            scene.add(day, do, scene, data, day)


def _process(scene: "Scene", data: "shapes.Process") -> None:
    row = save(scene.new(JointProcess, name=data.name), scene.writer("", data.written, scene.officer))
    scene.keys["process", data.name] = row
    for party, text, keeps in data.ways:
        way = OwnWay(process=row, party=scene.stage.parties[party], text=text, keeps=keeps)
        save(way, scene.writer(party, data.written))


def _compare(scene: "Scene", data: "shapes.Process", day: "Day") -> None:
    processes.compare(scene.again("process", data.name), actor=scene.writer("", day, scene.officer), gap=data.gap)


def _ask(scene: "Scene", data: "shapes.Process", day: "Day") -> None:
    row, actor = scene.again("process", data.name), scene.writer("", day, scene.officer)
    row.agreed_way, row.owner = data.way, user(scene, data.owner)
    row.owned_by = scene.party(scene.party_of(data.owner))
    save(row, actor)
    round = processes.ask_to_agree(row, actor=actor)
    if data.agreed is None:
        sign(round, actor=scene.signer(scene.host, day))


def _agree(scene: "Scene", data: "shapes.Process", day: "Day") -> None:
    sign_rest(scene, waiting(scene.keys["process", data.name]), day)


def _use(scene: "Scene", data: "shapes.Process", day: "Day") -> None:
    actor = scene.writer("", day, scene.officer)
    processes.bring_into_use(scene.again("process", data.name), actor=actor, review_on=scene.date(data.review))
