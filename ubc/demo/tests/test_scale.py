"""Generated partnerships are the same for the same seed, of every state, and as many as wanted."""

import random
from collections import Counter

import pytest

from partnerships.models import Partnership
from ubc.demo.scale import LIMIT, further


def test_the_same_seed_gives_the_same():
    assert further(random.Random(7), 60) == further(random.Random(7), 60)


def test_another_seed_gives_others():
    assert further(random.Random(7), 60).partnerships != further(random.Random(8), 60).partnerships


def test_a_larger_number_begins_with_a_smaller():
    few, many = further(random.Random(7), 20), further(random.Random(7), 60)
    assert many.partnerships[:20] == few.partnerships
    assert many.parties[: len(few.parties)] == few.parties
    assert many.people[: len(few.people)] == few.people


@pytest.mark.parametrize(("count", "parties"), [(0, 0), (1, 1), (3, 1), (4, 2), (300, 100)])
def test_every_third_brings_a_new_partner(count, parties):
    world = further(random.Random(7), count)
    assert (len(world.partnerships), len(world.parties), len(world.people)) == (count, parties, 2 * parties)


def test_every_state_and_form_occurs_in_some_hundreds():
    world = further(random.Random(7), 300)
    assert {one.state for one in world.partnerships} == set(Partnership.State.values)
    assert {one.form for one in world.partnerships} == set(Partnership.Form.values) - {"consortium"}
    assert Counter(one.state for one in world.partnerships).most_common(1)[0][0] == Partnership.State.ACTIVE


def test_as_many_as_the_words_allow_and_no_more():
    assert len(further(random.Random(7), LIMIT).partnerships) == LIMIT
    with pytest.raises(ValueError, match=str(LIMIT)):
        further(random.Random(7), LIMIT + 1)
