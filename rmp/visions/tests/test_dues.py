"""What falls due, and who is told."""

import datetime as dt

import pytest

from partnerships.clock import today
from partnerships.models import Membership
from partnerships.reminders.models import Reminder
from partnerships.reminders.reading import upcoming
from partnerships.reminders.registry import DUES
from partnerships.reminders.services import remind
from rmp.visions.services import acknowledge
from rmp.visions.tests import factories as f

DAY = dt.timedelta(days=1)


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def reminded(kind):
    return set(Reminder.objects.open().filter(kind=kind).values_list("recipient__name", flat=True))


def test_whoever_has_not_acknowledged_is_told_and_nobody_else(cast, here):
    vision = f.JointVisionFactory(**here, agreed=True)
    f.JointVisionFactory(**here)
    readers = {cast.officer, cast.contributor, cast.representative, cast.partner_contributor, cast.partner_reader}
    acknowledge(vision, actor=cast.officer)
    remind()
    assert reminded("visions.acknowledge") == {person.name for person in readers - {cast.officer}}
    acknowledge(vision, actor=cast.partner_reader)
    remind()
    assert reminded("visions.acknowledge") == {person.name for person in readers - {cast.officer, cast.partner_reader}}
    due = DUES["visions.acknowledge"]
    assert [list(due.items_of(person)) for person in (cast.officer, cast.contributor, cast.facilitator)] == [[], [vision], []]


def test_who_comes_later_is_told_and_keepers_are_not_told_for_others(cast, here):
    f.JointVisionFactory(**here, agreed=True, agreed_on=today() - 40 * DAY)
    Membership.objects.exclude(user=cast.partner_reader).delete()
    remind()
    assert reminded("visions.acknowledge") == {cast.partner_reader.name}


def test_a_superseded_version_is_nobodys_task(cast, here):
    vision = f.JointVisionFactory(**here, agreed=True)
    remind()
    vision.state, vision.superseded_on = "superseded", today()
    vision.save()
    remind()
    assert reminded("visions.acknowledge") == set()


def test_dates_of_parties_and_of_all(cast, here):
    university = {**here, "party": cast.university}
    f.EthicsCheckFactory(**here, clash="Joint", due_on=today())
    f.EthicsCheckFactory(**here, handled=True, clash="Over", due_on=today())
    f.EthicsScreeningFactory(**here, concluded=True, valid_until=today() - DAY)
    f.ValueCheckFactory(**university, on=today() - 9 * DAY, next_on=today() - DAY)
    f.ValueCheckFactory(**university, on=today() - 5 * DAY, next_on=today() + DAY)
    f.ValueCheckFactory(**university, on=today() - 5 * DAY, next_on=today() + 2 * DAY, value="Care")
    kinds = {
        name: [(item.due.kind.partition(".")[2], item.due_on - today()) for item in upcoming(getattr(cast, name))]
        for name in ("officer", "representative", "contributor", "stranger")
    }
    assert kinds == {
        "officer": [("screening", -DAY), ("clash", 0 * DAY), ("check", DAY), ("check", 2 * DAY)],
        "representative": [("screening", -DAY), ("clash", 0 * DAY)],
        "contributor": [],
        "stranger": [],
    }


def test_a_screening_that_was_done_again_is_no_longer_due(cast, here):
    f.EthicsScreeningFactory(**here, concluded=True, valid_until=today())
    f.EthicsScreeningFactory(**here, concluded=True, valid_until=today() + 400 * DAY)
    assert upcoming(cast.officer) == []
