"""Leaders in the demo world: profiles signed by all, nominations, what became of them, and what stands behind the leaders."""

from collections.abc import Iterator

from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from rmp.leadership import services
from rmp.leadership.models import (
    Appointment,
    DecisionNeed,
    LeaderActivity,
    LeaderProfile,
    LeaderResource,
    LeaderReview,
    Power,
    ResourceKind,
    SupportConfirmation,
)
from ubc.demo.rooms import leadership_data as data
from ubc.demo.rooms.leadership_data import STORIES
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import proven, sign
from ubc.demo.write.stage import number, save

# Days from one step to the next.
STEP = 4
PROFILE = ("leader profile",)


def write_leadership(scene: Scene) -> None:
    story = STORIES.get(scene.data.key)
    if story is None:
        return
    _write_profile(scene, story.profile)
    for name, note in story.kinds:
        scene.add(story.leaders[0].since, _kind, scene, name, note)
    for leader in story.leaders:
        _write_leader(scene, leader)
    for decision in story.decisions:
        scene.add(story.decided, _decision, scene, decision, story.decided)
    for activity in story.activities:
        scene.add(activity.day, _activity, scene, activity)


def _write_profile(scene: Scene, profile: data.Profile) -> None:
    scene.add(profile.day, _profile, scene, profile)
    asked = profile.day + STEP
    scene.add(asked, _ask, scene, profile, asked)
    for place, party in enumerate(scene.data.parties, start=1):
        scene.add(asked + place, _sign_profile, scene, party, asked + place)


def _write_leader(scene: Scene, leader: data.Leader) -> None:
    scene.add(leader.day, _prepare, scene, leader)
    if leader.private:
        return
    days = _days(leader.day)
    scene.add(next(days), _put_forward, scene, leader)
    others = [party for party in scene.data.parties if party != leader.party]
    if leader.objected:
        scene.add(next(days), _object, scene, leader)
        scene.add(next(days), _give_up, scene, leader)
        return
    for party in others:
        day = next(days)
        scene.add(day, _endorse, scene, leader, party, day)
    appointed = next(days)
    scene.add(appointed, _appoint, scene, leader, appointed)
    scene.add(next(days), _accept, scene, leader)
    scene.add(leader.since, _start, scene, leader)
    for support in leader.support:
        scene.add(support.day, _support, scene, leader, support)
    for place, resource in enumerate(leader.resources):
        scene.add(leader.since + place + 1, _resource, scene, leader, resource, leader.since + place + 1)
    for review in leader.reviews:
        scene.add(review.day, _review, scene, leader, review)
    if leader.ended is not None:
        scene.add(leader.ended, _end, scene, leader, leader.ended)


def _days(day: Day) -> Iterator[Day]:
    while True:
        day += STEP
        yield day


# --- the profile ------------------------------------------------------------------------------------------------------
def _profile(scene: Scene, profile: data.Profile) -> None:
    actor = scene.stage.users[profile.by]
    names = ("title", "requirements", "responsibilities", "filled_by", "wanted")
    record = save(scene.new(LeaderProfile, **{name: getattr(profile, name) for name in names}), actor)
    scene.keys[PROFILE] = record
    for power in profile.powers:
        limit = None if power.limit is None else number(power.limit)
        save(Power(profile=record, kind=power.kind, what=power.what, limit=limit, unit=power.unit, words=power.words), actor)


def _ask(scene: Scene, profile: data.Profile, day: Day) -> None:
    open_round(scene.again(*PROFILE), actor=scene.writer("", day, profile.by))


def _sign_profile(scene: Scene, party: str, day: Day) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys[PROFILE]).get()
    sign(round, actor=scene.signer(party, day))


# --- the leader -------------------------------------------------------------------------------------------------------
def _key(leader: data.Leader) -> tuple[str, str]:
    return "leader", leader.person


def _prepare(scene: Scene, leader: data.Leader) -> None:
    person = scene.stage.users[leader.person]
    record = scene.new(
        Appointment,
        leader.party,
        profile=scene.again(*PROFILE),
        person=person,
        name=person.name,
        position=person.job_title,
        evidence=leader.evidence,
        term_from=scene.date(leader.since),
        term_to=scene.date(leader.until),
        review_on=scene.date(leader.review),
    )
    scene.keys[_key(leader)] = save(record, scene.writer(leader.party, leader.day, leader.by))


