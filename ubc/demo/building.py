"""Makes the demo world in an empty database."""

import random
from collections.abc import Callable

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from partnerships.models import Partnership
from partnerships.scorecards.rollup import refresh_all
from ubc.demo import accounts
from ubc.demo.accounts import DemoAccount
from ubc.demo.data import WORLD
from ubc.demo.rooms.assessments import write_assessments
from ubc.demo.rooms.competence import write_competence
from ubc.demo.rooms.exits import write_exits
from ubc.demo.rooms.governance import write_governance
from ubc.demo.rooms.knowledge import write_knowledge
from ubc.demo.rooms.leadership import write_leadership
from ubc.demo.rooms.relationship import write_relationship
from ubc.demo.rooms.risks import write_risks
from ubc.demo.rooms.team import write_team
from ubc.demo.rooms.trust import write_trust
from ubc.demo.rooms.value import write_value
from ubc.demo.rooms.visions import write_visions
from ubc.demo.scale import further
from ubc.demo.shapes import World
from ubc.demo.write.clock import Clock, set_clock, set_dice
from ubc.demo.write.grounds import write_communications, write_grounds
from ubc.demo.write.haste import remembered_questions
from ubc.demo.write.mail import close_the_past, write_reminders
from ubc.demo.write.objectives import write_objectives
from ubc.demo.write.partnership import write_partnership, write_steps
from ubc.demo.write.people import write_administrator, write_officers, write_parties
from ubc.demo.write.plan import write_plan, write_sections
from ubc.demo.write.revisions import write_revisions
from ubc.demo.write.scene import Scene
from ubc.demo.write.stage import Stage
from ubc.demo.write.timeline import Timeline
from ubc.demo.write.understanding import write_understanding

# The house stood for some days before the first partnership was opened in it.
BEFORE = 3
# The days of which the figures are kept; a house that really stood so long would have them of every night.
ROLLUPS = (-720, -600, -480, -360, -270, -180, -120, -75, -40, -14, 0)


class NotEmpty(CommandError):
    """There is something already: the demo world is only made in an empty database."""


def build(*, seed: int, scale: int, report: Callable[[str], None]) -> list[DemoAccount]:
    if Partnership.objects.exists():
        raise NotEmpty(
            "There are partnerships in this database: the demo world is made in an empty one only. To start over, empty it with "
            "“manage.py flush” or choose another one with DATABASE_URL."
        )
    world = merged(WORLD, further(random.Random(f"{seed} further"), scale))  # noqa: S311 - invented, not secret
    with transaction.atomic(), set_dice(random.Random(f"{seed} keys")):  # noqa: S311
        _write(world, seed, report)
    return [*(_account(*kind) for kind in accounts.KINDS), _administrator()]


def merged(*worlds: World) -> World:
    return World(
        tuple(party for world in worlds for party in world.parties),
        tuple(person for world in worlds for person in world.people),
        tuple(partnership for world in worlds for partnership in world.partnerships),
    )


def _write(world: World, seed: int, report: Callable[[str], None]) -> None:
    timeline = Timeline(timezone.now(), random.Random(f"{seed} times"))  # noqa: S311
    first = min(partnership.identified for partnership in world.partnerships) - BEFORE
    clock = Clock(timeline.start_of(first))
    with set_clock(clock), remembered_questions():
        administrator = write_administrator(accounts.ADMINISTRATOR_EMAIL, accounts.ADMINISTRATOR_NAME, accounts.PASSWORD)
        stage = Stage(world, timeline, random.Random(f"{seed} references"), administrator)  # noqa: S311
        write_parties(stage)
        write_officers(stage, first)
        for partnership in world.partnerships:
            _write_scene(Scene(stage, partnership))
        write_reminders(stage)
        for day in ROLLUPS:
            timeline.add(day, refresh_all, timeline.date(day))
        report(f"Writing {len(world.partnerships)} partnerships of {len(world.people)} people.")
        timeline.run(clock, report)
        close_the_past()


def _write_scene(scene: Scene) -> None:
    """The order counts for what happens on the same day."""
    write_partnership(scene)
    write_grounds(scene)
    write_objectives(scene)
    write_understanding(scene)
    told = write_revisions(scene)
    write_communications(scene, told)
    write_relationship(scene)
    write_leadership(scene)
    write_sections(scene)
    write_plan(scene)
    write_team(scene)
    write_visions(scene)
    write_governance(scene)
    write_competence(scene)
    write_value(scene)
    write_risks(scene)
    write_knowledge(scene)
    write_assessments(scene)
    write_trust(scene)
    write_exits(scene)
    write_steps(scene)


def _account(kind: str, key: str, note: str) -> DemoAccount:
    person = next(person for person in WORLD.people if person.key == key)
    return DemoAccount(kind, person.name, person.email, accounts.PASSWORD, note)


def _administrator() -> DemoAccount:
    return DemoAccount(
        accounts.ADMINISTRATOR_KIND,
        accounts.ADMINISTRATOR_NAME,
        accounts.ADMINISTRATOR_EMAIL,
        accounts.PASSWORD,
        accounts.ADMINISTRATOR_NOTE,
    )
