"""That a figure tells of a group and never of a person: not alone, not beside another, not before and after."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.sharing import share_record
from rmp.competence import figures
from rmp.competence.figures import MIN_GROUP, in_range
from rmp.competence.models import Assessment, CoverageFigure, CoverageSnapshot
from rmp.competence.services import publish_coverage
from rmp.competence.tests import factories as f
from rmp.competence.tests.worlds import DAY, Team, figure


# --- one figure -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("people", range(MIN_GROUP, 41))
def test_a_range_fits_and_leaves_everybody_open(people):
    """Whatever the number, both answers remain possible for each person of the group."""
    for reached in range(people + 1):
        found = in_range(reached, people)
        assert found.at_least <= reached <= found.at_most <= people
        assert found.at_least < found.at_most
        assert (found.at_least < people, found.at_most > 0) == (True, True)


def test_the_ranges_follow_each_other_without_a_gap():
    for people in range(MIN_GROUP, 41):
        bounds = sorted({(one.at_least, one.at_most) for one in (in_range(n, people) for n in range(people + 1))})
        assert [bounds[0][0], bounds[-1][1]] == [0, people]
        assert [low for low, _high in bounds[1:]] == [high + 1 for _low, high in bounds[:-1]]


def test_who_knows_all_ratings_but_one_need_not_guess_from_the_range_alone_of_small_groups():
    """In a group of five, each range holds two numbers: one person's rating changes the number and mostly not the range."""
    kept = [in_range(n, 5) == in_range(n + 1, 5) for n in range(5)]
    assert kept == [True, False, True, False, True]


