"""What assessments ask and have shown: their source of `assessments.released`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from assessments.anonymity import Group
from assessments.models import CycleSide, Item, Respondent
from assessments.released import Asked
from partnerships.models import Partnership


def asked_in(instruments: Iterable[UUID]) -> dict[UUID, Asked]:
    """What each of the instruments asks, in every wording; and the principles for which it gives a score. One query."""
    keys = list(instruments)
    texts: dict[UUID, list[str]] = defaultdict(list)
    principles: dict[UUID, set[int]] = defaultdict(set)
    for item in Item.objects.filter(dimension__instrument__in=keys).select_related("dimension"):
        texts[item.dimension.instrument_id] += [item.text, item.text_university, item.text_business]
        if item.counts and item.dimension.principle:
            principles[item.dimension.instrument_id].add(item.dimension.principle)
    return {key: Asked.of("assessment", texts[key], principles[key]) for key in keys}


def audiences_of(instruments: Iterable[UUID]) -> dict[UUID, list[frozenset[str]]]:
    """The groups to which each of the instruments puts some question alone. One query."""
    keys = list(instruments)
    found: dict[UUID, set[frozenset[str]]] = defaultdict(set)
    items = Item.objects.filter(dimension__instrument__in=keys).exclude(audience="").select_related("dimension")
    for item in items:
        found[item.dimension.instrument_id].add(item.groups)
    return {key: sorted(found[key], key=sorted) for key in keys}


def shown_by_assessments(partnership: Partnership, asked: Asked, since: dt.date) -> list[Group[str]]:
    """The sides that are shown, their groups, and whom a question was put to alone, of cycles in which comparable things were asked.

    What is decided to be shown counts, whether it is released yet or not. Four queries.
    """
    sides = CycleSide.objects.filter(
        outcome=CycleSide.Outcome.SHOWN, cycle__partnership=partnership, cycle__answers_in_on__gte=since
    ).select_related("cycle")
    cycles = {side.cycle_id: side.cycle for side in sides.order_by()}
    instruments = {cycle.instrument_id for cycle in cycles.values()}
    comparable = {key for key, other in asked_in(instruments).items() if asked.is_comparable(other)}
    audiences = audiences_of(comparable)
    sets: dict[tuple[UUID, UUID | None, str, int], set[str]] = defaultdict(set)
    people = Respondent.objects.filter(
        cycle__in=[key for key, cycle in cycles.items() if cycle.instrument_id in comparable], counted=True
    )
    for person in people.select_related("user").order_by("cycle", "party", "pk"):
        places = [-1, *(n for n, found in enumerate(audiences[cycles[person.cycle_id].instrument_id]) if person.group in found)]
        for shown_group in {"", person.shown_group}:
            for place in places:
                sets[person.cycle_id, person.party_id, shown_group, place].add(person.person_key)
    # What was asked of too few was never shown.
    return [
        Group(frozenset(found), cycles[key].min_group)
        for (key, *_which), found in sets.items()
        if len(found) >= cycles[key].min_group
    ]
