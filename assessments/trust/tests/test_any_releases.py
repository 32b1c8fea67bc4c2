"""Pulses and assessments together, any number of them: whatever is shown of them, a reader who calculates learns of nobody alone.

The attacker (assessments.tests.attacker) knows who answered and on whom each figure rests, and takes people to answer always the same.
"""

import importlib
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from django.apps import apps
from django.db.models import ProtectedError
from django.urls import reverse

from assessments.models import Cell, CycleSide, Item, Questionnaire, Respondent
from assessments.services import cycles
from assessments.tests.attacker import Attacker
from assessments.tests.factories import ItemFactory
from assessments.tests.worlds import World, instrument
from assessments.trust.models import (
    Dimension,
    IndicatorReading,
    PulseFigure,
    PulseMark,
    PulseSide,
    TrustIndicator,
    TrustPulse,
)
from assessments.trust.models.pulses import STATEMENTS
from assessments.trust.pulse_results import results
from assessments.trust.tests import factories as f
from assessments.trust.tests.groups import answer, close, day, group, open_pulse
from partnerships.access.policy import standing
from partnerships.models import Membership, Partnership

SHOWN, HELD_BACK = CycleSide.Outcome.SHOWN, CycleSide.Outcome.HELD_BACK


def pulse(cast, people, days=0, value=4):
    """Asked and closed so many days from now; returns it."""
    with day(days):
        made = open_pulse(cast, closes_on=f.today() + (days + 5) * f.DAY)
        for n, person in enumerate(people):
            answer(made, person, value if isinstance(value, int) else value[n])
        return close(made)


def told(made, party):
    return PulseSide.objects.get(pulse=made, party=party).told


def assess(cast, people, made, **fields):
    """An assessment of people of the partner, released; three of the university answer always. Returns the partner's side."""
    world = World(cast, made)
    cycle = world.open(ours=("Ann", "Bob", "Cid"), theirs=(), **fields)
    for person in people:
        asked = Respondent.objects.create(
            partnership=cast.partnership,
            party=cast.partner,
            visibility="private",
            cycle=cycle,
            user=person,
            name=str(person.pk),
            author=cast.representative,
        )
        Questionnaire.objects.create(respondent=asked)
    world.answer(cycle, Ann=3, Bob=3, Cid=3, **{str(person.pk): 4 for person in people})
    cycle = cycles.release(world.close_all(cycle), actor=cast.officer)
    return CycleSide.objects.get(cycle=cycle, party=cast.partner)


# --- pulses -----------------------------------------------------------------------------------------------------------
def test_the_seventh_of_three_pulses_is_not_told_of(cast):
    """Three, three others, and all of them with a seventh: each two differ by three people and more, all three give the seventh."""
    first, second, seventh = group(cast, "partner", 3), group(cast, "partner", 3), group(cast, "partner", 1)
    made = [pulse(cast, people, n * 30) for n, people in enumerate((first, second, [*first, *second, *seventh]))]
    assert [told(one, cast.partner) for one in made] == [True, True, False]
    assert (made[2].mean, made[2].gap, PulseFigure.objects.filter(side__pulse=made[2]).count()) == (None, None, 0)
    # What adds nothing new is told of again.
    assert told(pulse(cast, first, 90), cast.partner)
    assert told(pulse(cast, [*first, *second], 120), cast.partner)


def test_what_is_withheld_is_the_same_whatever_was_answered(cast):
    """In words, too: not even that it is a matter of earlier results is told apart from too few answers."""
    first, second, seventh = group(cast, "partner", 3), group(cast, "partner", 3), group(cast, "partner", 1)
    pulse(cast, first)
    pulse(cast, second, 30)
    seen = []
    for days, people, value in ((60, [*first, *second, *seventh], 1), (90, [*first, *second, *seventh], 5), (120, seventh, 3)):
        made = pulse(cast, people, days, value)
        at = reverse("assessments_trust:trustpulse-detail", args=[cast.partnership.slug, made.pk])
        page = cast.client(cast.officer).get(at).content.decode()
        words = "too few people answered, or with earlier results a person could be identified."
        seen.append((f"No result is shown for {cast.partner.short_name}: {words}" in page, page.count("<td")))
    assert {seen[0]} == set(seen)
    assert seen[0][0] is True


def test_what_was_told_stays_and_what_was_withheld_stays_withheld(cast):
    """Decided once, when it closes: reading it again, also after it is forgotten what it was held against, shows no more."""
    first, more = group(cast, "partner", 3), group(cast, "partner", 1)
    pulse(cast, first)
    made = pulse(cast, [*first, *more], 10)
    with day(900):
        sides = results(made, standing(cast.officer, cast.partnership)).sides
    assert {column["side"].told for column in sides if column["party"] == cast.partner} == {False}


