"""Figures by which the parties watch their trust, each with the value from which they act, and how they stood over time."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.trust.querysets import IndicatorQuerySet
from partnerships.access.spaces import InSpace
from partnerships.bases import UUIDModel
from partnerships.practices.metrics import METRICS, Metric
from partnerships.records.models import PartnershipRecord
from partnerships.rules.models import AgreedRule


class TrustIndicator(AgreedRule, PartnershipRecord):  # type: ignore[misc]
    """A metric that this partnership watches, with its threshold. Which metrics there are, the rooms say (METRICS)."""

    record_kind = "trust-indicator"
    RULE = ("metric", "threshold", "why")

    metric = models.CharField(_("figure"), max_length=80)
    threshold = models.DecimalField(
        _("threshold"), max_digits=9, decimal_places=2, help_text=_("The value from which the parties look into it.")
    )
    why = models.CharField(_("why this value"), max_length=300, blank=True)
    # Kept by the sweep that reads the figures (services.indicators.read_all).
    flagged_since = models.DateField(_("flagged since"), null=True, blank=True, editable=False)
    response = models.TextField(_("what we do about it"), blank=True, editable=False)
    responded_on = models.DateField(_("answered"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = IndicatorQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("trust indicator")
        verbose_name_plural = _("trust indicators")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=models.Q(party__isnull=True), name="trust_indicator_is_joint"),
            models.UniqueConstraint(
                fields=("partnership", "metric"),
                name="trust_indicator_once",
                violation_error_message=_("This figure is watched already: change its threshold."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("flagged_since",)))

    def __str__(self) -> str:
        metric = self.definition
        return str(metric.label) if metric else self.metric

    @property
    def definition(self) -> Metric | None:
        """What the room says that owns the figure; None when the room is gone."""
        return METRICS.get(self.metric)

    @property
    def unit(self) -> str:
        return str(self.definition.unit) if self.definition else ""

    def crossed(self, value: Any) -> bool:
        """Whether a value raises the flag: below the threshold where much is better, from it on where little is."""
        metric = self.definition
        if value is None or metric is None:
            return False
        return value < self.threshold if metric.better == Metric.Better.HIGH else value >= self.threshold

    def clean(self) -> None:
        super().clean()
        if self.metric and self.metric not in METRICS:
            raise ValidationError({"metric": _("There is no such figure.")})


class IndicatorReading(UUIDModel):
    """What an indicator said from one day on, until the next reading. One a day at most."""

    indicator = models.ForeignKey(TrustIndicator, models.CASCADE, related_name="readings")
    on = models.DateField(_("on"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True)
    flagged = models.BooleanField(_("flagged"), default=False)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ("-on",)
        constraints = (models.UniqueConstraint(fields=("indicator", "on"), name="trust_indicator_one_reading_a_day"),)

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"
