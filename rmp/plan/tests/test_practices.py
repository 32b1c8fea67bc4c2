"""The practices of principle 1 that the plan shows: when each is addressed, for one partnership and for many."""

import pytest

from partnerships.models import Partnership, Term
from partnerships.practices.registry import HOMES, PAGES, PRACTICES, Status, statuses
from rmp.plan import services
from rmp.plan.tests.factories import draft, frozen, in_force, waiting, write

MINE = ("3.1-a", "3.3-a", "5.1.1-a", "5.1.2-a", "5.1.3.1-b", "5.1.3.1-d", "5.1.3.1-e", "5.1.3.1-f")


def marks(partnership):
    found = statuses(Partnership.objects.filter(pk=partnership.pk), [PRACTICES[key] for key in MINE])[partnership.pk]
    return {key: status.name for key, status in found.items() if status != Status.NOT_YET}


def words(cast, *sections):
    for section in sections:
        write(cast.partnership, section, "Words.", cast.officer)


def test_an_empty_partnership_addresses_nothing(cast):
    assert marks(cast.partnership) == {}


def test_each_says_what_to_do_and_leads_there(cast):
    for key in MINE:
        practice = PRACTICES[key]
        assert (practice.principle, bool(practice.missing), bool(practice.url(cast.partnership))) == (1, True, True)


def test_purposes(cast):
    cast.partnership.purposes.add(Term.objects.filter(taxonomy="purpose").first())
    assert marks(cast.partnership) == {"3.1-a": "ADDRESSED"}


@pytest.mark.parametrize(
    ("practice", "sections"),
    [
        ("3.3-a", ["governance", "assessment"]),
        ("5.1.3.1-b", ["purpose", "governance", "revision"]),
        ("5.1.3.1-e", ["parties", "environment", "expectations"]),
    ],
)
def test_words_in_each_of_some_sections(cast, practice, sections):
    words(cast, sections[0])
    assert marks(cast.partnership)[practice] == "PARTLY"
    words(cast, *sections[1:])
    assert marks(cast.partnership)[practice] == "ADDRESSED"
    write(cast.partnership, sections[0], " ", cast.officer)
    assert marks(cast.partnership)[practice] == "PARTLY"


def test_the_signed_plan_makes_objectives_and_environment_clear(cast):
    words(cast, "objectives", "environment")
    assert marks(cast.partnership)["5.1.3.1-d"] == "PARTLY"
    in_force(cast)
    assert marks(cast.partnership)["5.1.3.1-d"] == "ADDRESSED"


def test_the_summary(cast):
    version = draft(cast, summary="")
    assert "5.1.1-a" not in marks(cast.partnership)
    Partnership.objects.filter(pk=cast.partnership.pk).update(summary="In plain words.")
    assert marks(cast.partnership)["5.1.1-a"] == "PARTLY"
    services.withdraw_version(version, actor=cast.officer, reason="No.")
    in_force(cast, summary="Plain.")
    assert marks(cast.partnership)["5.1.1-a"] == "ADDRESSED"


def test_all_parties_have_signed(cast):
    draft(cast)
    assert "5.1.2-a" not in marks(cast.partnership)
    services.withdraw_version(cast.partnership.rmp_plan_planversion_set.get(), actor=cast.officer, reason="No.")
    version = frozen(cast)
    assert marks(cast.partnership)["5.1.2-a"] == "PARTLY"
    services.withdraw_version(version, actor=cast.officer, reason="No.")
    assert "5.1.2-a" not in marks(cast.partnership)
    in_force(cast)
    assert marks(cast.partnership)["5.1.2-a"] == "ADDRESSED"


def test_the_plan_is_revised_again_and_again(cast):
    in_force(cast, review_on=None)
    assert "5.1.3.1-f" not in marks(cast.partnership)
    in_force(cast)
    assert marks(cast.partnership)["5.1.3.1-f"] == "ADDRESSED"


def test_a_first_plan_with_a_date_of_review_is_on_the_way_to_that(cast):
    in_force(cast)
    assert marks(cast.partnership)["5.1.3.1-f"] == "PARTLY"


def test_many_partnerships_in_one_statement(cast, django_assert_num_queries):
    words(cast, "governance", "assessment")
    waiting(cast)
    with django_assert_num_queries(1):
        found = statuses(Partnership.objects.all(), [PRACTICES[key] for key in MINE])
    addressed = {key: {p for p, status in marked.items() if status == Status.ADDRESSED} for key, marked in found.items()}
    assert addressed == {
        cast.partnership.pk: {"3.3-a"},
        cast.sibling_partnership.pk: set(),
        cast.other_partnership.pk: set(),
    }


def test_the_pages_of_the_plan_stand_behind_those_of_the_relationship_whose_room_is_the_home():
    pages = [name for _label, name in PAGES[1] if name.startswith("rmp_plan:")]
    assert pages == ["rmp_plan:living", "rmp_plan:planversion-list", "rmp_plan:compare"]
    assert HOMES[1] == "rmp_relationship:interestedparty-list"
