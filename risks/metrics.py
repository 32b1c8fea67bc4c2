"""Figures of this room by which trust is measured and an exit may be triggered; of disclosed risks, as all figures are."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.metrics import Metric, counted, register_metrics
from risks.evidence import joint, large, live, treatments
from risks.scale import Level

register_metrics(
    Metric(
        "risks.critical",
        _("Critical threats, joint and shared"),
        counted(large.filter(level=Level.CRITICAL)),
        Metric.Better.LOW,
        link="risks:map",
    ),
    Metric(
        "risks.diverging",
        _("Risks that the parties read differently"),
        counted(live.diverging()),
        Metric.Better.LOW,
        link="risks:consistency",
    ),
    Metric(
        "risks.unreviewed",
        _("Joint risks whose review is overdue or not planned"),
        counted(joint.unreviewed()),
        Metric.Better.LOW,
        link="risks:consistency",
    ),
    Metric(
        "risks.unconsented",
        _("Treatments that wait for a party's consent or were refused it"),
        counted(treatments.unconsented(), "risk__"),
        Metric.Better.LOW,
        link="risks:consistency",
    ),
)
