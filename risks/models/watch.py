"""How a risk is kept in sight: indicators with their readings, and reviews (5.10)."""

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.models import RecordPart
from risks.models.risk import Risk
from risks.querysets import RiskIndicatorQuerySet

NUMBER: dict[str, Any] = {"max_digits": 15, "decimal_places": 3}


class Indicator(RecordPart):
    """A figure that shows early that a risk comes nearer. Past the first threshold one watches, past the second one acts."""

    record_kind = "indicator"

    class Sense(models.TextChoices):
        ABOVE = "above", _("High is bad")
        BELOW = "below", _("Low is bad")

    class Rhythm(models.IntegerChoices):
        WEEKLY = 7, _("Every week")
        MONTHLY = 30, _("Every month")
        QUARTERLY = 91, _("Every quarter")
        YEARLY = 365, _("Every year")

    class Status(models.TextChoices):
        UNREAD = "unread", _("not read yet")
        CALM = "calm", _("calm")
        WATCH = "watch", _("watch")
        OVER = "over", _("over the limit")

    part_of = "risk"

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="indicators", editable=False)
    name = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    sense = models.CharField(_("direction"), max_length=5, choices=Sense.choices, default=Sense.ABOVE)
    watch_at = models.DecimalField(_("watch from"), **NUMBER)
    act_at = models.DecimalField(_("act from"), **NUMBER)
    rhythm = models.PositiveSmallIntegerField(_("read"), choices=Rhythm.choices, default=Rhythm.QUARTERLY)
    next_on = models.DateField(_("next reading"), default=today)

    objects: ClassVar[Any] = RiskIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            models.CheckConstraint(
                condition=Q(sense="above", act_at__gte=F("watch_at")) | Q(sense="below", act_at__lte=F("watch_at")),
                name="indicator_thresholds_in_order",
                violation_error_message=_("Where one acts lies beyond where one begins to watch."),
            ),
        )
        indexes = (models.Index(fields=("next_on",)),)

    def __str__(self) -> str:
        return self.name

    @property
    def value(self) -> Decimal | None:
        """The newest reading's value; prefetch `readings` where several indicators are shown."""
        latest = max(self.readings.all(), key=lambda reading: (reading.on, reading.created_at), default=None)
        return latest.value if latest else None

    @property
    def status(self) -> Status:
        value = self.value
        if value is None:
            return self.Status.UNREAD
        sign = 1 if self.sense == self.Sense.ABOVE else -1
        if sign * value >= sign * self.act_at:
            return self.Status.OVER
        return self.Status.WATCH if sign * value >= sign * self.watch_at else self.Status.CALM

    def newest_text(self) -> str:
        return "" if self.value is None else f"{text(self.value)} {self.unit}".strip()

    newest_text.short_description = _("newest")  # type: ignore[attr-defined]

    def status_text(self) -> str:
        return str(self.status.label)

    status_text.short_description = _("status")  # type: ignore[attr-defined]


class IndicatorReading(RecordPart):
    record_kind = "indicator-reading"

    part_of = "indicator"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings", editable=False)
    on = models.DateField(_("on"), default=today)
    value = models.DecimalField(_("value"), **NUMBER)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ("-on", "-created_at")

    def __str__(self) -> str:
        return f"{text(self.value)} {self.indicator.unit}".strip()

    def clean(self) -> None:
        super().clean()
        if self.on and self.on > today():
            raise ValidationError({"on": _now("This day has not come yet.")})


class RiskReview(RecordPart):
    """A look at the risk: what was found, and when one looks again."""

    record_kind = "risk-review"

    class Result(models.TextChoices):
        UNCHANGED = "unchanged", _("As it was")
        GROWN = "grown", _("Grown")
        SHRUNK = "shrunk", _("Shrunk")
        TO_CLOSE = "to_close", _("Can be closed")

    part_of = "risk"

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="reviews", editable=False)
    on = models.DateField(_("on"), default=today)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    finding = models.TextField(_("what we found"), blank=True)
    next_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = (
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="risk_review_next_is_later",
                violation_error_message=_("The next review comes after this one."),
            ),
        )

    def __str__(self) -> str:
        return f"{text(self.on)}: {self.get_result_display()}"  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if self.on and self.on > today():
            raise ValidationError({"on": _now("This day has not come yet.")})


def next_reading(indicator: Indicator, after: dt.date) -> dt.date:
    """When an indicator is read again after a day."""
    return after + dt.timedelta(days=indicator.rhythm)
