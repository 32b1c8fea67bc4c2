"""The joint teams: who holds which place, what the parties give, how partners grow, and who took over from whom."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from partnerships.records.sharing import share_record
from rmp.team import services
from rmp.team.models import EnabledResource, Handover, JointTeam, PartnerDevelopment, TeamMember, TeamReview
from rmp.team.services.commitments import commitments
from ubc.demo.rooms.teams import battery, crafts, leaks
from ubc.demo.write.signing import proven
from ubc.demo.write.stage import save

if TYPE_CHECKING:
    from ubc.demo.rooms.teams import shapes
    from ubc.demo.shapes import Day
    from ubc.demo.write.scene import Scene

TEAMS: dict[str, "shapes.Team"] = {"battery": battery.TEAM, "leaks": leaks.TEAM, "crafts": crafts.TEAM}


def write_team(scene: "Scene") -> None:
    """What three of the partnerships wrote about their teams; the others have not come to it yet."""
    team = TEAMS.get(scene.data.key)
    if team is None:
        return
    scene.add(team.since, _team, scene, team)
    for place in team.places:
        scene.add(place.written, _place, scene, place)
    for place in team.places:
        if place.deputy:
            scene.add(max(place.written, _of(team, place.deputy).written), _deputy, scene, place)
    for review in team.reviews:
        scene.add(review.day, _review, scene, review)
    for resource in team.resources:
        _write_resource(scene, resource)
    for measure in team.development:
        _write_development(scene, measure)
    for handover in team.handovers:
        _write_handover(scene, handover)


def _of(team: "shapes.Team", key: str) -> "shapes.Place":
    return next(place for place in team.places if place.key == key)


# --- the team ---------------------------------------------------------------------------------------------------------
def _team(scene: "Scene", data: "shapes.Team") -> None:
    fields = {"mandate": data.mandate, "leadership": data.leadership, "working": data.working}
    row = scene.new(JointTeam, **fields, review_on=scene.date(data.first_review))
    scene.keys[("team",)] = save(row, scene.writer("", data.since, scene.officer))


def _place(scene: "Scene", data: "shapes.Place") -> None:
    row = scene.new(
        TeamMember,
        data.party,
        role=data.role,
        person=scene.stage.users[data.key] if data.key in scene.stage.people else None,
        name=data.name,
        position=data.position,
        responsibilities=data.responsibilities,
        powers=data.powers,
        keeps_plan=data.keeps_plan,
        starts_on=scene.date(data.written),
    )
    actor = scene.signer(data.party, data.written) if data.party else scene.writer("", data.written, scene.officer)
    scene.keys["place", data.key] = save(row, actor)
    if data.party and data.shared:
        share_record(row, actor=actor)


def _deputy(scene: "Scene", data: "shapes.Place") -> None:
    row = scene.again("place", data.key)
    row.deputy = scene.keys["place", data.deputy]
    save(row, scene.signer(data.party, data.written))


def _review(scene: "Scene", data: "shapes.Review") -> None:
    row = TeamReview(  # type: ignore[misc]
        team=JointTeam.objects.get(partnership=scene.row),
        on=scene.date(data.day),
        finding=data.finding,
        upgraded=data.upgraded,
        next_on=scene.date(data.next),
    )
    services.review_team(row, actor=scene.stage.users[data.by])


# --- what it works with -----------------------------------------------------------------------------------------------
def _write_resource(scene: "Scene", data: "shapes.Resource") -> None:
    scene.add(data.written, _resource, scene, data)
    if data.available is not None:
        scene.add(data.available, _provide, scene, data)
    if data.withdrawn is not None:
        scene.add(data.withdrawn, _withdraw, scene, data)


def _resource(scene: "Scene", data: "shapes.Resource") -> None:
    row = scene.new(
        EnabledResource,
        data.party,
        title=data.title,
        category=data.category,
        kind=scene.stage.term("resource", data.kind) if data.kind else None,
        purpose=data.purpose,
        starts_on=scene.date(data.planned if data.available is None else data.available),
        ends_on=scene.date(data.until),
    )
    actor = scene.signer(data.party, data.written) if data.party else scene.writer("", data.written, scene.officer)
    scene.keys["means", data.title] = save(row, actor)
    if data.party and data.shared:
        share_record(row, actor=actor)


def _provide(scene: "Scene", data: "shapes.Resource") -> None:
    services.provide_resource(scene.again("means", data.title), actor=scene.writer(data.party, data.available or 0))


def _withdraw(scene: "Scene", data: "shapes.Resource") -> None:
    actor = scene.writer(data.party, data.withdrawn or 0)
    services.withdraw_resource(scene.again("means", data.title), actor=actor, reason=data.why_withdrawn)


def _write_development(scene: "Scene", data: "shapes.Development") -> None:
    scene.add(data.day, _development, scene, data)
    if data.started is not None:
        scene.add(data.started, _start, scene, data)
    if data.done is not None:
        scene.add(data.done, _finish, scene, data)


def _development(scene: "Scene", data: "shapes.Development") -> None:
    row = scene.new(
        PartnerDevelopment,
        title=data.title,
        beneficiary=scene.party(data.beneficiary),
        need=data.need,
        responsible=scene.party(scene.party_of(data.owner)),
        assignee=scene.stage.users[data.owner],
        due_on=scene.date(data.due),
    )
    scene.keys["development", data.title] = save(row, scene.stage.users[data.owner])


def _start(scene: "Scene", data: "shapes.Development") -> None:
    services.start_development(scene.again("development", data.title), actor=scene.stage.users[data.owner])


def _finish(scene: "Scene", data: "shapes.Development") -> None:
    measure = scene.again("development", data.title)
    services.finish_development(measure, actor=scene.stage.users[data.owner], result=data.result)


# --- from one to another ----------------------------------------------------------------------------------------------
def _write_handover(scene: "Scene", data: "shapes.Handover") -> None:
    scene.add(data.planned, _plan, scene, data)
    if data.begun is not None:
        scene.add(data.begun, _begin, scene, data)
    for day, text, by in data.ticked:
        scene.add(day, _tick, scene, data, text, by)
    if data.completed is not None:
        scene.add(data.completed, _complete, scene, data, data.completed)


def _plan(scene: "Scene", data: "shapes.Handover") -> None:
    party = scene.party_of(data.person)
    last_day: dt.date | None = scene.date(data.last_day)
    row = scene.new(
        Handover,
        party,
        person=scene.stage.users[data.person],
        # Whoever comes later is named later.
        successor=scene.stage.users.get(data.successor) if data.begun is None else None,
        last_day=last_day,
        note=data.note,
    )
    actor = scene.signer(party, data.planned)
    scene.keys["handover", data.person] = services.plan_handover(row, actor=actor, items=data.items)


def _begin(scene: "Scene", data: "shapes.Handover") -> None:
    actor = scene.signer(scene.party_of(data.person), data.begun or 0)
    row = scene.again("handover", data.person)
    row.successor = scene.stage.users[data.successor]
    services.plan_handover(row, actor=actor)
    services.begin_handover(scene.again("handover", data.person), actor=actor)


def _tick(scene: "Scene", data: "shapes.Handover", text: str, by: str) -> None:
    item = scene.again("handover", data.person).items.get(text=text)
    services.tick_item(item, actor=scene.stage.users[by])


def _complete(scene: "Scene", data: "shapes.Handover", day: "Day") -> None:
    """Everything goes to the successor, and then the place ends."""
    row: Any = scene.again("handover", data.person)
    actor, successor = scene.signer(scene.party_of(data.person), day), scene.stage.users[data.successor]
    found = commitments(row, actor)
    proven(services.hand_over)(row, actor=actor, choices={c.key: successor for c in found if c.may_change})
    services.complete_handover(row, actor=actor)
