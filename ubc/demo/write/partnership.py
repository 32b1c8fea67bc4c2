"""The partnership itself: opened, moved on through its states, with its facts as they became known."""

from django.utils.text import slugify

from partnerships.access.policy import standing
from partnerships.admission.services import propose_party
from partnerships.gates import closed, gates_from, passages
from partnerships.history.services import record as write_history
from partnerships.models import Participation, Partnership, PartyUnit, Side
from partnerships.services import add_party, is_running, move_partnership, open_partnership, save_partnership
from ubc.demo import shapes
from ubc.demo.rooms.exits import go_on_without
from ubc.demo.write.people import write_seats
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign_by_all

# Neutral helpers are asked to the table some days before they take their seat there.
ASKED_BEFORE = 4
# Work sometimes begins before the last leader is named, and rests or ends without a case; nothing else is skipped.
BY_ALL = (Partnership.State.NEGOTIATING, Partnership.State.ACTIVE, Partnership.State.UNDER_REVIEW)
FROM_OUTSIDE = "We want somebody who sees our work from outside."
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
TAXONOMIES = {"purposes": "purpose", "ubc_types": "ubc_type", "disciplines": "discipline"}


def write_partnership(scene: Scene) -> None:
    """Everything about the table; what is laid upon it comes after, the last steps at the very end (`write_steps`)."""
    data = scene.data
    scene.add(data.identified, _open, scene)
    for taking_part in data.participations:
        if taking_part.side == Side.NEUTRAL:
            first = min(seat.since for seat in data.seats if scene.party_of(seat.person) == taking_part.party)
            asked = max(data.identified, first - ASKED_BEFORE)
            scene.add(asked, _add_neutral, scene, taking_part.party, asked)
    write_seats(scene)


def write_steps(scene: Scene) -> None:
    data = scene.data
    for step in data.path:
        scene.add(step.day, _move, scene, step)
    running = [step.day for step in data.path if step.state == "active"]
    known = running[0] if running else max(data.identified, scene.begin)
    if (data.starts, data.ends) != (None, None):
        scene.add(known, _save, scene, {"starts_on": scene.date(data.starts), "ends_on": scene.date(data.ends)})
    agreed = [version for version in data.contents.plan if version.state == "in_force"]
    if data.next_review is not None and not agreed:  # else it comes with the plan
        scene.add(max(known, scene.last - 30), _save, scene, {"next_review_on": scene.date(data.next_review)})


def _open(scene: Scene) -> None:
    data, stage = scene.data, scene.stage
    token = "".join(stage.dice.choice(ALPHABET) for _ in range(5))
    row = Partnership(
        reference=f"UBC-{stage.timeline.date(data.identified):%y}-{token}",
        slug=f"{slugify(data.title)[:60]}-{token.lower()}",
        title=data.title,
        summary=data.summary,
        form=data.form,
        mode=data.mode,
    )
    partners = [p.party for p in data.participations if p.party != scene.host and p.side != Side.NEUTRAL]
    scene.row = open_partnership(
        row,
        actor=stage.users[scene.officer],
        party=stage.parties[scene.host],
        partners=[stage.parties[key] for key in partners],
        related={name: stage.terms(taxonomy, getattr(data, name)) for name, taxonomy in TAXONOMIES.items()},
    )
    # Which unit of a party takes part is set by an administrator, for which there is the admin and no service.
    for taking_part in data.participations:
        if taking_part.unit:
            unit = PartyUnit.objects.get(party=stage.parties[taking_part.party], name=taking_part.unit)
            place = Participation.objects.get(partnership=scene.row, party=unit.party)
            place.unit = unit
            place.save(update_fields=["unit"])
            write_history("changed", place, actor=None, changes={"unit": [None, str(unit)]})


def _add_neutral(scene: Scene, party: str, day: shapes.Day) -> None:
    """By the founder's word while nobody else has joined, and else by all parties' signatures."""
    actor, organisation = scene.stage.users[scene.officer], scene.stage.parties[party]
    if not is_running(standing(actor, scene.row)):
        add_party(scene.row, actor=actor, party=organisation)
        return
    request = propose_party(scene.row, actor=actor, party=organisation, reason=FROM_OUTSIDE, items=())
    sign_by_all(scene, request, day)


def _move(scene: Scene, step: shapes.Step) -> None:
    """A case of ending may have taken the step already; where something of it lacks, the parties go on by a joint decision."""
    current = Partnership.objects.get(pk=scene.row.pk)
    if current.state == step.state:
        return
    if closed(passages(current, gates_from(current.state, step.state))) and current.state in BY_ALL:
        go_on_without(scene, step.state, step.day)
    move_partnership(scene.row, step.state, actor=scene.stage.users[scene.officer])


def _save(scene: Scene, values: dict[str, object]) -> None:
    """The other facts may have changed since: they are read anew."""
    current = Partnership.objects.get(pk=scene.row.pk)
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean(exclude=["reference", "slug"])
    save_partnership(current, actor=scene.stage.users[scene.officer], seen_version=current.version)
    scene.row = current
