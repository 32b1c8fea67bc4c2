"""Question by question: what each side that is shown answered, by the same rules as the scores."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from assessments.models import Dimension, Item
from assessments.results import Results, SideOf, counted_answers


@dataclass
class Told:
    """One question as one side answered it: counts by answer, a figure, or texts; empty where too few answered."""

    side: SideOf
    n: int = 0
    counts: list[tuple[str, int]] = field(default_factory=list)
    figure: str = ""
    texts: list[str] = field(default_factory=list)

    @property
    def most(self) -> int:
        return max((count for _label, count in self.counts), default=0)

    @property
    def is_empty(self) -> bool:
        return not (self.counts or self.figure or self.texts)


def questions_of(results: Results, dimension: Dimension, *, with_texts: bool) -> list[tuple[Item, list[Told]]]:
    """The questions of a dimension with what each side that is shown answered. Four queries.

    Questions that go into a score are shown all or none: the one left out could be had from the score and the others.
    """
    items = list(dimension.items.all())  # type: ignore[attr-defined]
    shown = results.shown
    answers = counted_answers(results.cycle, [side.party.pk for side in shown]).filter(item__in=items)
    counts: dict[tuple[Any, Any], dict[int, int]] = defaultdict(dict)
    chosen: dict[tuple[Any, Any], list[list[int]]] = defaultdict(list)
    figures: dict[tuple[Any, Any], tuple[int, Any]] = {}
    years: dict[tuple[Any, Any], dict[int, int]] = defaultdict(dict)
    texts: dict[tuple[Any, Any], list[str]] = defaultdict(list)
    names = ("item", "response__party")
    for item, party, value, number in (
        answers.filter(value__isnull=False)
        .values(*names, "value")
        .annotate(k=Count("pk"))
        .values_list(*names, "value", "k")
        .order_by()
    ):
        counts[item, party][value] = number
    other = [item for item in items if item.type not in (Item.Type.SCALE, Item.Type.SINGLE, Item.Type.YES_NO)]
    if other:
        for item, party, number, mean in (
            answers.filter(number__isnull=False)
            .values(*names)
            .annotate(k=Count("pk"), mean=Avg("number"))
            .values_list(*names, "k", "mean")
            .order_by()
        ):
            figures[item, party] = (number, mean)
        for item, party, year, number in (
            answers.filter(day__isnull=False)
            .annotate(year=ExtractYear("day"))
            .values(*names, "year")
            .annotate(k=Count("pk"))
            .values_list(*names, "year", "k")
            .order_by()
        ):
            years[item, party][year] = number
        for item, party, text, many in answers.filter(item__in=other).values_list(*names, "text", "chosen"):
            if text.strip() and with_texts:
                texts[item, party].append(text.strip())
            if many is not None:
                chosen[item, party].append(many)
    k = results.cycle.min_group
    closed = {
        side.party.pk
        for side in shown
        if any(0 < sum(counts[item.pk, side.party.pk].values()) < k for item in items if item.counts)
    }
    found = []
    for item in items:
        row = []
        for side in shown:
            place = (item.pk, side.party.pk)
            if item.counts and side.party.pk in closed:
                row.append(Told(side))
            elif item.type == Item.Type.MULTI:
                row.append(_of_several(item, side, chosen[place], k))
            elif item.type == Item.Type.NUMBER:
                number, mean = figures.get(place, (0, None))
                row.append(Told(side, number, figure=f"{mean:.1f}") if number >= k else Told(side))
            elif item.type == Item.Type.DATE:
                of_years = years[place]
                enough = sum(of_years.values()) >= k
                row.append(
                    Told(side, sum(of_years.values()), [(str(y), of_years[y]) for y in sorted(of_years)])
                    if enough
                    else Told(side)
                )
            elif item.type == Item.Type.TEXT:
                written = texts[place]
                row.append(Told(side, len(written), texts=sorted(written, key=_shuffled)) if len(written) >= k else Told(side))
            else:
                row.append(_by_level(item, side, counts[place], k, results.cycle.instrument.lowest))
        found.append((item, row))
    return found


def _by_level(item: Item, side: SideOf, counts: dict[int, int], k: int, lowest: int) -> Told:
    n = sum(counts.values())
    if n < k:
        return Told(side)
    if item.type == Item.Type.YES_NO:
        labels = [(_("yes"), 1), (_("no"), 0)]
    elif item.type == Item.Type.SINGLE:
        labels = [(label, place) for place, label in enumerate(item.choices)]
    else:
        labels = [(str(level), level) for level in range(lowest, 6)]
    return Told(side, n, [(label, counts.get(value, 0)) for label, value in labels])


def _of_several(item: Item, side: SideOf, chosen: list[list[int]], k: int) -> Told:
    if len(chosen) < k:
        return Told(side)
    return Told(side, len(chosen), [(label, sum(place in many for many in chosen)) for place, label in enumerate(item.choices)])


def _shuffled(text: str) -> str:
    """An order that says nothing of who wrote it or when."""
    return hashlib.sha256(text.encode()).hexdigest()
