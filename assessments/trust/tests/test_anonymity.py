"""Whoever attacks the pulse learns nothing of one person: not by pages, filters, exports, counts, histories, differences or metrics.

The attacks compare what people see in two worlds that differ in one person's answer only. Where both worlds look the same, byte for
byte, there is nothing to be learnt from them.
"""

import re
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.trust.models import (
    IndicatorReading,
    PulseCount,
    PulseFigure,
    PulseMark,
    PulseSide,
    TrustIndicator,
    TrustPulse,
)
from assessments.trust.services import indicators, pulses
from assessments.trust.tests import factories as f
from assessments.trust.tests.groups import answer, close, day, group, open_pulse
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, measured
from partnerships.practices.sections import SECTIONS
from partnerships.records.refusals import Refused
from partnerships.reminders.reading import upcoming

FILTERS = ("?state=open&sort=mean", "?state=closed", "?export=csv", "?marks__user=1&sort=counts&counts__value=1")
# What differs at every visit, whoever looks and whatever happened: tokens.
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|hx-headers=\'[^\']*\'|csrf[^>]*content="[^"]*"')


def addresses(cast, pulse):
    """Where the pulse, or something that follows from it, may be seen."""
    slug, room = cast.partnership.slug, "assessments_trust"
    listed = reverse(f"{room}:trustpulse-list", args=[slug])
    detail = reverse(f"{room}:trustpulse-detail", args=[slug, pulse.pk])
    others = (f"{room}:trust", f"{room}:trustindicator-list", "history:list")
    return [
        *(listed + tail for tail in FILTERS),
        *(detail + tail for tail in ("", "?tab=history", "?tab=marks")),
        *(reverse(name, args=[slug]) for name in others),
    ]


def seen(cast, pulse):
    """All that people get hold of, but for what differs at every visit. One of them tries every way, others the pulse itself."""
    places = [("representative", address) for address in addresses(cast, pulse)]
    detail = reverse("assessments_trust:trustpulse-detail", args=[cast.partnership.slug, pulse.pk])
    places += [(name, detail) for name in ("officer", "partner_reader", "facilitator")]
    clients = {name: cast.client(getattr(cast, name)) for name in dict(places)}
    found = {}
    for name, address in places:
        response = clients[name].get(address)
        found[name, address] = response.status_code, NOISE.sub("", response.content.decode())
    for name in ("officer", "representative", "respondent"):
        found[name, "due"] = [(item.title, item.url, item.due_on) for item in upcoming(getattr(cast, name))]
    found["metrics"] = measured(Partnership.objects.filter(pk=cast.partnership.pk))
    found["plan"] = SECTIONS["trust"].blocks(cast.partnership)
    return found


def worlds(*acts, look):
    """What is seen after each of the acts, all beginning in the same state."""
    found, moment = [], timezone.now()
    for act in acts:
        with transaction.atomic(), patch("django.utils.timezone.now", lambda: moment):
            act()
            found.append(look())
            transaction.set_rollback(True)
    return found


def differences(found):
    """Where the worlds do not look the same."""
    first, *others = found
    return sorted({str(place) for other in others for place in first if first[place] != other[place]})


@pytest.fixture
def teams(cast):
    """Three people of each side who answer, and one of the partner's whose answer is attacked."""
    return group(cast, "university", 3), group(cast, "partner", 3), group(cast, "partner", 1)[0]


def test_while_it_is_open_an_answer_changes_nothing_for_anybody_else(cast, teams):
    """Not even whether somebody has answered, or how many have."""
    ours, theirs, victim = teams
    pulse = open_pulse(cast)
    for person in (*ours, *theirs):
        answer(pulse, person, 3)
    found = worlds(lambda: None, lambda: answer(pulse, victim, 1), look=lambda: seen(cast, pulse))
    assert differences(found) == []