def test_who_changes_the_party_is_the_same_person(cast):
    """With three others of the partner first; then with two of the university: what she said is in both means."""
    others, hers, mover = group(cast, "partner", 3), group(cast, "university", 2), group(cast, "partner", 1)[0]
    assert told(pulse(cast, [*others, mover]), cast.partner)
    Membership.objects.filter(user=mover).update(party=cast.university)
    made = pulse(cast, [*others, *hers, mover], 30)
    assert (told(made, cast.partner), told(made, cast.university)) == (False, False)


def test_who_answered_cannot_be_forgotten_while_figures_stay(cast):
    people = group(cast, "partner", 4)
    made = pulse(cast, people)
    with pytest.raises(ProtectedError):
        people[3].delete()
    # Lost long ago, when it could be: the three who are left are not taken to be the whole group.
    PulseMark.objects.filter(pulse=made, user=people[3]).delete()
    assert not told(pulse(cast, people[:3], 30), cast.partner)


# --- pulses and assessments -------------------------------------------------------------------------------------------
def other_words(text="", principles=(3,)):
    """Questions without a principle that a pulse gives a figure for; one in these words, if any."""
    made = instrument(principles=principles)
    if text:
        ItemFactory(dimension=made.dimensions.first(), **text)
    return made


@pytest.mark.parametrize(
    ("made", "comparable"),
    [
        (lambda: other_words(), False),
        (lambda: other_words(principles=(3, 7)), True),
        (lambda: other_words({"text": "  the OTHER side can do, what it has taken on"}), True),
        (lambda: other_words({"text": "Who?", "text_business": str(STATEMENTS[Dimension.OPENNESS])}), True),
    ],
    ids=["other questions", "the same principle", "the same words", "the same words for one party"],
)
@pytest.mark.parametrize("pulse_first", [True, False])
def test_pulses_and_assessments_are_held_against_each_other(cast, made, comparable, pulse_first):
    """Four people the first time, three of them the second: where comparable things are asked, the second tells of the fourth."""
    people, ours, questions = group(cast, "partner", 4), group(cast, "university", 3), made()
    if pulse_first:
        assert told(pulse(cast, [*people, *ours]), cast.partner)
        assert assess(cast, people[:3], questions).outcome == (HELD_BACK if comparable else SHOWN)
    else:
        assert assess(cast, people, questions).outcome == SHOWN
        second = pulse(cast, [*people[:3], *ours])
        assert (told(second, cast.partner), told(second, cast.university)) == (not comparable, True)


def test_an_assessment_counts_by_lot_what_a_pulse_leaves(cast):
    people, fifth = group(cast, "partner", 4), group(cast, "partner", 1)
    assert told(pulse(cast, people), cast.partner)
    side = assess(cast, [*people, *fifth], other_words(principles=(3, 7)))
    counted = set(Respondent.objects.filter(cycle=side.cycle, party=cast.partner, counted=True).values_list("user", flat=True))
    assert (side.outcome, side.answered, side.counted, counted) == (SHOWN, 5, 4, {person.pk for person in people})


def test_a_larger_group_that_was_promised_is_kept_by_pulses(cast):
    """Seven answered on the promise that nothing is shown of fewer than five; a pulse of three of them would tell of the other four."""
    people = group(cast, "partner", 8)
    assert assess(cast, people[:7], other_words(principles=(7,)), min_group=5).counted == 7
    made = [pulse(cast, chosen, 30 * n) for n, chosen in enumerate((people[:3], people[:7]))]
    assert [told(one, cast.partner) for one in made] == [False, True]


def test_only_what_was_shown_here_counts(cast):
    """Of what is told in another partnership those of this one need not know: nothing here depends on it."""
    people = group(cast, "partner", 4)
    made = pulse(cast, people)
    TrustPulse.objects.filter(pk=made.pk).update(partnership=cast.other_partnership)
    assert told(pulse(cast, people[:3], 30), cast.partner)


