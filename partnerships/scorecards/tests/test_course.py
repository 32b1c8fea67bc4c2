"""How the figures went: which days are kept, and the drawing of them."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from partnerships.clock import today
from partnerships.models import Participation
from partnerships.scorecards.course import course
from partnerships.scorecards.models import PastScore, Score
from partnerships.scorecards.reading import course_of
from partnerships.scorecards.rollup import keep, refresh_all
from partnerships.tests.cast import seat_newcomer

DAY = dt.date(2026, 3, 2)


def days(number):
    return DAY + dt.timedelta(days=number)


def kept(cast):
    found = PastScore.objects.filter(partnership=cast.partnership).exclude(total=0)
    return list(found.order_by("day", "principle").values_list("day", "principle", "addressed"))


def test_a_day_is_kept_where_something_changed_and_once(cast):
    refresh_all(days(0))
    first = kept(cast)
    refresh_all(days(1))
    assert kept(cast) == first
    score = Score.objects.get(partnership=cast.partnership, principle=3)
    Score.objects.filter(pk=score.pk).update(addressed=score.addressed + 1)
    assert (keep(days(2)), keep(days(2))) == (1, 1)
    assert kept(cast) == [*first, (days(2), 3, score.addressed + 1)]


def test_the_course_carries_each_figure_on_until_it_changes(cast):
    def past(day, principle, *figures):
        addressed, partly, total = figures
        PastScore.objects.create(
            partnership=cast.partnership, principle=principle, day=day, addressed=addressed, partly=partly, total=total
        )

    past(days(0), 1, 1, 2, 8)
    past(days(0), 3, 0, 0, 5)
    past(days(4), 3, 2, 1, 5)
    past(days(9), 1, 4, 0, 7)
    PastScore.objects.create(partnership=cast.sibling_partnership, principle=1, day=days(1), addressed=9, partly=9, total=9)
    assert course_of(cast.partnership, days(0)) == [(days(0), 1, 2, 13), (days(4), 3, 3, 13), (days(9), 6, 1, 12)]
    # What was before the span is its first point.
    assert course_of(cast.partnership, days(6)) == [(days(6), 3, 3, 13), (days(9), 6, 1, 12)]
    # What was kept until a party came is not told to it: not even that of the day, which is from the night before.
    assert course_of(cast.partnership, days(0), days(4)) == [(days(9), 6, 1, 12)]


def test_who_came_later_is_told_what_was_kept_since(cast):
    newcomer = seat_newcomer(cast)[1]
    Participation.objects.update(joined_at=timezone.now() - dt.timedelta(days=99))
    place = {"partnership": cast.partnership, "principle": 1, "partly": 0, "total": 9}
    for ago in (30, 20, 10):
        PastScore.objects.create(day=today() - dt.timedelta(days=ago), addressed=ago // 10, **place)
    Participation.objects.filter(party__name="Nordwind Energie").update(joined_at=timezone.now() - dt.timedelta(days=20))
    address = reverse("scorecards:evidence", args=[cast.partnership.slug])
    drawn = [len(cast.client(person).get(address).context["course"].entries) for person in (cast.officer, newcomer)]
    assert drawn == [3, 1]


def test_the_drawing():
    drawn = course([(days(0), 0, 0, 10), (days(50), 5, 5, 10)], days(100))
    assert (drawn.addressed, drawn.begun, drawn.total) == (
        "M34.0 138.0H313.0V74.0H592.0V138.0H34.0Z",
        "M34.0 138.0H313.0V10.0H592.0V138.0H34.0Z",
        "M34.0 10.0H313.0V10.0H592.0",
    )
    assert [(tick.y, tick.number) for tick in drawn.ticks] == [("138.0", 0), ("74.0", 5), ("10.0", 10)]


def test_nothing_is_drawn_of_a_single_day():
    assert (course([], DAY), course([(DAY, 1, 1, 1)], DAY)) == (None, None)
