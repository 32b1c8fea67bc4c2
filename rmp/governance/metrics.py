"""The figures of this room that trust is measured by and an exit is triggered by."""

import datetime as dt

from django.db.models import Case, Count, F, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _

from partnerships.practices.metrics import Metric, counted, register_metrics
from rmp.governance.models import Decision, Issue, Meeting


def held_share() -> Subquery:
    """Of the meetings called for the last year whose time has passed, how many in a hundred were held; NULL where there was none."""
    last_year = Meeting.objects.disclosed().filter(starts_at__lt=Now(), starts_at__gte=Now() - Value(dt.timedelta(days=365)))
    called = last_year.exclude(state=Meeting.State.PLANNED).filter(partnership=OuterRef("pk")).order_by().values("partnership")
    counts = called.annotate(all=Count("pk"), held=Count("pk", filter=Q(held_on__isnull=False)))
    share = Cast(F("held"), FloatField()) * 100 / F("all")
    return Subquery(counts.annotate(share=Case(When(all__gt=0, then=share))).values("share"), output_field=FloatField())


register_metrics(
    Metric(
        "governance.issues_open",
        _("Issues not settled"),
        counted(Issue.objects.disclosed().unsettled()),
        Metric.Better.LOW,
        link="rmp_governance:issue-list",
    ),
    Metric(
        "governance.issues_top",
        _("Issues at the highest level or past it"),
        counted(Issue.objects.disclosed().at_the_top()),
        Metric.Better.LOW,
        link="rmp_governance:issue-list",
    ),
    Metric(
        "governance.minutes_late",
        _("Meetings whose minutes are late"),
        counted(Meeting.objects.disclosed().with_late_minutes()),
        Metric.Better.LOW,
        link="rmp_governance:meeting-list",
    ),
    Metric(
        "governance.decisions_overdue",
        _("Decisions not taken or not implemented in time"),
        counted(Decision.objects.disclosed().overdue()),
        Metric.Better.LOW,
        link="rmp_governance:decision-list",
    ),
    Metric(
        "governance.meetings_held_share",
        _("Meetings called in the last year that were held"),
        held_share(),
        Metric.Better.HIGH,
        unit="%",
        link="rmp_governance:meeting-list",
    ),
)
