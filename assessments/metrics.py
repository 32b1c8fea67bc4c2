"""Figures of this room that indicators of trust and triggers of an exit may use."""

from django.db.models import Avg, Min
from django.utils.translation import gettext_lazy as _

from assessments.evidence import MEAN, improvements, over_last, significant_gaps
from assessments.models import Improvement, Kind
from partnerships.practices.metrics import Metric, counted, register_metrics

HOME = "assessments:home"
register_metrics(
    Metric("assessments.last_mean", _("Mean of the last assessment"), over_last(Avg(MEAN)), Metric.Better.HIGH, link=HOME),
    Metric(
        "assessments.lowest", _("Lowest reading of the last assessment"), over_last(Min(MEAN)), Metric.Better.HIGH, link=HOME
    ),
    Metric(
        "assessments.last_health",
        _("Mean of the last health check"),
        over_last(Avg(MEAN), Kind.HEALTH_CHECK),
        Metric.Better.HIGH,
        link=HOME,
    ),
    Metric(
        "assessments.gap_significant",
        _("Significant gaps in the last assessment"),
        significant_gaps(),
        Metric.Better.LOW,
        link=HOME,
    ),
    Metric(
        "assessments.improvements_open",
        _("Improvements agreed and not checked"),
        counted(improvements.unchecked()),
        Metric.Better.LOW,
        link="assessments:improvement-list",
    ),
    Metric(
        "assessments.improvements_without_effect",
        _("Improvements that did not help"),
        counted(improvements.filter(state=Improvement.State.NOT_EFFECTIVE)),
        Metric.Better.LOW,
        link="assessments:improvement-list",
    ),
)
