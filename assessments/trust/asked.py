"""What pulses of trust ask and have shown: their source of `assessments.released`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import translation

from assessments.anonymity import Group
from assessments.released import Asked
from assessments.trust.models import PulseMark, PulseSide
from assessments.trust.models.pulses import SMALLEST_GROUP, STATEMENTS
from partnerships.models import Partnership

TRUST = 7


def asked_by_pulses() -> Asked:
    """The six statements, in the words in which instruments are kept; they give a figure for trust."""
    with translation.override("en"):
        return Asked.of("pulse", [str(statement) for statement in STATEMENTS.values()], {TRUST})


def people_of(marks: Iterable[PulseMark]) -> frozenset[str]:
    """Those who answered, as they are known in assessments, too."""
    return frozenset(mark.user.email.strip().lower() for mark in marks)


def shown_by_pulses(partnership: Partnership, asked: Asked, since: dt.date) -> list[Group[str]]:
    """The parties whose figures are told, of pulses that have closed or are closing. Two queries."""
    if not asked.is_comparable(asked_by_pulses()):
        return []
    told = PulseSide.objects.filter(told=True, pulse__partnership=partnership)
    sides = told.filter(Q(pulse__closed_on__gte=since) | Q(pulse__closed_on=None)).order_by("pulse", "party")
    answers: dict[tuple[UUID, UUID], int] = {(side.pulse_id, side.party_id): side.answers or 0 for side in sides}
    marks: dict[tuple[UUID, UUID], list[PulseMark]] = defaultdict(list)
    for mark in PulseMark.objects.filter(pulse__in={pulse for pulse, _party in answers}).select_related("user"):
        marks[mark.pulse_id, mark.party_id].append(mark)
    found = []
    for place, number in answers.items():
        people = people_of(marks[place])
        # Once an account could be removed with its marks: who is missing is somebody of whom nothing else is known.
        missing = {f"{place} {n}" for n in range(number - len(people))}
        found.append(Group(people | missing, SMALLEST_GROUP))
    return found