def test_a_group_of_two_is_not_told_of_whatever_they_answered(cast, teams):
    ours, theirs, victim = teams
    pulse = open_pulse(cast)
    for person in ours:
        answer(pulse, person, 3)

    def world(value, *others):
        for person in others:
            answer(pulse, person, 2)
        answer(pulse, victim, value)
        with day(1):
            close(TrustPulse.objects.get(pk=pulse.pk))

    found = worlds(lambda: world(1, theirs[0]), lambda: world(5), look=lambda: seen(cast, pulse))
    assert differences(found) == []
    world(5, theirs[0])
    assert list(PulseSide.objects.filter(party=cast.partner).values_list("told", "answers", "mean", "fall")) == [
        (False, None, None, None)
    ]
    assert (TrustPulse.objects.get().gap, PulseFigure.objects.exclude(side__party=cast.university).count()) == (None, 0)


@pytest.mark.parametrize("was_there", [False, True])
def test_two_cycles_subtracted_do_not_give_one_person(cast, teams, was_there):
    """One comes, or one goes, and the others answer as before: the second result is withheld, whatever that one answered."""
    ours, theirs, victim = teams
    groups = [theirs, [*theirs, victim]]
    groups = groups[::-1] if was_there else groups

    def world(value):
        made = []
        for number, people in enumerate(groups):
            with day(number * 90):
                pulse = open_pulse(cast, closes_on=f.today() + (number * 90 + 5) * f.DAY)
                for person in (*ours, *theirs):
                    if person in (*ours, *people):
                        answer(pulse, person, 3)
                if victim in people and not was_there:
                    answer(pulse, victim, value)
                elif victim in people:
                    answer(pulse, victim, 3)
                made.append(close(pulse))
        return made

    if was_there:
        _first, second = world(3)
        assert (PulseSide.objects.get(pulse=second, party=cast.partner).told, second.gap) == (False, None)
        return
    told = []
    for value in (1, 5):
        with transaction.atomic():
            _first, second = world(value)
            told.append(
                list(
                    PulseSide.objects.order_by("pulse__closed_on", "party").values_list(
                        "party", "told", "answers", "mean", "fall"
                    )
                )
            )
            told.append(list(PulseFigure.objects.order_by("side__party", "dimension").values_list("side__party", "mean")))
            told.append(measured(Partnership.objects.filter(pk=cast.partnership.pk)))
            transaction.set_rollback(True)
    assert told[:3] == told[3:]


def test_the_same_group_and_one_that_differs_by_three_are_told_of(cast, teams):
    _ours, theirs, victim = teams
    more = group(cast, "partner", 3)
    told = []
    for number, people in enumerate((theirs, theirs, [*theirs, *more], [*theirs, *more, victim], theirs)):
        with day(number * 30):
            pulse = open_pulse(cast, closes_on=f.today() + (number * 30 + 5) * f.DAY)
            for person in people:
                answer(pulse, person, 4)
            close(pulse)
        told.append(PulseSide.objects.get(pulse=pulse, party=cast.partner).told)
    assert told == [True, True, True, False, True]


def test_a_group_long_ago_is_forgotten(cast, teams):
    _ours, theirs, victim = teams
    told = []
    for days, people in ((0, theirs), (400, [*theirs, victim]), (801, [*theirs, victim])):
        with day(days):
            pulse = open_pulse(cast, closes_on=f.today() + (days + 5) * f.DAY)
            for person in people:
                answer(pulse, person, 4)
            close(pulse)
        told.append(PulseSide.objects.get(pulse=pulse, party=cast.partner).told)
    assert told == [True, False, True]


