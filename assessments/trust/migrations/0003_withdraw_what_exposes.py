"""What was shown before all figures were held against each other is looked through once, oldest first: what would expose somebody goes.

Only figures go, and what was computed from them. Signed plans and archives that quote them are in other hands and stay.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.db import migrations
from django.db.models import Q

from assessments.anonymity import Group, breaks_promise
from assessments.released import REMEMBERED, Asked
from assessments.trust.asked import asked_by_pulses

TENTH = Decimal("0.1")


def forwards(apps, schema_editor):
    withdraw_what_exposes(apps, schema_editor.connection.alias)


def withdraw_what_exposes(apps, using):
    """Go through every partnership of which figures are shown. Returns how many parties' results were withdrawn; safe to run twice."""
    trust, assessments = "assessments_trust", "assessments"
    sides = apps.get_model(trust, "PulseSide")._default_manager.using(using).filter(told=True)
    cycle_sides = apps.get_model(assessments, "CycleSide")._default_manager.using(using).filter(outcome="shown")
    partnerships = {*sides.values_list("pulse__partnership", flat=True)}
    partnerships |= {*cycle_sides.values_list("cycle__partnership", flat=True)}
    number = 0
    for partnership in sorted(partnerships, key=str):
        shown = [
            *_pulses(apps, using, sides.filter(pulse__partnership=partnership)),
            *_cycles(apps, using, cycle_sides.filter(cycle__partnership=partnership)),
        ]
        kept, withdrawn = [], []
        for day, _place, asked, groups, withdraw in sorted(shown, key=lambda one: one[:2]):
            before = [group for on, other, group in kept if on >= day - REMEMBERED and asked.is_comparable(other)]
            if breaks_promise([*before, *groups]):
                withdraw()
                withdrawn.append(day)
            else:
                kept += [(day, asked, group) for group in groups]
        if withdrawn:
            _compute_again(apps, using, partnership, min(withdrawn))
        number += len(withdrawn)
    return number


def _pulses(apps, using, sides):
    """Each told party of a pulse: (day, place, what is asked, groups, how it is withdrawn)."""
    marks = apps.get_model("assessments_trust", "PulseMark")._default_manager.using(using)
    asked = asked_by_pulses()
    for side in sides.select_related("pulse", "party"):
        emails = marks.filter(pulse=side.pulse_id, party=side.party_id).values_list("user__email", flat=True)
        people = {email.strip().lower() for email in emails}
        people |= {f"{side.pk} {n}" for n in range(side.answers - len(people))}
        place = (str(side.pulse.updated_at), side.party.name, str(side.pk))

        def withdraw(side=side):
            side.figures.all().delete()
            type(side)._default_manager.using(using).filter(pk=side.pk).update(told=False, answers=None, mean=None, fall=None)

        yield side.pulse.closed_on, place, asked, [Group(frozenset(people), 3)], withdraw


def _cycles(apps, using, sides):
    """Each shown party of an assessment, likewise."""

    def rows(name):
        return apps.get_model("assessments", name)._default_manager.using(using)

    for side in sides.select_related("cycle", "party"):
        cycle, mine = side.cycle, Q(cycle=side.cycle_id, party=side.party_id)
        texts, principles, audiences = [], set(), set()
        for item in rows("Item").filter(dimension__instrument=cycle.instrument_id).select_related("dimension"):
            texts += [item.text, item.text_university, item.text_business]
            audiences |= {frozenset(part.strip() for part in item.audience.split(",") if part.strip())} - {frozenset()}
            if item.type == "scale" and item.weight and item.dimension.principle:
                principles.add(item.dimension.principle)
        sets = defaultdict(set)
        for person in rows("Respondent").filter(mine, counted=True).select_related("user"):
            key = (person.user.email if person.user else person.email).strip().lower()
            for audience in (None, *(found for found in audiences if person.group in found)):
                for part in {"", person.shown_group}:
                    sets[part, audience].add(key)
        groups = [Group(frozenset(found), cycle.min_group) for found in sets.values() if len(found) >= cycle.min_group]
        place = (str(cycle.updated_at), side.party.name, str(side.pk))

        def withdraw(side=side, mine=mine):
            type(side)._default_manager.using(using).filter(pk=side.pk).update(outcome="held_back", counted=0)
            rows("Respondent").filter(mine).update(counted=False, shown_group="")
            rows("Response").filter(mine).update(counted=False, group="")
            rows("Cell").filter(mine).delete()

        yield cycle.answers_in_on, place, Asked.of("assessment", texts, principles), groups, withdraw


def _compute_again(apps, using, partnership, since):
    """What was computed from figures that went: falls, means and gaps of pulses; readings of indicators since then are read anew."""
    models = {name: apps.get_model("assessments_trust", name) for name in ("TrustPulse", "PulseSide", "IndicatorReading")}
    rows = {name: model._default_manager.using(using) for name, model in models.items()}
    last = {}
    for pulse in rows["TrustPulse"].filter(partnership=partnership, state="closed").order_by("closed_on", "updated_at", "pk"):
        means, falls = [], []
        for side in rows["PulseSide"].filter(pulse=pulse.pk, told=True).order_by("party"):
            fall = max(last[side.party_id] - side.mean, Decimal(0)) if side.party_id in last else None
            rows["PulseSide"].filter(pk=side.pk).update(fall=fall)
            last[side.party_id] = side.mean
            means.append(side.mean)
            falls += [] if fall is None else [fall]
        rows["TrustPulse"].filter(pk=pulse.pk).update(
            mean=(sum(means) / len(means)).quantize(TENTH, ROUND_HALF_UP) if means else None,
            gap=max(means) - min(means) if len(means) > 1 else None,
            fall=max(falls) if falls else None,
        )
    figures = Q(indicator__metric__startswith="trust.pulse") | Q(indicator__metric__startswith="assessments.")
    rows["IndicatorReading"].filter(figures, indicator__partnership=partnership, on__gte=since).delete()


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("assessments_trust", "0002_pulse_marks_stay")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
