"""The course of a pulse, who answers, what is published, and what raises a flag."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.trust.models import AskedPulse, Dimension, PulseCount, PulseMark, PulseSide, TrustPulse
from assessments.trust.pulse_results import results, trend
from assessments.trust.services import pulses
from assessments.trust.tasks import sweep
from assessments.trust.tests import factories as f
from assessments.trust.tests.groups import answer, close, day, group, open_pulse
from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.practices.metrics import measured
from partnerships.records.once import UNSEEN
from partnerships.records.refusals import Refused
from partnerships.tests.cast import seat_newcomer

DAY = dt.timedelta(days=1)
ASKED = ("officer", "contributor", "representative", "partner_contributor", "respondent")


def planned(cast, **fields):
    return TrustPulse(partnership=cast.partnership, **{"closes_on": today() + 5 * DAY} | fields)


# --- its days ---------------------------------------------------------------------------------------------------------
def test_a_pulse_opens_on_its_day_and_closes_after_its_last(cast):
    now = pulses.plan_pulse(planned(cast), actor=cast.officer)
    later = pulses.plan_pulse(planned(cast, opens_on=today() + 6 * DAY, closes_on=today() + 9 * DAY), actor=cast.officer)
    states = []
    for days in (0, 5, 6, 6, 9, 10, 10):
        with day(days):
            sweep()
        states.append(tuple(TrustPulse.objects.get(pk=p.pk).state for p in (now, later)))
    assert states == [
        *(("open", "planned"),) * 2,
        *(("closed", "open"),) * 3,
        *(("closed", "closed"),) * 2,
    ]
    assert list(Event.objects.order_by("sequence").values_list("verb", "actor_name")) == [
        ("created", cast.officer.name),
        ("open", cast.officer.name),
        ("created", cast.officer.name),
        *(("closed", ""), ("open", ""), ("closed", "")),
    ]


def test_one_pulse_at_a_time_and_none_opens_again(cast):
    pulse, second = open_pulse(cast), f.TrustPulseFactory(partnership=cast.partnership)
    with pytest.raises(Refused, match="Another pulse"):
        pulses.open_pulse(second, actor=cast.officer)
    close(pulse)
    for step in (pulses.open_pulse, pulses.close_pulse):
        with pytest.raises(Refused):
            step(pulse, actor=None)
    with pytest.raises(Refused):
        pulses.cancel_pulse(pulse, actor=cast.officer, reason="x")
    with pytest.raises(Refused, match="has passed"):
        pulses.open_pulse(
            f.TrustPulseFactory(partnership=cast.partnership, opens_on=today() - 9 * DAY, closes_on=today() - DAY), actor=None
        )


def test_the_sweep_leaves_closed_partnerships_alone(cast):
    pulse = open_pulse(cast)
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    with day(99):
        assert pulses.sweep() == (0, 0)
    pulse.refresh_from_db()
    assert pulse.state == "open"


# --- answering --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["officer", "respondent", "partner_reader", "facilitator", "auditor", "sibling", "stranger"])
def test_people_of_each_side_answer_once_for_their_side(cast, name):
    pulse, person = open_pulse(cast), getattr(cast, name)
    if name not in ASKED:
        with pytest.raises(PermissionDenied):
            answer(pulse, person, 4)
        assert (PulseMark.objects.count(), PulseCount.objects.count()) == (0, 0)
        return
    before = Event.objects.count()
    answer(pulse, person, 4)
    party = cast.university if name == "officer" else cast.partner
    assert (PulseMark.objects.get().party, set(PulseCount.objects.filter(count=1).values_list("party", "value"))) == (
        party,
        {(party.pk, 4)},
    )
    with pytest.raises(Refused, match="have answered"):
        answer(pulse, person, 1)
    assert (PulseCount.objects.filter(count__gt=0).count(), Event.objects.count()) == (len(Dimension), before)


def test_a_party_that_came_later_is_not_asked_and_not_told_of(cast):
    pulse = open_pulse(cast)
    _party, newcomer = seat_newcomer(cast)
    with pytest.raises(PermissionDenied):
        answer(pulse, newcomer, 4)
    assert [person for person in (newcomer, cast.respondent) if AskedPulse.objects.visible_to(person)] == [cast.respondent]
    assert set(close(pulse).sides.values_list("party", flat=True)) == {cast.university.pk, cast.partner.pk}
    later = open_pulse(cast)
    answer(later, newcomer, 4)
    assert AskedPulse.objects.visible_to(newcomer).get().pk == later.pk


@pytest.mark.parametrize("values", [{}, {"ability": 3}, dict.fromkeys(Dimension.values, 6), dict.fromkeys(Dimension.values, 0)])
def test_half_an_answer_is_none(cast, values):
    with pytest.raises(ValidationError):
        pulses.answer_pulse(open_pulse(cast), actor=cast.officer, values=values)
    assert not PulseMark.objects.exists()


def test_an_answer_after_the_last_day_is_refused_before_and_after_the_sweep(cast):
    pulse = open_pulse(cast, closes_on=today())
    answer(pulse, cast.officer, 3)
    with day(1):
        with pytest.raises(Refused, match="no more answers"):
            answer(pulse, cast.contributor, 3)
        pulses.sweep()
        with pytest.raises(Refused, match="no more answers"):
            answer(pulse, cast.contributor, 3)
    assert PulseMark.objects.count() == 1


# --- what is published ------------------------------------------------------------------------------------------------
def side(pulse, party):
    return PulseSide.objects.get(pulse=pulse, party=party)


def test_figures_of_each_side_and_what_they_raise(cast):
    ours, theirs = group(cast, "university", 3), group(cast, "partner", 4)
    first = open_pulse(cast)
    for person in (*ours, *theirs):
        answer(first, person, 4)
    close(first)
    assert (first.mean, first.gap, first.fall) == (Decimal("4.0"), Decimal("0.0"), None)
    second = open_pulse(cast)
    for person, value in zip((*ours, *theirs), (2, 2, 3, 4, 4, 4, 3), strict=True):
        answer(second, person, value, commitment=5)
    with day(3):
        close(second)
    assert (second.mean, second.gap, second.fall) == (Decimal("3.1"), Decimal("1.5"), Decimal("1.7"))
    university = side(second, cast.university)
    assert (university.mean, university.answers, university.fall) == (Decimal("2.3"), 3, Decimal("1.7"))
    keys = ["trust.pulse", "trust.pulse_fall", "trust.pulse_gap"]
    figures = measured(Partnership.objects.all(), keys)
    assert list(figures[cast.partnership.pk].values()) == [Decimal("3.1"), Decimal("1.7"), Decimal("1.5")]
    assert list(figures[cast.sibling_partnership.pk].values()) == [None, None, None]
    shown = results(second, standing(cast.representative, cast.partnership))
    assert [column["kind"] for column in shown.sides] == ["ours", "theirs"]
    flags = {row.label: (row.is_gap, [cell["fall"] for cell in row.cells]) for row in shown.flagged}
    assert set(flags) == {"Trust, all in all", *(str(d.label) for d in Dimension if d != Dimension.COMMITMENT)}
    assert flags["Ability"] == (True, [None, Decimal("1.7")])
    line = trend(standing(cast.officer, cast.partnership))
    assert [row["values"] for row in line.rows] == [[Decimal("4.0"), Decimal("4.0")], [Decimal("2.3"), Decimal("3.8")]]
    assert [(row["fell"], row["apart"]) for row in line.rows] == [(False, False), (True, True)]
    assert [(one.series.kind, len(one.marks), len(one.paths)) for one in line.chart.lines] == [("ours", 2, 1), ("theirs", 2, 1)]


def test_a_fall_is_told_since_what_all_who_read_of_it_read(cast):
    groups = group(cast, "university", 3), group(cast, "partner", 3)
    told = []
    for value in (5, 4, 2):
        if len(told) == 1:
            seat_newcomer(cast)
        pulse = open_pulse(cast)
        for person in (*groups[0], *groups[1]):
            answer(pulse, person, value)
        with day(len(told)):
            close(pulse)
        shown = results(pulse, standing(cast.representative, cast.partnership))
        falls = {cell["fall"] for row in shown.rows for cell in row.cells if row.label != "Commitment"}
        told.append((pulse.fall, falls - {None}))
    assert told == [(None, set()), (None, set()), (Decimal("2.0"), {Decimal("2.0")})]


def test_who_does_not_read_the_open_one_learns_no_more_than_that(cast):
    open_pulse(cast)
    newcomer = seat_newcomer(cast)[1]
    later = f.TrustPulseFactory(partnership=cast.partnership, author=cast.officer)
    with pytest.raises(Refused) as refusal:
        pulses.open_pulse(later, actor=newcomer)
    assert refusal.value.messages == [str(UNSEEN)]


def test_at_the_thresholds(cast):
    """A fall of one point and a gap of one and a half raise the flag; a tenth less does not."""
    pulse = f.TrustPulseFactory(partnership=cast.partnership, closed=True, gap=Decimal("1.4"))
    near = f.PulseSideFactory(pulse=pulse, party=cast.university, mean=Decimal("2.5"), fall=Decimal("0.9"))
    f.PulseSideFactory(pulse=pulse, party=cast.partner, mean=Decimal("3.9"))
    shown = results(pulse, standing(cast.officer, cast.partnership))
    assert shown.flagged == []
    near.fall, pulse.gap = Decimal("1.0"), Decimal("1.5")
    near.save()
    shown = results(pulse, standing(cast.officer, cast.partnership))
    assert [(row.is_gap, row.cells[0]["fall"]) for row in shown.flagged] == [(True, Decimal("1.0"))]
