"""The figures of this room that trust indicators watch and exit triggers ask for. All of them start at what every party may read."""

from typing import Any

from django.db.models import Case, Count, FloatField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from assessments.trust.models import BehaviourSignal, BenefitReview, Concern, Promise, TrustPulse
from assessments.trust.querysets import LOOKING_BACK, DaysAgo
from partnerships.clock import Today
from partnerships.practices.metrics import Metric, counted, register_metrics

Better = Metric.Better
promises = Promise.objects.disclosed()
pulses = TrustPulse.objects.disclosed().told().order_by("-closed_on", "-updated_at")
reviews = BenefitReview.objects.disclosed().concluded().order_by("-ends_on")
signals = BehaviourSignal.objects.disclosed()


def latest(records: "QuerySet[Any]", field: str) -> Subquery:
    """The value of the first of the records, in their order; NULL where there is none."""
    return Subquery(records.filter(partnership=OuterRef("pk")).values(field)[:1])


def _reliability() -> Subquery:
    """Percent of the promises that came due in the last year and were kept in time, of all parties together; NULL where none came due."""
    kept = Sum(Case(When(state="kept", then=Value(100.0)), default=Value(0.0)), output_field=FloatField())
    mine = promises.counted().filter(partnership=OuterRef("pk")).order_by().values("partnership")
    return Subquery(mine.annotate(found=kept / NullIf(Cast(Count("pk"), FloatField()), Value(0.0))).values("found"))


broken = promises.filter(state="broken", settled_on__gte=DaysAgo(LOOKING_BACK))
since_rebalanced = reviews.filter(conclusion="rebalance")

register_metrics(
    Metric("trust.reliability", _("Promises kept in time"), _reliability(), Better.HIGH, "%", "assessments_trust:promise-list"),
    Metric("trust.broken", _("Broken promises in a year"), counted(broken), Better.LOW, link="assessments_trust:promise-list"),
    Metric(
        "trust.overdue", _("Promises overdue"), counted(promises.overdue()), Better.LOW, link="assessments_trust:promise-list"
    ),
    Metric(
        "trust.pulse",
        _("Trust in the last pulse"),
        latest(pulses, "mean"),
        Better.HIGH,
        link="assessments_trust:trustpulse-list",
    ),
    Metric(
        "trust.pulse_fall",
        _("Largest fall of a side since the pulse before"),
        latest(pulses, "fall"),
        Better.LOW,
        link="assessments_trust:trustpulse-list",
    ),
    Metric(
        "trust.pulse_gap",
        _("Gap between the sides in the last pulse"),
        latest(pulses, "gap"),
        Better.LOW,
        link="assessments_trust:trustpulse-list",
    ),
    Metric(
        "trust.fairness",
        _("Lowest reading of fairness in the last review"),
        latest(reviews, "lowest_fairness"),
        Better.HIGH,
        link="assessments_trust:benefitreview-list",
    ),
    Metric(
        "trust.rebalance",
        _("Reviews that asked for rebalancing, of the last two"),
        Coalesce(
            Subquery(
                since_rebalanced.filter(
                    pk__in=reviews.filter(partnership=OuterRef(OuterRef("pk"))).values("pk")[:2], partnership=OuterRef("pk")
                )
                .order_by()
                .values("partnership")
                .annotate(found=Count("pk"))
                .values("found")
            ),
            Value(0),
        ),
        Better.LOW,
        link="assessments_trust:benefitreview-list",
    ),
    Metric(
        "trust.unanswered",
        _("Signals of behaviour without a reply in time"),
        counted(signals.waiting().filter(reply_by__lt=Today())),
        Better.LOW,
        link="assessments_trust:behavioursignal-list",
    ),
    Metric(
        "trust.concerns",
        _("Concerns to both sides that are overdue"),
        counted(Concern.objects.disclosed().joint().unsettled().filter(state="received", due_on__lt=Today())),
        Better.LOW,
        link="assessments_trust:concern-list",
    ),
)