@pytest.mark.parametrize("extreme", [1, 5])
def test_that_all_gave_the_same_is_not_told(cast, teams, extreme):
    """At the end of the scale one of them may have given the value beside it."""
    _ours, theirs, victim = teams

    def world(value):
        pulse = open_pulse(cast)
        for person in theirs:
            answer(pulse, person, extreme)
        answer(pulse, victim, value)
        close(pulse)
        return list(PulseFigure.objects.order_by("dimension").values_list("dimension", "mean"))

    found = []
    for value in (extreme, 2 if extreme == 1 else 4):
        with transaction.atomic():
            found.append(world(value))
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_nothing_is_kept_that_leads_from_a_person_to_an_answer(cast, teams):
    ours, theirs, victim = teams
    pulse = open_pulse(cast)
    for person in (*ours, *theirs, victim):
        answer(pulse, person, 3 if person is victim else 4)
    # While it is open: counts without a person, and marks without a time or a value.
    assert {field.name for field in PulseCount._meta.fields} == {"id", "pulse", "party", "dimension", "value", "count"}
    assert {field.name for field in PulseMark._meta.fields} == {"id", "pulse", "user", "party"}
    assert PulseCount.objects.count() == 2 * 6 * 5  # every place at once: no row tells who came first
    close(pulse)
    assert PulseCount.objects.count() == 0
    # Once closed the figures of the groups are all there is.
    with connection.cursor() as cursor:
        for model in (PulseSide, PulseFigure, TrustPulse):
            columns = {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}
            assert not columns & {"user_id", "value", "count"}, model
    pulses_left = TrustPulse.objects.get()
    assert pulses_left.author == cast.officer  # who planned it, which says nothing of answers


def test_neither_side_ends_or_calls_off_a_pulse_while_the_other_answers(cast, teams):
    ours, _theirs, _victim = teams
    pulse = open_pulse(cast)
    answer(pulse, ours[0], 1)
    with pytest.raises(Refused):
        pulses.cancel_pulse(pulse, actor=cast.representative, reason="Wrong week.")
    with pytest.raises(PermissionDenied):
        pulses.close_pulse(pulse, actor=cast.representative)
    assert (PulseCount.objects.exists(), TrustPulse.objects.get().state) == (True, "open")


def test_indicators_read_what_is_published_and_nothing_while_it_is_open(cast, teams):
    ours, theirs, victim = teams
    for key in ("trust.pulse", "trust.pulse_gap", "trust.pulse_fall"):
        f.TrustIndicatorFactory(partnership=cast.partnership, metric=key, threshold=1)
    pulse = open_pulse(cast)
    for person in (*ours, *theirs):
        answer(pulse, person, 4)
    found = []
    for value in (1, 5):
        with transaction.atomic():
            answer(pulse, victim, value)
            indicators.read_all()
            found.append(list(IndicatorReading.objects.order_by("indicator").values_list("indicator", "value", "flagged")))
            transaction.set_rollback(True)
    assert (
        found[0]
        == found[1]
        == [(key, None, False) for key in TrustIndicator.objects.order_by("pk").values_list("pk", flat=True)]
    )
    assert {key for key in METRICS if key.startswith("trust.pulse")} == {"trust.pulse", "trust.pulse_fall", "trust.pulse_gap"}


def test_the_answer_page_tells_the_person_alone_that_he_or_she_has_answered(cast, teams):
    _ours, _theirs, victim = teams
    pulse = open_pulse(cast)
    url = reverse("assessments_trust:pulse-answer", args=[cast.partnership.slug, pulse.pk])
    before = NOISE.sub("", cast.client(cast.respondent).get(url).content.decode())
    client = cast.client(victim)
    missing = client.post(url, {"ability": "3", "openness": "9"})
    assert (missing.status_code, PulseMark.objects.count()) == (422, 0)
    answers = dict.fromkeys(("ability", "benevolence", "integrity", "predictability", "openness", "commitment"), "2")
    page = client.post(url, answers, follow=True).content.decode()
    assert ("You have answered." in page, PulseMark.objects.get().user) == (True, victim)
    again = client.post(url, answers, follow=True)
    assert (again.status_code, PulseMark.objects.count()) == (200, 1)
    assert NOISE.sub("", cast.client(cast.respondent).get(url).content.decode()) == before
    assert [item.due.kind for item in upcoming(victim)] == []
    assert [item.due.kind for item in upcoming(cast.respondent)] == ["trust.pulse"]
