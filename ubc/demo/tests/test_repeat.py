"""Built twice, and built half: on a part of the world, for speed."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from partnerships.history.models import Chain
from partnerships.models import Partnership
from partnerships.signoff.models import SignOffRound
from rmp.plan.models import PlanVersion
from ubc.demo import build, building
from ubc.demo.data import WORLD
from ubc.demo.data.behind import BEHIND

pytestmark = pytest.mark.django_db

# One that went all the way to its end; and a day of which the build knows nothing.
CLOSED = BEHIND[0]
NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _part_of_the_world(monkeypatch):
    monkeypatch.setattr(building, "WORLD", replace(WORLD, partnerships=(CLOSED,)))


def built(seed):
    """What a build leaves, as far as anybody can see or cite it; it is undone."""
    with time_machine.travel(NOON, tick=False), transaction.atomic():
        build(seed=seed, scale=1, report=lambda line: None)
        found = {
            "partnerships": sorted(Partnership.objects.values_list("pk", "reference", "slug", "title", "state")),
            "digests": sorted(PlanVersion.objects.values_list("pk", "digest")),
            "rounds": sorted(SignOffRound.objects.values_list("pk", "digest")),
            "chains": sorted(Chain.objects.values_list("partnership", "party__short_name", "sequence"), key=str),
            "counts": rows(),
        }
        transaction.set_rollback(True)
    return found


def rows():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_a_part_of_it_is_written_whatever_the_database(capsys):
    build(seed=1, scale=0, report=lambda line: None)
    assert [partnership.title for partnership in Partnership.objects.all()] == [CLOSED.title]
    call_command("verify")
    assert "What is kept of 1 partnerships is whole." in capsys.readouterr().out


@pytest.mark.deep
@pytest.mark.embedded  # the same words are written whatever the database
def test_the_same_seed_makes_the_same_world():
    assert built(seed=1) == built(seed=1)


@pytest.mark.deep
@pytest.mark.embedded
def test_another_seed_makes_another_world_of_the_same_story():
    first, other = built(seed=1), built(seed=2)
    titles = [[row[3] for row in found["partnerships"] if row[3] in {CLOSED.title}] for found in (first, other)]
    assert titles == [[CLOSED.title], [CLOSED.title]]
    assert {row[1] for row in first["partnerships"]} & {row[1] for row in other["partnerships"]} == set()


@pytest.mark.embedded
def test_a_build_that_is_interrupted_leaves_nothing_and_gives_the_clock_back():
    before, said = rows(), []

    def interrupt(line):
        said.append(line)
        if len(said) == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(report=interrupt)
    assert len(said) == 6
    assert rows() == before
    key = Partnership().pk
    with time_machine.travel(NOON, tick=False):
        partnership = Partnership.objects.create(title="As if nothing had been")
        assert partnership.created_at == NOON
    assert key != Partnership().pk
