"""One person answers: saved as one goes, taken up again, handed in; and not a moment longer than the side takes answers."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import rollup
from assessments.models import Answer, Dimension, Item, Questionnaire, Response
from partnerships.records.refusals import Refused


class Closed(Refused):
    """No answers are taken any more."""


@dataclass(frozen=True)
class Given:
    """What a person answers to one question. All empty: it does not apply."""

    value: int | None = None
    number: Decimal | None = None
    day: dt.date | None = None
    text: str = ""
    chosen: tuple[int, ...] | None = None


def items_for(questionnaire: Questionnaire) -> list[Item]:
    """The questions that are put to the person, in their order."""
    group = questionnaire.respondent.group
    items = Item.objects.filter(dimension__instrument=questionnaire.respondent.cycle.instrument_id)
    ordered = items.select_related("dimension__instrument").order_by("dimension__position", "dimension__pk", "position", "pk")
    return [item for item in ordered if item.is_for(group)]


def answers_of(questionnaire: Questionnaire) -> dict[UUID, Answer]:
    """What the person has answered so far, by question."""
    if questionnaire.response_id is None:
        return {}
    return {answer.item_id: answer for answer in Answer.objects.filter(response=questionnaire.response_id)}


@transaction.atomic
def save_answers(questionnaire: Questionnaire, given: Mapping[Item, Given | None]) -> Questionnaire:
    """Keep what the person answered to these questions; None takes an answer back. Raises Closed when none are taken any more."""
    current = locked(questionnaire)
    if current.response is None:
        respondent = current.respondent
        assert respondent.party is not None  # a respondent is always a party's
        current.response = Response.objects.create(cycle=respondent.cycle, party=respondent.party, group=respondent.group)
        current.state = Questionnaire.State.BEGUN
        current.save(update_fields=["response", "state"])
    taken_back = [item.pk for item, answer in given.items() if answer is None]
    Answer.objects.filter(response=current.response, item__in=taken_back).delete()
    rows = [
        Answer(
            response=current.response,
            item=item,
            value=answer.value,
            number=answer.number,
            day=answer.day,
            text=answer.text,
            chosen=None if answer.chosen is None else list(answer.chosen),
        )
        for item, answer in given.items()
        if answer is not None
    ]
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["response", "item"],
        update_fields=["value", "number", "day", "text", "chosen"],
    )
    if current.response.handed_in:
        rollup.mark(current.response.cycle_id)
    questionnaire.state, questionnaire.response = current.state, current.response
    return questionnaire


@transaction.atomic
def hand_in(questionnaire: Questionnaire) -> Questionnaire:
    """The person is done. Until the answers are closed he or she may come back and change them.

    Raises Refused when nothing is answered, or a question that must be answered is not; Closed when no answers are taken any more.
    """
    current = locked(questionnaire)
    check_whole(current, answers_of(current))
    assert current.response is not None  # something is answered
    Response.objects.filter(pk=current.response.pk).update(handed_in=True)
    current.state = Questionnaire.State.HANDED_IN
    current.save(update_fields=["state"])
    rollup.mark(current.response.cycle_id)
    questionnaire.state, questionnaire.response = current.state, current.response
    return questionnaire


def check_whole(questionnaire: Questionnaire, answered: Collection[UUID]) -> None:
    """Raises Refused where nothing is answered, or a question that must be answered is not; `answered`: the keys of those that are."""
    if not answered:
        raise Refused(_("Answer at least one question before you hand it in."))
    missing = [item for item in items_for(questionnaire) if item.required and item.pk not in answered]
    if missing:
        raise Refused(_("Still to be answered: %(questions)s") % {"questions": " · ".join(str(item) for item in missing[:5])})


@transaction.atomic
def take_in(questionnaire: Questionnaire, given: Mapping[Item, Given | None]) -> Questionnaire:
    """Keep all answers at once and hand them in, as a workbook brings them. Raises as `save_answers` and `hand_in` do."""
    return hand_in(save_answers(questionnaire, given))


def locked(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it is now, held: closing waits for whoever is saving, and is seen by whoever comes after.

    Raises Closed when no answers are taken any more.
    """
    rows = Questionnaire.objects.select_for_update(of=("self",)).select_related(
        "respondent__cycle__instrument", "respondent__partnership", "respondent__party", "response"
    )
    current = rows.get(pk=questionnaire.pk)
    if not current.is_open:
        raise Closed(_("This survey takes no more answers."))
    return current


def steps(items: list[Item]) -> list[tuple[Dimension, list[Item]]]:
    """The questions by dimension: a page each."""
    found: dict[UUID, tuple[Dimension, list[Item]]] = {}
    for item in items:
        found.setdefault(item.dimension_id, (item.dimension, []))[1].append(item)
    return list(found.values())
