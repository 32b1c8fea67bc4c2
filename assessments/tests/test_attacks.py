"""Small worlds, attacked by one who calculates (assessments.tests.attacker): what `assessments.anonymity` lets through tells of nobody."""

import itertools
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.anonymity import Group, breaks_promise, choose, exposes, exposure
from assessments.tests.attacker import Attacker
from partnerships.tests.deep import one_in

# Pure logic.
pytestmark = pytest.mark.embedded

SEVEN = [set("abc"), set("def"), set("abcdefg")]


def test_the_attacker_finds_the_seventh():
    """Three pulses of three, three and seven answers: by elimination, by least squares, and by trying every world."""
    attacker = Attacker(SEVEN)
    assert {"g"} in attacker.small_groups(3)
    assert (attacker.certainty()["g"], attacker.other_world("g")) == (1, None)
    assert attacker.possible([3, 4, 2, 5, 3, 3, 1])["g"] == {1}
    assert exposes(SEVEN, 3)


sets = st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=5)


@given(sets)
@settings(max_examples=80, database=None, derandomize=True, deadline=None)
def test_exposure_is_what_least_squares_find(rows):
    assert exposure(rows) == Attacker(rows).certainty()


@given(sets, st.integers(2, 5), st.integers(0, 3), st.randoms(use_true_random=False))
@settings(max_examples=80, database=None, derandomize=True, deadline=None)
def test_people_who_put_their_own_answers_together_learn_of_so_many_fewer(rows, k, insiders, dice):
    """Each of them is a further figure about one: of nobody else more is known than from one mean of k - insiders people."""
    if exposes(rows, k) or insiders >= k - 1:
        return
    people = sorted(set().union(*rows))
    own = dice.sample(people, min(insiders, len(people)))
    known = exposure([*rows, *({person} for person in own)])
    assert all(part <= Fraction(1, k - len(own)) for person, part in known.items() if person not in own)
    assert Attacker(rows).small_groups(k) == []


def course(seed, number=9, surveys=7):
    """Who answers one survey after the other: some come, some go, some stay away once."""
    dice = random.Random(seed)
    people = [f"p{n}" for n in range(number)]
    there = set(dice.sample(people, dice.randint(3, number)))
    for _ in range(surveys):
        if dice.random() < 0.5:
            there ^= set(dice.sample(people, dice.randint(1, 4)))
        yield frozenset(person for person in there if dice.random() < 0.85)


def released(seed, **size):
    """What of it is shown, in turns by the rule of pulses (all or nothing) and of assessments (as many as can be counted)."""
    shown = []
    for turn, people in enumerate(course(seed, **size)):
        if turn % 2:
            people = choose(people, shown, 3, dice=random.Random(seed)) or frozenset()
        if len(people) >= 3 and not breaks_promise([Group(one, 3) for one in (*shown, people)]):
            shown.append(people)
    return shown


@pytest.mark.parametrize("seed", one_in(5, range(60)))
def test_no_course_of_surveys_tells_of_fewer_than_three(seed):
    shown = released(seed)
    if not shown:
        return
    attacker = Attacker(shown)
    assert attacker.small_groups(3) == []
    assert max(attacker.certainty().values()) <= Fraction(1, 3)
    # Whoever did not choose an end of the scale may have answered a point more or less, and nobody else more than half of one.
    for n, person in enumerate(attacker.people):
        change = attacker.other_world(person)
        assert change is not None
        assert change[n] == 1
        assert max(abs(value) for place, value in enumerate(change) if place != n) <= Fraction(1, 2)
        assert all(sum(a * b for a, b in zip(row, change, strict=True)) == 0 for row in attacker.rows)


def test_the_courses_are_no_empty_ones():
    """Much is shown in them, what is withheld would have told of somebody, and it can be shown again later."""
    told = [len(set(released(seed))) for seed in range(60)]
    assert (sum(told) >= 80, max(told) >= 3) == (True, True)
    naive = [[one for one in course(seed) if len(one) >= 3] for seed in range(60)]
    assert sum(bool(rows and Attacker(rows).small_groups(3)) for rows in naive) >= 40


@pytest.mark.parametrize("seed", range(12))
def test_whole_answers_of_the_scale_are_not_found_by_trying_them_all(seed):
    """People who keep off the ends of the scale: each of them may have answered differently."""
    shown = released(seed, number=6, surveys=6)
    if not shown:
        return
    attacker, dice = Attacker(shown), random.Random(seed)
    found = attacker.possible([dice.randint(2, 4) for _ in attacker.people])
    assert min(map(len, found.values())) >= 3


@pytest.mark.parametrize(
    ("groups", "broken"),
    [
        ([("abcde", 5), ("abcde", 3)], False),
        ([("abcdefgh", 5), ("abc", 3)], False),  # three were promised three; of the other five something is known together
        ([("abcdefg", 5), ("abc", 3)], True),  # the other four were promised five
        ([("abcd", 5)], True),
        ([("abc", 3), ("defgh", 5)], False),
    ],
)
def test_who_was_promised_a_larger_group_keeps_it(groups, broken):
    for order in itertools.permutations(groups):
        assert breaks_promise([Group(frozenset(people), least) for people, least in order]) is broken


def test_a_party_of_many_is_looked_through_quickly():
    """Ten surveys of three hundred people, never the same: the number tried is bounded, and what is found is safe."""
    dice = random.Random(1)
    people = range(300)
    shown = [frozenset(people)]
    for _ in range(3):
        chosen = choose(dice.sample(people, 280), shown, 3, dice=dice)
        if chosen is not None:
            shown.append(chosen)
    assert not exposes(shown, 3)
    assert len(shown) == 4
