"""Two worlds that differ in what some share with each other, or in what was there before one came: the others are told nothing of it."""

import uuid

import pytest
import time_machine

from objectives.models import Objective
from objectives.tests.factories import MilestoneFactory, ObjectiveFactory
from partnerships.actions.models import Action
from partnerships.actions.services import add_action
from partnerships.history.services import record
from partnerships.records.services import advance, delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.reminders.models import CalendarFeed
from partnerships.reminders.services import renew_feed
from partnerships.tests.cast import seat_left_out
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory, UserFactory
from ubc.tests.worlds import CANARY, DAY, ZONE, all_pages, at, fill_world, live, look, university_action

pytestmark = pytest.mark.pages


@pytest.fixture(autouse=True)
def clock(settings):
    """Before everything else: the cast's memberships begin on the day they are made."""
    settings.TIME_ZONE = ZONE
    with time_machine.travel(at(0, 12), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast):
    return fill_world(cast)


def nothing(cast):
    pass


def share_among_two(cast):
    """The university and the partner show each other things, work on them, and take some back: nobody else reads of it."""
    rows = [university_action(cast, f"{CANARY} {number}") for number in range(6)]
    private = Objective(partnership=cast.partnership, party=cast.university, title=CANARY, term="short")
    rows.append(save_record(private, actor=cast.officer))
    for number, row in enumerate(rows):
        share_record(row, actor=cast.officer, parties=[cast.partner], note=CANARY)
        row.title = f"{CANARY} {number}, for two"
        save_record(row, actor=cast.officer)
        if number % 3 == 0:
            withdraw_record(row, actor=cast.officer)
        elif number % 3 == 1:
            delete_record(row, actor=cast.officer)


def write_before(cast):
    """Joint and shared things of every kind of this room, and their history: before the newcomer came."""
    for number in range(3):
        common = ObjectiveFactory(
            partnership=cast.partnership, author=cast.officer, active=True, title=f"{CANARY} common {number}"
        )
        MilestoneFactory(objective=common)
        add_action(common, actor=cast.officer, title=CANARY, responsible=cast.partner, due_on=DAY)
    for number in range(6):
        action = university_action(cast, f"{CANARY} {number}", visibility="shared")
        if number % 2:
            advance(action, Action.State.DONE, actor=cast.officer)
    joint = Objective(partnership=cast.partnership, visibility="shared", title=CANARY, term="short")
    save_record(joint, actor=cast.officer)


def come(cast):
    """The newcomer is seated, and one thing is written that it reads. With the same keys in every world."""
    key = uuid.UUID(int=1)
    party = PartyFactory(pk=key, name="Nordwind Energie", short_name="Nordwind")
    seat = ParticipationFactory(pk=key, partnership=cast.partnership, party=party)
    cast.newcomer = UserFactory(pk=key, name="Nora Newcomer", email="nora@example.org")
    MembershipFactory(pk=key, user=cast.newcomer, party=party, partnership=cast.partnership, role="representative")
    record("joined", seat, actor=None)
    university_action(cast, "Afterwards", pk=key, visibility="shared", responsible=party)


WORLDS = {"left_out": (share_among_two, nothing), "newcomer": (write_before, come)}


@pytest.mark.parametrize("who", WORLDS)
@pytest.mark.parametrize("share", [12, pytest.param(1, marks=pytest.mark.deep)])
def test_who_is_left_out_and_who_comes_later_is_told_nothing_by_any_byte(world, clock, who, share):
    cast = world
    _party, cast.left_out = seat_left_out(cast)
    CalendarFeed.objects.all().delete()
    if who == "left_out":
        renew_feed(cast.left_out)
        look(cast, who_looks={who: all_pages})
    secretly, then = WORLDS[who]
    arguments = {"share": share, "who_looks": {who: all_pages}, "first": nothing, "then": then}
    without = live(cast, clock, nothing, **arguments)
    with_it = live(cast, clock, secretly, **arguments)
    different = {
        (moment, what) for moment, found in with_it.items() for what, shown in found.items() if shown != without[moment][what]
    }
    assert different == set()
    assert not [what for found in with_it.values() for what, shown in found.items() if CANARY in str(shown)]
    word = "Afterwards" if who == "newcomer" else "Joint"
    assert any(word in str(shown) for shown in without["at once"].values())
