"""How many people of a party reach what their role asks for, told in such a way that nobody's rating follows from it.

Four rules, none of which looks at how anybody is rated when it decides whether a figure is told:

1. A figure is about a group of at least MIN_GROUP people, all of them rated.
2. It is a range, a third of the group wide or so: never that all reach the level, or that nobody does.
3. A person belongs to one group (RoleHolder), so groups do not overlap and no two figures can be subtracted.
4. A rating is counted in one published figure, ever. A figure is replaced only when everybody in the group has been rated anew, and
   not before REST has passed: whoever compares two moments compares two sets of ratings that have none in common.

What cannot be told anew stays as it was published, with its day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from partnerships.clock import today
from partnerships.models import Partnership, Party
from rmp.competence.models import Assessment, CoverageFigure, RoleHolder, RoleRequirement

MIN_GROUP = 5
REST = dt.timedelta(days=90)

Status, Band = CoverageFigure.Status, CoverageFigure.Band


@dataclass(frozen=True)
class Range:
    """What is said of how many: between two numbers, of so many people."""

    band: str
    at_least: int
    at_most: int


def in_range(reached: int, people: int) -> Range:
    """The third of the group in which the number lies: few, some or most."""
    first, second = -(-people // 3), -(-2 * people // 3)  # rounded up
    if reached < first:
        return Range(Band.FEW, 0, first - 1)
    if reached < second:
        return Range(Band.SOME, first, second - 1)
    return Range(Band.MOST, second, people)


@dataclass(frozen=True)
class Cell:
    """What would be published of one requirement now; `ratings` are the keys of those that would be counted for it."""

    requirement: RoleRequirement
    status: str
    people: int | None = None
    range: Range | None = None
    as_of: dt.date | None = None
    ratings: tuple[Any, ...] = field(default=())

    @property
    def is_new(self) -> bool:
        """Whether it is told from ratings that were in no figure yet."""
        return bool(self.ratings)

    def figure(self, **more: Any) -> CoverageFigure:
        """The row that is published of it, unsaved."""
        numbers: dict[str, Any] = {}
        if self.range is not None:
            numbers = {"at_least": self.range.at_least, "at_most": self.range.at_most, "band": self.range.band}
        return CoverageFigure(
            role=self.requirement.profile.role,
            competence=self.requirement.competence,
            required_level=self.requirement.required_level,
            status=self.status,
            people=self.people,
            as_of=self.as_of,
            **numbers,
            **more,
        )


def cells(partnership: Partnership, party: Party) -> list[Cell]:
    """What the party could publish today, requirement by requirement. Four queries; it reads what is private to the party."""
    requirements = RoleRequirement.objects.disclosed().filter(profile__partnership=partnership)
    requirements = requirements.select_related("profile__role", "competence")
    ordered = sorted(
        requirements, key=lambda r: (r.profile.role.position, r.profile.role.code, -r.weight, r.competence.position)
    )
    groups: dict[Any, list[Any]] = defaultdict(list)
    holders = RoleHolder.objects.filter(partnership=partnership, party=party).current()
    for key, role in holders.order_by("pk").values_list("pk", "role"):
        groups[role].append(key)
    ratings = newest(Assessment.objects.by_managers().filter(holder__partnership=partnership, holder__party=party))
    published = CoverageFigure.objects.current().shown()
    published = published.filter(snapshot__partnership=partnership, snapshot__party=party)
    former = {(figure.role_id, figure.competence_id, figure.required_level): figure for figure in published}
    return [_cell(requirement, groups[requirement.profile.role_id], ratings, former) for requirement in ordered]


def newest(ratings: Any) -> dict[tuple[Any, Any], Assessment]:
    """{(person in a role, competence): the newest of the ratings}. One query."""
    found: dict[tuple[Any, Any], Assessment] = {}
    for rating in ratings.order_by("-assessed_on", "-created_at", "pk"):
        found.setdefault((rating.holder_id, rating.competence_id), rating)
    return found


def _cell(
    requirement: RoleRequirement,
    group: list[Any],
    ratings: dict[tuple[Any, Any], Assessment],
    former: dict[tuple[Any, Any, int], CoverageFigure],
) -> Cell:
    if len(group) < MIN_GROUP:
        return Cell(requirement, Status.SMALL)
    before = former.get((requirement.profile.role_id, requirement.competence_id, requirement.required_level))
    counting = [ratings.get((holder, requirement.competence_id)) for holder in group]
    rated = [rating for rating in counting if rating is not None]
    rests = before is not None and before.as_of is not None and before.as_of + REST > today()
    if len(rated) == len(group) and not rests and all(rating.counted_in_id is None for rating in rated):
        reached = sum(rating.level >= requirement.required_level for rating in rated)
        found = in_range(reached, len(group))
        return Cell(requirement, Status.SHOWN, len(group), found, today(), tuple(rating.pk for rating in rated))
    if before is not None:
        kept = Range(before.band, before.at_least or 0, before.at_most or 0)
        return Cell(requirement, Status.SHOWN, before.people, kept, before.as_of)
    return Cell(requirement, Status.UNRATED if len(rated) < len(group) else Status.WAITING)


def told(figures: Iterable[CoverageFigure]) -> set[tuple[Any, ...]]:
    """What figures say, for comparing two publications."""
    return {(f.role_id, f.competence_id, f.required_level, f.status, f.people, f.at_least, f.at_most, f.as_of) for f in figures}
