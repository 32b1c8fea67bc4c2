"""From the last answer to figures: whose answers are counted so that nobody is exposed, the way to the people cut, the cells computed."""

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F

from assessments import rollup
from assessments.anonymity import choose, exposes, partition
from assessments.models import Cycle, CycleSide, Item, Questionnaire, Respondent, Response
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence
from partnerships.records.services import advance

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Outcome = CycleSide.Outcome
# For so long what was shown before counts as known: beyond it people have changed, and what they think.
REMEMBERED = dt.timedelta(days=400)


@consequence
@transaction.atomic
def analyse(cycle: Cycle, *, actor: "User | None") -> Cycle:
    """Decide what of each side may be shown, make the answers nobody's, and compute the cells.

    Raises Refused when answers still come in or it was done before.
    """
    lock(cycle.partnership)
    cycle = advance(cycle, Cycle.State.ANALYSED, actor=actor)
    for side in cycle.sides.select_related("party"):  # type: ignore[attr-defined]
        _settle(cycle, side)
    rollup.refresh([cycle.pk])
    return cycle


def _settle(cycle: Cycle, side: CycleSide) -> None:
    """One side: who is counted, and by which groups. From here on nothing leads from an answer to a person."""
    asked = list(
        Questionnaire.objects.filter(respondent__cycle=cycle, respondent__party=side.party).select_related("respondent__user")
    )
    answered = {q.respondent.person_key: q for q in asked if q.state == Questionnaire.State.HANDED_IN and q.response_id}
    groups = {key: q.respondent.group for key, q in answered.items()}
    audiences = _audiences(cycle)
    shown = _shown_before(cycle, side)
    k = cycle.min_group

    def rows_of(people: frozenset[str]) -> list[frozenset[str]]:
        """About which sets figures will be shown: the side, and whom a question is put to alone."""
        rows = [people]
        for audience in audiences:
            part = frozenset(key for key in people if groups[key] in audience)
            if len(part) >= k:
                rows.append(part)
        return rows

    counted = choose(frozenset(answered), shown, k, rows_of=rows_of)
    parts = _parts(counted, groups, [*shown, *rows_of(counted)], k) if counted else {}
    part_of = {key: name for name, people in parts.items() for key in people}

    side.invited, side.answered = len(asked), len(answered)
    side.counted = len(counted or ())
    side.outcome = Outcome.SHOWN if counted else Outcome.TOO_FEW if len(answered) < k else Outcome.HELD_BACK
    side.save()
    by_group: dict[str, list[Questionnaire]] = defaultdict(list)
    for key in counted or ():
        by_group[part_of.get(key, "")].append(answered[key])
    responses = Response.objects.filter(cycle=cycle, party=side.party)
    responses.filter(handed_in=False).delete()
    responses.update(counted=False, group="")
    for name, questionnaires in by_group.items():
        responses.filter(pk__in=[q.response_id for q in questionnaires]).update(counted=True, group=name)
        people = [q.respondent_id for q in questionnaires]
        Respondent.objects.filter(pk__in=people).update(counted=True, shown_group=name)
    Questionnaire.objects.filter(pk__in=[q.pk for q in asked]).update(response=None)


def _parts(counted: frozenset[str], groups: dict[str, str], shown: list[frozenset[str]], k: int) -> dict[str, frozenset[str]]:
    """The groups in which a side may be shown as well; none where that would expose somebody."""
    by_group: dict[str, set[str]] = defaultdict(set)
    for key in counted:
        by_group[groups[key]].add(key)
    parts = partition(dict(by_group), k)
    return {} if exposes([*shown, *parts.values()], k) else parts


def _audiences(cycle: Cycle) -> list[frozenset[str]]:
    """The groups to which some question is put alone."""
    items = Item.objects.filter(dimension__instrument=cycle.instrument_id).exclude(audience="")
    return sorted({item.groups for item in items}, key=sorted)


def _shown_before(cycle: Cycle, side: CycleSide) -> list[frozenset[str]]:
    """About which sets of this side's people figures were shown, in cycles in which some of the same was asked."""
    earlier = CycleSide.objects.filter(
        party=side.party,
        outcome=Outcome.SHOWN,
        cycle__partnership=cycle.partnership,
        cycle__answers_in_on__gte=today() - REMEMBERED,
    ).exclude(cycle=cycle)
    instruments = dict(earlier.values_list("cycle", "cycle__instrument"))
    comparable = _asking_the_same(cycle, set(instruments.values()))
    cycles = [key for key, instrument in instruments.items() if instrument in comparable]
    sets: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    audiences, least = {}, {}
    people = Respondent.objects.filter(cycle__in=cycles, party=side.party, counted=True).select_related("cycle", "user")
    for person in people.order_by():
        sets[person.cycle_id, ""].add(person.person_key)
        if person.shown_group:
            sets[person.cycle_id, f"shown {person.shown_group}"].add(person.person_key)
        if person.cycle_id not in audiences:
            audiences[person.cycle_id] = _audiences(person.cycle)
            least[person.cycle_id] = person.cycle.min_group
        for place, audience in enumerate(audiences[person.cycle_id]):
            if person.group in audience:
                sets[person.cycle_id, f"asked {place}"].add(person.person_key)
    # What was asked of too few was never shown.
    return [frozenset(found) for (key, _name), found in sets.items() if len(found) >= least[key]]


def _asking_the_same(cycle: Cycle, instruments: set[UUID]) -> set[UUID]:
    """Those of the instruments that share a question with the cycle's: by its words, for a copy asks the same under another name."""
    wanted = {cycle.instrument_id, *instruments}
    texts: dict[UUID, set[str]] = defaultdict(set)
    for instrument, text in Item.objects.filter(dimension__instrument__in=wanted).values_list(
        F("dimension__instrument"), "text"
    ):
        texts[instrument].add(" ".join(text.lower().split()))
    return {key for key in instruments if texts[key] & texts[cycle.instrument_id]}