# --- any course -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(1, 5))
def test_no_course_of_pulses_and_assessments_tells_of_fewer_than_three(cast, seed):
    """Eight people of the partner, of whom some come, some go and some stay away; nine surveys of both kinds."""
    dice, people, made = random.Random(seed), group(cast, "partner", 8), other_words(principles=(7,))
    there = set(people[:5])
    for turn in range(9):
        there ^= set(dice.sample(people, dice.choice((0, 0, 1, 2, 3))))
        chosen = [person for person in people if person in there]
        if turn % 3 == 2:
            assess(cast, chosen, made)
        else:
            pulse(cast, chosen, turn, [dice.randint(1, 5) for _ in chosen])
    marks = {}
    for side in PulseSide.objects.filter(told=True, party=cast.partner):
        marks[side.pk] = set(PulseMark.objects.filter(pulse=side.pulse, party=cast.partner).values_list("user", flat=True))
    counted = {}
    for cycle, user in Respondent.objects.filter(party=cast.partner, counted=True).values_list("cycle", "user"):
        counted.setdefault(cycle, set()).add(user)
    sets = [*marks.values(), *counted.values()]
    assert len(sets) >= 2
    attacker = Attacker(sets)
    assert attacker.small_groups(3) == []
    assert max(attacker.certainty().values()) <= Fraction(1, 3)


# --- what was shown before --------------------------------------------------------------------------------------------
def withdraw():
    module = importlib.import_module("assessments.trust.migrations.0003_withdraw_what_exposes")
    return module.withdraw_what_exposes(apps, "default")


def shown_as_before(cast, people, days, value):
    """A pulse that was told of when results were only compared two by two."""
    made = pulse(cast, people, days, value)
    side = PulseSide.objects.get(pulse=made, party=cast.partner)
    if not side.told:
        mean = Decimal(value)
        PulseSide.objects.filter(pk=side.pk).update(told=True, answers=len(people), mean=mean, fall=Decimal(1))
        PulseFigure.objects.bulk_create(PulseFigure(side=side, dimension=name, mean=mean) for name in Dimension.values)
        TrustPulse.objects.filter(pk=made.pk).update(mean=mean, fall=Decimal(1))
    return made


def test_what_would_expose_somebody_is_withdrawn_once_with_all_that_was_computed_of_it(cast):
    first, second, seventh = group(cast, "partner", 3), group(cast, "partner", 3), group(cast, "partner", 1)
    ours = group(cast, "university", 3)
    made = [
        shown_as_before(cast, people, n * 30, value)
        for n, (people, value) in enumerate(
            (([*first, *ours], 4), (second, 4), ([*first, *second, *seventh], 3), ([*first, *ours], 2))
        )
    ]
    indicator = f.TrustIndicatorFactory(partnership=cast.partnership, metric="trust.pulse", threshold=1)
    for one in made:
        one.refresh_from_db()
        IndicatorReading.objects.create(indicator=indicator, on=one.closed_on, value=one.mean)
    kept = list(PulseFigure.objects.exclude(side__pulse=made[2]).order_by("pk").values_list("pk", "mean"))
    assert (withdraw(), withdraw()) == (1, 0)
    assert [told(one, cast.partner) for one in made] == [True, True, False, True]
    assert list(PulseFigure.objects.order_by("pk").values_list("pk", "mean")) == kept
    found = [(one.mean, one.fall) for one in TrustPulse.objects.order_by("closed_on")]
    assert found == [(Decimal(4), None), (Decimal(4), Decimal(0)), (None, None), (Decimal(2), Decimal(2))]
    assert list(IndicatorReading.objects.order_by("on").values_list("on", flat=True)) == [one.closed_on for one in made[:2]]
    assert TrustIndicator.objects.count() == 1


def test_an_assessment_that_exposes_somebody_is_withdrawn_with_its_cells(cast):
    people, questions = group(cast, "partner", 4), other_words(principles=(7,))
    side = assess(cast, people[:3], questions)
    made = shown_as_before(cast, people, -30, 4)  # before it, and told of as it was then
    TrustPulse.objects.filter(pk=made.pk).update(closed_on=f.today() - 30 * f.DAY)
    assert Cell.objects.shown().filter(cycle=side.cycle, party=cast.partner).exists()
    assert (withdraw(), withdraw()) == (1, 0)
    side.refresh_from_db()
    assert (side.outcome, side.counted, told(made, cast.partner)) == (HELD_BACK, 0, True)
    assert {cell.party for cell in Cell.objects.filter(cycle=side.cycle)} == {cast.university}
    assert Partnership.objects.filter(pk=cast.partnership.pk).exists()


def test_where_nothing_exposes_anybody_nothing_is_withdrawn(cast):
    people = group(cast, "partner", 6)
    for n, chosen in enumerate((people[:3], people, people[3:])):
        pulse(cast, chosen, n * 10)
    assess(cast, people, other_words(principles=(7,)))
    before = list(PulseSide.objects.order_by("pk").values())
    assert Item.objects.exists()
    assert (withdraw(), list(PulseSide.objects.order_by("pk").values())) == (0, before)