def test_the_database_keeps_figures_of_few_people_out(cast):
    snapshot = f.CoverageSnapshotFactory(partnership=cast.partnership, party=cast.university, visibility="shared")
    exact = {"people": 6, "at_least": 6, "at_most": 6}
    for values in ({"people": 4, "at_least": 2, "at_most": 4}, exact, {"status": "small"}, {"as_of": None}, {"band": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            f.CoverageFigureFactory(snapshot=snapshot, **values)


# --- which are told ---------------------------------------------------------------------------------------------------
def test_a_group_that_is_large_enough_and_rated_is_told(cast):
    team = Team(cast)
    team.join(6)
    team.rated(3, 4, 3, 2, 3, 1)
    snapshot = team.publish(note="First round")
    assert figure(snapshot) == ("shown", 6, 4, 6, today())
    assert (snapshot.visibility, snapshot.party, snapshot.note) == ("shared", cast.university, "First round")
    assert set(Assessment.objects.values_list("counted_in", flat=True)) == {snapshot.pk}
    assert [act.subject for act in Disclosure.objects.all()] == [snapshot]


@pytest.mark.parametrize(
    ("people", "levels", "status"),
    [(4, (3, 3, 3, 3), "small"), (5, (3, 3, 3, 3), "unrated"), (0, (), "small"), (5, (), "unrated")],
)
def test_why_a_figure_is_not_told(cast, people, levels, status):
    team = Team(cast)
    team.join(people)
    team.rated(*levels, people=team.people[: len(levels)])
    assert figure(team.publish()) == (status, None, None, None, None)


def test_only_those_who_are_there_now_and_only_what_managers_say_counts(cast):
    team = Team(cast)
    team.join(5)
    team.join(1, until=today() - DAY)
    team.join(1, since=today() + DAY)
    team.rated(3, 3, 3, 3, 1, people=team.people[:5], on=today() - DAY)
    for rater in ("self", "peer", "partner"):
        team.rated(0, 0, 0, 0, 0, people=team.people[:5], rater=rater)
    assert figure(team.publish()) == ("shown", 5, 4, 5, today())


def test_the_newest_rating_counts(cast):
    team = Team(cast)
    team.join(5)
    team.rated(0, 0, 0, 0, 0, on=today() - DAY)
    team.rated(4, 4, 4, 4, 4)
    team.rated(1, 1, 1, 1, 1, on=today() - 2 * DAY)
    assert figure(team.publish()) == ("shown", 5, 4, 5, today())


def test_people_of_others_do_not_count(cast):
    team = Team(cast)
    team.join(4)
    for party, partnership in ((cast.partner, cast.partnership), (cast.university, cast.sibling_partnership)):
        foreign = f.RoleHolderFactory(partnership=partnership, author=cast.officer, party=party, role=team.role)
        team.rated(3, people=[foreign])
    assert figure(team.publish())[0] == "small"


# --- before and after -------------------------------------------------------------------------------------------------
def test_one_new_rating_changes_nothing_that_is_told(cast):
    """Whoever compares two moments between which one person was rated anew, came or went, sees the same figure with the same day."""
    team = Team(cast)
    team.join(6)
    team.rated(3, 3, 1, 1, 1, 1)
    first = figure(team.age(team.publish()))
    assert first[1:4] == (6, 2, 3)
    changes = (
        lambda: team.rated(4, people=team.people[2:3]),
        lambda: team.rated(4, 4, 4, 4, 4, people=team.people[:5]),
        lambda: team.rated(4, people=team.join(1)),
        lambda: setattr(team.people[0], "until", today() - DAY) or team.people[0].save(),
        lambda: team.people[1].delete(),
    )
    for change in changes:
        with transaction.atomic():
            change()
            [cell] = figures.cells(cast.partnership, team.party)
            told = cell.figure()
            assert (told.status, told.people, told.at_least, told.at_most, told.as_of) == first
            assert not cell.is_new
            with pytest.raises(Refused, match="Nothing differs"):
                team.publish()
            transaction.set_rollback(True)


def test_it_is_told_anew_when_everybody_was_rated_anew_after_a_rest(cast):
    team = Team(cast)
    team.join(6)
    team.rated(3, 3, 1, 1, 1, 1)
    first = team.publish()
    team.rated(3, 3, 3, 3, 3, 1)
    with pytest.raises(Refused, match="Nothing differs"):
        team.publish()  # the figure is of today: it stands for some time
    for days, is_new in ((89, False), (90, True)):
        with transaction.atomic():
            first.figures.update(as_of=today() - days * DAY)
            assert figures.cells(cast.partnership, team.party)[0].is_new is is_new
            transaction.set_rollback(True)
    team.age(first)
    second = team.publish()
    first.refresh_from_db()
    assert (figure(second)[:4], first.superseded_on, second.is_current) == (("shown", 6, 4, 6), today(), True)
    assert {rating.counted_in_id for rating in Assessment.objects.all()} == {first.pk, second.pk}


def test_no_rating_is_ever_in_two_figures(cast):
    """Not by another level asked for, not by another role: the second question over the same ratings waits."""
    team = Team(cast)
    team.join(6)
    team.rated(3, 3, 2, 2, 2, 2)
    team.age(team.publish())
    team.requirement.required_level = 2
    team.requirement.save()
    assert figure(team.publish()) == ("waiting", None, None, None, None)
    other = Team(cast, code="commercial")
    other.requirement.competence = team.requirement.competence
    other.requirement.save()
    for holder in team.people[:5]:
        holder.role = other.role
        holder.save()
    found = {cell.requirement.profile.role.code: cell.status for cell in figures.cells(cast.partnership, team.party)}
    assert found == {"operative": "small", "commercial": "waiting"}


def test_whether_it_is_told_does_not_depend_on_how_anybody_is_rated(cast):
    team = Team(cast)
    team.join(5)
    team.age(_published(team, (3, 3, 3, 3, 3)))
    decisions = set()
    for levels in itertools.combinations_with_replacement((1, 3), 5):
        with transaction.atomic():
            team.rated(*levels)
            [cell] = figures.cells(cast.partnership, team.party)
            decisions.add((cell.status, cell.is_new))
            transaction.set_rollback(True)
    assert decisions == {("shown", True)}


def _published(team, levels):
    team.rated(*levels)
    return team.publish()


# --- the act ----------------------------------------------------------------------------------------------------------
def test_who_publishes(cast):
    Team(cast)
    for name in ("contributor", "representative", "partner_reader", "facilitator", "stranger", "administrator"):
        with pytest.raises(PermissionDenied):
            figures_of(cast, getattr(cast, name))
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    cast.partnership.refresh_from_db()
    with pytest.raises(PermissionDenied):
        figures_of(cast, cast.officer)
    assert not CoverageSnapshot.objects.exists()


def figures_of(cast, actor):
    return publish_coverage(cast.partnership, party=cast.university, actor=actor)


def test_there_must_be_something_to_tell_and_what_was_told_stays(cast):
    with pytest.raises(Refused, match="No role asks"):
        figures_of(cast, cast.officer)
    team = Team(cast)
    snapshot = team.publish()
    with pytest.raises(Refused, match="Nothing differs"):
        team.publish()
    with pytest.raises(PermissionDenied):
        share_record(snapshot, actor=cast.officer)
    assert snapshot.may(_standing(cast), "write") is snapshot.may(_standing(cast), "share") is False
    assert CoverageFigure.objects.count() == 1


def _standing(cast):
    return standing(cast.officer, cast.partnership)


def test_the_history_tells_of_the_act_and_of_no_figure(cast):
    team = Team(cast)
    team.join(6)
    team.rated(3, 3, 3, 3, 3, 1)
    snapshot = team.publish()
    seen = Event.objects.visible_to(cast.representative).filter(subject_key=snapshot.pk)
    assert [(event.verb, event.changes) for event in seen] == [("shared", {})]
