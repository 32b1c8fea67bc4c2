"""What pages show of the scorecards. The partnerships they are asked for come from visible_to(user)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from partnerships.models import Partnership
from partnerships.practices.guidance import marked_practices
from partnerships.practices.principles import PRINCIPLES
from partnerships.practices.registry import PRACTICES, Tally, practices_of, statuses, tallies
from partnerships.scorecards.models import PastScore, Score
from partnerships.scorecards.rollup import up_to_date


def tallies_of(partnerships: Iterable[Partnership]) -> dict[Any, list[Tally]]:
    """{partnership key: its twelve tallies}: as stored, or computed now for those in which something has just happened.

    One query, or two.
    """
    keys = [partnership.pk for partnership in partnerships]
    if not keys:
        return {}
    found: dict[Any, list[Tally]] = {}
    stored = Score.objects.filter(Exists(up_to_date().filter(partnership=OuterRef("partnership"))), partnership__in=keys)
    for score in stored.order_by("partnership", "principle"):
        tally = Tally(score.principle, score.addressed, score.partly, score.total)
        found.setdefault(score.partnership_id, []).append(tally)
    rest = [key for key in keys if len(found.get(key, [])) != len(PRINCIPLES)]
    if rest:
        fresh = statuses(Partnership.objects.filter(pk__in=rest), PRACTICES.values())
        found |= {key: tallies(marks) for key, marks in fresh.items()}
    return found


def evidence(partnership: Partnership, *, number: int | None = None, mark: str = "") -> list[dict[str, Any]]:
    """Every practice of a partnership with its mark, by principle: {principle, practices, count}. One query.

    `number` keeps one principle, `mark` those with one status.
    """
    marked = marked_practices(number, partnership)
    found = []
    for principle in PRINCIPLES:
        mine = [practice for practice in marked if practice["principle"] == principle.number]
        shown = [practice for practice in mine if mark in ("", practice["status"])]
        if shown:
            addressed = sum(practice["status"] == "addressed" for practice in mine)
            counted = sum(practice["status"] != "not_applicable" for practice in mine)
            found.append({"principle": principle, "practices": shown, "addressed": addressed, "counted": counted})
    return found


def course_of(partnership: Partnership, since: dt.date, after: dt.date = dt.date.min) -> list[tuple[dt.date, int, int, int]]:
    """(day, addressed, partly, total) over all principles, for each day on which a figure changed; the first may lie before `since`.

    `after` is the day on which the reader's party came: what was kept until then counted what that party does not read.
    """
    latest: dict[int, tuple[int, int, int]] = {}
    course: dict[dt.date, tuple[int, int, int]] = {}
    for past in PastScore.objects.filter(partnership=partnership).order_by("day", "principle"):
        latest[past.principle] = (past.addressed, past.partly, past.total)
        if past.day > after:
            course[max(past.day, since)] = _sum(latest)
    return [(day, *figures) for day, figures in course.items()]


def _sum(latest: Mapping[int, tuple[int, int, int]]) -> tuple[int, int, int]:
    addressed, partly, total = (sum(column) for column in zip(*latest.values(), strict=True))
    return addressed, partly, total


def known_principles() -> list[Any]:
    """The principles of which practices are known."""
    return [principle for principle in PRINCIPLES if practices_of(principle.number)]
