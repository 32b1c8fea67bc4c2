"""From the last answer to figures: whose answers are counted so that nobody is exposed, the way to the people cut, the cells computed."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from assessments import rollup
from assessments.anonymity import Group, breaks_promise, choose, partition
from assessments.asked import asked_in, audiences_of
from assessments.models import Answer, Cycle, CycleSide, Item, Questionnaire, Respondent, Response
from assessments.released import shown_before
from partnerships.history.services import lock
from partnerships.records.actors import consequence
from partnerships.records.services import advance

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Outcome = CycleSide.Outcome


@consequence
@transaction.atomic
def analyse(cycle: Cycle, *, actor: "User | None") -> Cycle:
    """Decide what of each side may be shown, make the answers nobody's, and compute the cells.

    Raises Refused when answers still come in or it was done before.
    """
    lock(cycle.partnership)
    cycle = advance(cycle, Cycle.State.ANALYSED, actor=actor)
    for side in cycle.sides.select_related("party").order_by("party__name", "pk"):  # type: ignore[attr-defined]
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
    audiences = audiences_of([cycle.instrument_id])[cycle.instrument_id]
    shown = shown_before(cycle.partnership, asked_in([cycle.instrument_id])[cycle.instrument_id])
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
    parts = _parts(counted, groups, k) if counted else {}
    rows = [row for people in (counted, *parts.values()) if people for row in rows_of(people)]
    mixed = any(0 < sum(groups[key] in audience for key in part) < k for part in parts.values() for audience in audiences)
    if mixed or breaks_promise([*shown, *(Group(row, k) for row in rows)]):
        parts = {}  # by groups nothing is shown: it would expose somebody, or rest on what was asked of too few
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
    _forget_rare(cycle, side)


def _parts(counted: frozenset[str], groups: dict[str, str], k: int) -> dict[str, frozenset[str]]:
    """The groups in which a side may be shown as well."""
    by_group: dict[str, set[str]] = defaultdict(set)
    for key in counted:
        by_group[groups[key]].add(key)
    return partition(dict(by_group), k)


def _forget_rare(cycle: Cycle, side: CycleSide) -> None:
    """Remove what too few of a side answered to a question: in the score it could be found once the rest of the score is known."""
    answers = Answer.objects.filter(response__cycle=cycle, response__party=side.party, response__counted=True)
    scored = answers.filter(item__type=Item.Type.SCALE, item__weight__gt=0, value__isnull=False)
    rare = scored.values("item").annotate(n=Count("pk")).filter(n__lt=cycle.min_group).order_by()
    items = [row["item"] for row in rare]
    if items:
        answers.filter(item__in=items).delete()
