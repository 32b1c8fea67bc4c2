"""Indicators: read by the clock, kept when something changed, flagged, and answered."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.trust.models import IndicatorReading, TrustIndicator
from assessments.trust.services import indicators
from assessments.trust.tasks import sweep
from assessments.trust.tests import factories as f
from assessments.trust.tests.groups import day
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS
from partnerships.records.refusals import Refused
from partnerships.tests.factories import PartnershipFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def broken(cast, here, count=1):
    return f.PromiseFactory.create_batch(
        count, **here, by=cast.university, to=cast.partner, state="broken", due_on=today(), settled_on=today()
    )


def readings():
    return [(r.on - today(), r.value, r.flagged) for r in IndicatorReading.objects.order_by("on")]


def test_a_reading_is_kept_when_it_changed_whenever_and_however_often_it_is_read(cast, here):
    watched = f.TrustIndicatorFactory(**here, metric="trust.broken", threshold=2)
    assert (sweep(), sweep()) == (1, 0)
    with day(1):
        assert sweep() == 0
    broken(cast, here)
    with day(9):  # late: eight days were missed, and nothing is made up for them
        assert (sweep(), sweep()) == (1, 0)
        broken(cast, here)
        assert (sweep(), sweep()) == (1, 0)  # the same day once more: it takes the place of that day's
    watched.refresh_from_db()
    assert readings() == [(0 * DAY, Decimal(0), False), (9 * DAY, Decimal(2), True)]
    assert watched.flagged_since == today() + 9 * DAY
    assert [event.verb for event in Event.objects.all()] == ["flag raised"]


def test_a_flag_is_answered_and_lowered_again(cast, here):
    watched = f.TrustIndicatorFactory(**here, metric="trust.broken", threshold=1)
    with pytest.raises(Refused, match="No flag"):
        indicators.respond(watched, actor=cast.officer, response="x")
    lines = broken(cast, here)
    sweep()
    stale = TrustIndicator.objects.get()
    indicators.respond(stale, actor=cast.representative, response=" We meet on Friday. ")
    sweep()
    watched.refresh_from_db()
    assert (watched.response, watched.responded_on, watched.flagged_since) == ("We meet on Friday.", today(), today())
    for line in lines:
        line.state = "released"
        line.save()
    sweep()
    watched.refresh_from_db()
    assert (watched.response, watched.responded_on, watched.flagged_since) == ("", None, None)
    assert {event.verb for event in Event.objects.all()} == {"flag raised", "changed", "flag lowered"}


@pytest.mark.parametrize(
    ("metric", "threshold", "value", "flagged"),
    [
        ("trust.reliability", 80, 80, False),
        ("trust.reliability", 80, Decimal("79.9"), True),
        ("trust.pulse_fall", 1, Decimal("0.9"), False),
        ("trust.pulse_fall", 1, 1, True),
        ("trust.pulse", 3, None, False),
        ("gone.room", 3, 9, False),
    ],
)
def test_where_the_threshold_lies(metric, threshold, value, flagged):
    assert f.TrustIndicatorFactory.build(metric=metric, threshold=threshold).crossed(value) is flagged


def test_all_partnerships_are_read_in_a_few_statements(cast, here, django_assert_num_queries):
    f.TrustIndicatorFactory(**here, metric="trust.broken", threshold=1)
    sweep()
    many = PartnershipFactory.create_batch(30)
    for partnership in many:
        f.TrustIndicatorFactory(partnership=partnership, author=cast.officer, metric="trust.overdue", threshold=1)
        f.TrustIndicatorFactory(partnership=partnership, author=cast.officer, metric="trust.pulse", threshold=3)
    Partnership.objects.filter(pk=many[0].pk).update(state="closed")
    with django_assert_num_queries(4):  # keys, indicators, figures, readings
        assert indicators.read_all() == 58


def test_the_usual_figures_are_watched_once(cast):
    url = reverse("assessments_trust:usual", args=[cast.partnership.slug])
    client = cast.client(cast.partner_contributor)
    for _time in range(2):
        assert client.post(url).status_code == 302
    assert list(TrustIndicator.objects.order_by("metric").values_list("metric", flat=True)) == sorted(
        key for key, _threshold in indicators.USUAL
    )
    assert {key for key, _threshold in indicators.USUAL} <= set(METRICS)


def test_what_is_watched_is_a_figure_of_some_room_and_watched_once(cast, here):
    f.TrustIndicatorFactory(**here)
    url = reverse("assessments_trust:trustindicator-create", args=[cast.partnership.slug])
    client = cast.client(cast.officer)
    for metric, threshold, field in (
        ("no.such", "3", "metric"),
        ("trust.broken", "many", "threshold"),
        ("trust.broken", "1e20", "threshold"),
    ):
        assert field in client.post(url, {"metric": metric, "threshold": threshold}).context["form"].errors
    assert "watched already" in client.post(url, {"metric": "trust.reliability", "threshold": "3"}).content.decode()
    assert TrustIndicator.objects.count() == 1
