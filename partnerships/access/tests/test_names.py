"""What a record is called, for one reader and for all who read a space."""

import pytest

from partnerships.access.names import HIDDEN_KEPT, Person, read_by, written_for
from partnerships.access.policy import Right, standing
from partnerships.actions.tests.factories import ActionFactory
from partnerships.documents.tests.factories import DocumentFactory, level
from partnerships.history.services import record
from partnerships.models import Participation
from partnerships.records.sharing import share_record
from partnerships.tests.cast import Cast, seat_left_out, seat_newcomer

pytestmark = pytest.mark.django_db


def who_is_told(cast, record, name):
    """The people of the cast to whom the record says its name."""
    told = set()
    for person in Cast.PEOPLE:
        if getattr(cast, person) is not None:
            with read_by(Person(getattr(cast, person))):
                told |= {person} if str(type(record).objects.get(pk=record.pk)) == name else set()
    return told


def test_a_record_is_named_to_who_reads_it(cast):
    joint = ActionFactory(partnership=cast.partnership, title="Ours together", party=None, visibility="shared")
    shared = ActionFactory(partnership=cast.partnership, title="Shown", party=cast.university, visibility="shared")
    private = ActionFactory(partnership=cast.partnership, title="Kept", party=cast.university, visibility="private")
    assert who_is_told(cast, joint, "Ours together") == set(Cast.INSIDE) - {"respondent"}
    assert who_is_told(cast, shared, "Shown") == set(Cast.INSIDE) - {"respondent", "facilitator"}
    assert who_is_told(cast, private, "Kept") == {"officer", "contributor"}


@pytest.mark.parametrize(
    ("person", "joint", "shared"),
    [
        ("officer", True, True),
        ("partner_reader", True, True),
        ("respondent", False, False),
        ("facilitator", True, False),
        ("auditor", True, True),
    ],
)
def test_the_bits_of_a_person_are_those_of_the_parties_for_which_he_or_she_may_read(cast, person, joint, shared):
    here = standing(getattr(cast, person), cast.partnership)
    party = {"officer": cast.university, "partner_reader": cast.partner, "respondent": cast.partner}.get(person, cast.neutral)
    own = Participation.objects.get(partnership=cast.partnership, party=party).bit
    assert here.bits(Right.READ_JOINT) == (own if joint else 0)
    assert here.bits(Right.READ_SHARED) == (own if shared else 0)


def test_what_is_kept_for_all_names_only_what_all_of_them_read(cast):
    left_out, _person = seat_left_out(cast)
    some = ActionFactory(partnership=cast.partnership, title="Between two", party=cast.university, visibility="private")
    share_record(some, actor=cast.officer, parties=[cast.partner])
    some.refresh_from_db()
    with written_for():
        assert str(some) == HIDDEN_KEPT
    with written_for(None, some.audience):
        assert str(some) == "Between two"
    with written_for(cast.university):
        assert str(some) == "Between two"
    with written_for(left_out):
        assert str(some) == HIDDEN_KEPT


def test_what_a_level_keeps_from_some_readers_is_not_named_to_all(cast):
    place = {"partnership": cast.partnership, "party": None, "visibility": "shared"}
    open_to_all, restricted = (DocumentFactory(title="A paper", level=level(rank), **place) for rank in (1, 4))
    with written_for():
        assert [str(open_to_all), str(restricted)] == ["A paper", HIDDEN_KEPT]


def test_what_led_to_an_entry_of_the_history_is_named_as_its_readers_may(cast):
    case = ActionFactory(partnership=cast.partnership, title="Why it ends", party=None, visibility="shared")
    assert record("moved on", cast.partnership, actor=cast.officer, note=case).note == "Why it ends"
    seat_newcomer(cast)
    assert record("moved on", cast.partnership, actor=cast.officer, note=case).note == HIDDEN_KEPT
    assert record("changed", case, actor=cast.officer, note=case).note == "Why it ends"
