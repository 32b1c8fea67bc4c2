"""What somebody of a party reads of the answers people gave, as the pages read it; and what is granted to an attacker: on whom it rests."""

from collections import defaultdict
from dataclasses import dataclass

from assessments.models import Cycle, Respondent
from assessments.results import by_group, results_of
from assessments.told import questions_of
from assessments.trust.models import PulseMark, TrustPulse
from assessments.trust.pulse_results import results, trend
from partnerships.access.policy import Right, standing
from partnerships.models import Membership


@dataclass(frozen=True)
class Figure:
    """`topic`: what is asked; figures of one topic are laid beside each other. `total`: the sum of the people's answers, as shown."""

    topic: str
    people: frozenset[str]
    total: float


def readers(partnership):
    """One person of each party who reads the joint space."""
    found = {}
    for seat in Membership.objects.filter(partnership=partnership).select_related("user").order_by("pk"):
        here = standing(seat.user, partnership)
        if here.party is not None and here.may(Right.READ_JOINT):
            found.setdefault(here.party, here)
    return list(found.values())


def figures_for(here):
    """Every figure of pulses and assessments on the pages of a person."""
    return [*of_pulses(here), *of_assessments(here)]


def of_pulses(here):
    marks = defaultdict(set)
    for mark in PulseMark.objects.filter(pulse__partnership=here.partnership).select_related("user"):
        marks[mark.pulse_id, mark.party_id].add(mark.user.email)
    closed = TrustPulse.objects.visible_to(here.user).closed().filter(partnership=here.partnership)
    shown = trend(here)
    for pulse, row in zip(shown.pulses, shown.rows, strict=True):
        for party, mean in zip(shown.parties, row["values"], strict=True):
            if mean is not None:
                people = frozenset(marks[pulse.pk, party.pk])
                yield Figure("trust", people, float(mean) * len(people))
    for pulse in closed.order_by("closed_on"):
        table = results(pulse, here)
        for row in table.rows:
            for column, value in zip(table.sides, row.values, strict=True):
                if value is not None:
                    people = frozenset(marks[pulse.pk, column["party"].pk])
                    yield Figure("trust" if row.is_trust else f"pulse: {row.label}", people, float(value) * len(people))


def of_assessments(here):
    for cycle in Cycle.objects.visible_to(here.user).released().filter(partnership=here.partnership).order_by("answers_in_on"):
        asked = list(Respondent.objects.filter(cycle=cycle, counted=True).select_related("user"))
        found = results_of(cycle, here.parties, here.party)
        tables = {table["side"].party: table for table in by_group(found)}
        for place, side in enumerate(found.sides):
            mine = [person for person in asked if person.party_id == side.party.pk]
            people = frozenset(person.person_key for person in mine)
            for row in found.rows:
                reading = row.readings[place]
                if reading is None:
                    continue
                topics = [f"principle {row.dimension.principle or row.dimension.title}"]
                topics += ["trust"] if row.dimension.principle == 7 else []
                for topic in topics:
                    yield Figure(topic, people, float(reading.mean) * len(people))
                for item, sides in questions_of(found, row.dimension, with_texts=True):
                    said = next(one for one in sides if one.side == side)
                    if said.counts and item.counts:
                        yield Figure(f"question: {item.text}", people, sum(int(level) * n for level, n in said.counts))
            if side.party not in tables:
                continue
            parts = defaultdict(set)
            for person in mine:
                parts[person.shown_group].add(person.person_key)
            for _dimension, readings in tables[side.party]["rows"]:
                for group, (_name, reading) in zip(sorted(parts), readings, strict=False):
                    if reading is not None:
                        yield Figure("by group", frozenset(parts[group]), float(reading.mean) * reading.n)
