"""The square of levels: where marks stand."""

import pytest

from rmp.relationship.charts import Point, chart, level_of


def point(number, across, up):
    return Point(number, across, up, f"Thing {number}", "/")


def test_the_highest_on_both_axes_stands_in_the_upper_right():
    drawn = chart([point(1, 1, 1), point(2, 4, 4)])
    low, high = drawn.marks
    assert (float(low.x), float(low.y)) == (drawn.left + 48, drawn.bottom - 48)
    assert (float(high.x), float(high.y)) == (drawn.right - 48, drawn.top + 48)


def test_marks_at_one_place_do_not_cover_each_other_and_the_rest_is_counted():
    drawn = chart(point(n, 2, 3) for n in range(1, 13))
    places = [(mark.x, mark.y) for mark in drawn.marks]
    assert (len(places), len(set(places))) == (8, 8)
    assert [(more.count, (more.x, more.y) in places) for more in drawn.more] == [(4, False)]
    assert chart(point(n, 2, 3) for n in range(1, 10)).more == []


def test_marks_are_drawn_in_the_order_of_their_numbers():
    drawn = chart([point(1, 1, 1), point(2, 4, 4), point(3, 1, 1)])
    assert [mark.point.number for mark in drawn.marks] == [1, 2, 3]


@pytest.mark.parametrize(("mean", "level"), [(1, 1), (1.5, 1), (1.75, 2), (2.25, 2), (2.5, 3), (3, 3), (3.25, 4), (4, 4)])
def test_a_mean_lies_in_one_of_four_equal_parts(mean, level):
    assert level_of(mean) == level
