"""What rooms tell the kernel of themselves: where their pages are, and the practices by which their principle is shown.

A practice is a query. `addressed` is a condition over Partnership (Q, Exists, a comparison): the same expression answers for one
partnership on its page and for all of them in one statement. It must start at `disclosed()` records, never at private ones: a mark
that changed with what one party keeps to itself would tell the others of it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Case, IntegerChoices, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable, RawSQL
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership
from partnerships.statements import once

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise

Condition = Q | Combinable


class Status(IntegerChoices):
    NOT_YET = 0, _("not yet")
    PARTLY = 1, _("partly")
    ADDRESSED = 2, _("addressed")
    NOT_APPLICABLE = 3, _("not applicable")


@dataclass(frozen=True, eq=False)
class Practice:
    """One statement of the standard (or of a practice profile), and when a partnership addresses it."""

    id: str  # "5.3.3.1-a" of the public text, "P05-01" of a profile
    principle: int
    clause: str
    text: "Text"  # own words
    addressed: Condition
    partly: Condition | None = None
    shows: "Text" = ""  # which records or which feature show it
    missing: "Text" = ""  # what to do when it is not addressed
    link: str = ""  # name of the address that leads to the form; takes the partnership's slug
    link_label: "Text" = ""
    query: str = ""  # further parameters of that address

    @cached_property
    def place(self) -> str:
        """By which it stands in the order of the clauses: 5.1.2 before 5.1.10."""
        return re.sub(r"\d+", lambda number: number[0].zfill(3), self.id)

    def url(self, partnership: Partnership) -> str:
        """Where it can be addressed in this partnership; empty when no page is built yet."""
        if not self.link:
            return ""
        try:
            return reverse(self.link, args=[partnership.slug]) + (f"?{self.query}" if self.query else "")
        except NoReverseMatch:
            return ""


PRACTICES: dict[str, Practice] = {}
# Who says that a practice does not apply: function(practice) -> condition over Partnership.
EXEMPTIONS: list[Callable[[Practice], Condition]] = []
HOMES: dict[int, str] = {}  # principle number -> name of the address of its room
PAGES: dict[int, list[tuple["Text", str]]] = {}  # principle number -> (label, name of the address) of its pages


def register_practices(*practices: Practice) -> None:
    """Add a room's practices. Raises ValueError when an id is taken."""
    for practice in practices:
        if practice.id in PRACTICES:
            raise ValueError(f"Practice {practice.id} is registered twice.")
        PRACTICES[practice.id] = practice


def register_home(principle: int, url_name: str, *pages: "tuple[Text, str]") -> None:
    """Say where the room of a principle begins, and, if it has several pages, which: label and name of the address.

    Where a principle has several rooms, the first to register is its home, and the others add their pages.
    """
    HOMES.setdefault(principle, url_name)
    PAGES.setdefault(principle, []).extend(pages)


@dataclass(frozen=True)
class Place:
    """An entry of a partnership's navigation beside the twelve rooms."""

    key: str  # what a page gives as `nav` to be marked
    label: "Text"
    url_name: str  # takes the partnership's slug
    icon: str


PLACES: list[Place] = []


def register_place(key: str, label: "Text", url_name: str, icon: str) -> None:
    """Add an entry to every partnership's navigation."""
    PLACES.append(Place(key, label, url_name, icon))


OVERVIEWS: list[tuple["Text", str]] = []


def register_overview(label: "Text", url_name: str) -> None:
    """Add a page about all of a person's partnerships: it is a step away from their list."""
    OVERVIEWS.append((label, url_name))


def practices_of(principle: int) -> list[Practice]:
    """The practices of a principle in the order of their clauses, whichever of its rooms registered them."""
    mine = [practice for practice in PRACTICES.values() if practice.principle == principle]
    return sorted(mine, key=lambda practice: practice.place)


def statuses(partnerships: QuerySet[Partnership], practices: Iterable[Practice]) -> dict[Any, dict[str, Status]]:
    """{partnership key: {practice id: status}} for all the partnerships, in one statement."""
    practices = tuple(practices)
    try:
        chosen, chosen_params = partnerships.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return {}
    every = _statement(practices, len(EXEMPTIONS))
    column = f'"{Partnership._meta.db_table}"."{Partnership._meta.pk.column}"'
    asked = replace(
        every, sql=every.sql.replace(f"({CHOSEN})", f"({column} IN ({chosen}))"), params=(*every.params, *chosen_params)
    )
    rows = asked.rows({}, Partnership._meta.pk.to_python, *[Status] * len(practices))
    return {key: {p.id: status for p, status in zip(practices, found, strict=True)} for key, *found in rows}


CHOSEN = "the chosen partnerships"


@once
def _statement(practices: tuple[Practice, ...], _exemptions: int) -> "QuerySet[Partnership, Any]":
    """The question that marks the practices of the partnerships put in the place of CHOSEN."""
    marks = {f"mark_{i}": _mark(practice) for i, practice in enumerate(practices)}
    marked = Partnership.objects.order_by().filter(RawSQL(CHOSEN, [], BooleanField()))  # noqa: S611  a constant of ours
    return marked.annotate(**marks).values_list("pk", *marks)


def _mark(practice: Practice) -> Case:
    whens = [When(exempt(practice), then=Value(Status.NOT_APPLICABLE.value)) for exempt in EXEMPTIONS]
    whens.append(When(practice.addressed, then=Value(Status.ADDRESSED.value)))
    if practice.partly is not None:
        whens.append(When(practice.partly, then=Value(Status.PARTLY.value)))
    return Case(*whens, default=Value(Status.NOT_YET.value))


@dataclass(frozen=True)
class Tally:
    """How much of one principle is addressed."""

    principle: int
    addressed: int
    partly: int
    total: int

    @property
    def share(self) -> float | None:
        """0 to 1, a practice partly addressed counting half; None when no practice is known."""
        return (self.addressed + self.partly / 2) / self.total if self.total else None


def tallies(marks: Mapping[str, Status]) -> list[Tally]:
    """The twelve principles of one partnership, from its practice statuses. Practices that are not applicable do not count."""
    result = []
    for number in range(1, 13):
        mine = [marks[p.id] for p in practices_of(number) if p.id in marks and marks[p.id] != Status.NOT_APPLICABLE]
        result.append(Tally(number, mine.count(Status.ADDRESSED), mine.count(Status.PARTLY), len(mine)))
    return result
