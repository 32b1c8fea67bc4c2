"""Figures of this room that trust indicators and exit triggers may read. Of people they know only what was published."""

from django.db.models import FloatField, Value
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _

from partnerships.practices.metrics import Metric, counted, register_metrics
from rmp.competence.evidence import figures, inductions, measures, observations
from rmp.competence.models import BehaviourObservation, CoverageFigure

Kind, Band = BehaviourObservation.Kind, CoverageFigure.Band
PER_CENT = Value(100.0, output_field=FloatField())

_most = Cast(counted(figures.filter(band=Band.MOST), "snapshot__"), FloatField())
_all = NullIf(Cast(counted(figures, "snapshot__"), FloatField()), Value(0.0))

register_metrics(
    Metric(
        "competence.covered",
        _("Published figures in which two thirds or more reach the level"),
        PER_CENT * _most / _all,
        Metric.Better.HIGH,
        unit="%",
        link="rmp_competence:coverage",
    ),
    Metric(
        "competence.weak",
        _("Published figures in which fewer than a third reach the level"),
        counted(figures.filter(band=Band.FEW), "snapshot__"),
        Metric.Better.LOW,
        link="rmp_competence:coverage",
    ),
    Metric(
        "competence.development_overdue",
        _("Development actions overdue"),
        counted(measures.overdue()),
        Metric.Better.LOW,
        link="rmp_competence:developmentaction-list",
    ),
    Metric(
        "competence.concerns_open",
        _("Concerns about behaviour that are open"),
        counted(observations.filter(kind=Kind.CONCERN).unsettled()),
        Metric.Better.LOW,
        link="rmp_competence:behaviourobservation-list",
    ),
    Metric(
        "competence.answers_overdue",
        _("Observations of behaviour that wait too long for an answer"),
        counted(observations.overdue()),
        Metric.Better.LOW,
        link="rmp_competence:behaviourobservation-list",
    ),
    Metric(
        "competence.inductions_overdue",
        _("Inductions of newcomers overdue"),
        counted(inductions.overdue()),
        Metric.Better.LOW,
        link="rmp_competence:induction-list",
    ),
)
