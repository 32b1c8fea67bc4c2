"""How the parties understand each other: restatements, and how own and common objectives fit."""

from objectives.models import Alignment, Restatement
from objectives.services import confirm_restatement, correct_restatement
from ubc.demo import shapes
from ubc.demo.shapes import Day
from ubc.demo.write.days import days_of
from ubc.demo.write.scene import Scene
from ubc.demo.write.stage import save

# How long the owner of an objective took to answer.
ANSWERED_AFTER = 4


def write_understanding(scene: Scene) -> None:
    contents = scene.data.contents
    for restatement in contents.restatements:
        scene.add(restatement.day, _restate, scene, restatement)
        if restatement.answered_by:
            scene.add(min(restatement.day + ANSWERED_AFTER, 0), _answer, scene, restatement)
    written = {objective.key: days_of(scene, objective).shared for objective in contents.objectives}
    for cell in contents.alignment:
        day = min(max(written[cell.own], written[cell.common]) + 1, scene.last)
        scene.add(day, _align, scene, cell, day)


def _restate(scene: Scene, data: shapes.Restatement) -> None:
    row = Restatement(objective=scene.objective(data.objective), party=scene.party(data.by_party), text=data.text)
    scene.keys["restatement", data.objective, data.by_party] = save(row, scene.stage.users[data.by])


def _answer(scene: Scene, data: shapes.Restatement) -> None:
    row = scene.again("restatement", data.objective, data.by_party)
    actor = scene.stage.users[data.answered_by]
    if data.state == Restatement.State.CORRECTED:
        correct_restatement(row, actor=actor, correction=data.answer)
    else:
        confirm_restatement(row, actor=actor)


def _align(scene: Scene, data: shapes.AlignmentCell, day: Day) -> None:
    own = scene.objective(data.own)
    cell = Alignment(
        objective=own, common=scene.objective(data.common), value=data.value, reason=data.note, handling=data.handling
    )
    lead = next(objective.lead for objective in scene.data.contents.objectives if objective.key == data.own)
    party = next(objective.party for objective in scene.data.contents.objectives if objective.key == data.own)
    save(cell, scene.writer(party, day, lead))