def _put_forward(scene: Scene, leader: data.Leader) -> None:
    proven(services.put_forward)(scene.again(*_key(leader)), actor=scene.signer(leader.party, leader.day, leader.by))


def _object(scene: Scene, leader: data.Leader) -> None:
    by, reason = leader.objected
    proven(services.object_to)(scene.again(*_key(leader)), actor=scene.stage.users[by], reason=reason)


def _give_up(scene: Scene, leader: data.Leader) -> None:
    services.give_up(
        scene.again(*_key(leader)), actor=scene.signer(leader.party, leader.day, leader.by), reason=leader.given_up
    )


def _endorse(scene: Scene, leader: data.Leader, party: str, day: Day) -> None:
    proven(services.endorse)(scene.again(*_key(leader)), actor=scene.signer(party, day))


def _appoint(scene: Scene, leader: data.Leader, day: Day) -> None:
    date = scene.stage.timeline.date(day)
    actor = scene.signer(leader.party, day, leader.by)
    services.appoint(scene.again(*_key(leader)), actor=actor, instrument="letter", reference=leader.reference, on=date)


def _accept(scene: Scene, leader: data.Leader) -> None:
    services.accept(scene.again(*_key(leader)), actor=scene.stage.users[leader.person], commitment=leader.commitment)


def _start(scene: Scene, leader: data.Leader) -> None:
    services.start(scene.again(*_key(leader)), actor=scene.signer(leader.party, leader.since))


def _end(scene: Scene, leader: data.Leader, day: Day) -> None:
    date, actor = scene.stage.timeline.date(day), scene.signer(leader.party, day)
    services.end(scene.again(*_key(leader)), actor=actor, reason="left", on=date, note=leader.end_note)


# --- what stands behind -----------------------------------------------------------------------------------------------
def _support(scene: Scene, leader: data.Leader, support: data.Support) -> None:
    appointment, party = scene.again(*_key(leader)), scene.party(support.party)
    for kind in support.kinds:
        record = SupportConfirmation(
            appointment=appointment,
            party=party,
            level=support.level,
            kind=kind,
            confirmed_by=support.by,
            on=scene.stage.timeline.date(support.day),
        )
        save(record, scene.writer(support.party, support.day))


def _resource(scene: Scene, leader: data.Leader, resource: data.Resource, day: Day) -> None:
    record = LeaderResource(
        appointment=scene.again(*_key(leader)),
        party=scene.party(resource.party),
        kind=resource.kind,
        further=scene.keys["resource kind", resource.further] if resource.further else None,
        required=number(resource.required),
        allocated=number(resource.allocated),
        unit=resource.unit,
        note=resource.note,
    )
    save(record, scene.writer(resource.party, day))


def _review(scene: Scene, leader: data.Leader, review: data.Review) -> None:
    record = LeaderReview(
        appointment=scene.again(*_key(leader)),
        party=scene.party(review.party),
        on=scene.stage.timeline.date(review.day),
        finding=review.finding,
        next_on=scene.date(review.next),
    )
    save(record, scene.writer(review.party, review.day))


def _kind(scene: Scene, name: str, note: str) -> None:
    scene.keys["resource kind", name] = save(scene.new(ResourceKind, name=name, note=note), scene.writer("", scene.begin))


def _decision(scene: Scene, decision: data.Decision, day: Day) -> None:
    record = scene.new(
        DecisionNeed,
        title=decision.title,
        kind=decision.kind,
        amount=None if decision.amount is None else number(decision.amount),
        unit=decision.unit,
        extent=decision.extent,
        reading=decision.reading,
        profile=scene.again(*PROFILE),
    )
    save(record, scene.writer("", day))


def _activity(scene: Scene, activity: data.Activity) -> None:
    record = scene.new(
        LeaderActivity,
        on=scene.date(activity.day),
        kind=activity.kind,
        what=activity.what,
        others=activity.others,
        effect=activity.effect,
    )
    leaders = [scene.again("leader", person) for person in activity.leaders]
    save(record, scene.writer("", activity.day), leaders=leaders)
