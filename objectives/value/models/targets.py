"""What shall get better in how the parties work, from where to where."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models.parts import NUMBER
from objectives.value.models.common import way
from objectives.value.querysets import ImprovementTargetQuerySet
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord, RecordPart


class ImprovementTarget(PartnershipRecord):
    """An improvement that can be counted, beyond what the collaboration is for."""

    record_kind = "improvement-target"

    class Area(models.TextChoices):
        TIME = "time", _("Time")
        COST = "cost", _("Cost")
        QUALITY = "quality", _("Quality")
        INNOVATION = "innovation", _("Innovation")
        TALENT = "talent", _("Talent")
        RELATIONSHIP = "relationship", _("Working together")
        SOCIETY = "society", _("Society and environment")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        OPEN = "open", _("Under way")
        REACHED = "reached", _("Reached")
        MISSED = "missed", _("Missed")
        DROPPED = "dropped", _("Dropped")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.REACHED, State.MISSED, State.DROPPED}),
        State.MISSED: frozenset({State.OPEN}),
        State.REACHED: frozenset(),
        State.DROPPED: frozenset(),
    }

    # What was reached stays as it was set.
    FIXED: ClassVar[tuple[str, ...]] = ("title", "area", "baseline", "target", "unit", "due_on")

    title = models.CharField(_("what shall get better"), max_length=200)
    area = models.CharField(_("area"), max_length=15, choices=Area.choices)
    responsible = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible party")
    )
    baseline = models.DecimalField(_("value at the start"), **NUMBER)
    target = models.DecimalField(_("target"), **NUMBER)
    unit = models.CharField(_("unit"), max_length=40)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    objects: ClassVar[Any] = ImprovementTargetQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("improvement target")
        verbose_name_plural = _("improvement targets")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(target=F("baseline")),
                name="value_target_differs",
                violation_error_message=_("The target is where it starts: nothing would change."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return self.title

    @property
    def value(self) -> Decimal | None:
        """The newest reading's value. Where several targets are shown: ask `with_newest()`, or prefetch `readings`."""
        if hasattr(self, "newest"):
            return self.newest
        latest = max(self.readings.all(), key=lambda reading: (reading.on, reading.created_at), default=None)
        return latest.value if latest else None

    @property
    def progress(self) -> float | None:
        return way(self.baseline, self.target, self.value)

    def progress_text(self) -> str:
        return "" if self.progress is None else f"{self.progress:.0%}"

    progress_text.short_description = _("progress")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.state == self.State.REACHED else frozenset()


class TargetReading(RecordPart):
    """How far a target was on a day."""

    record_kind = "target-reading"

    part_of = "target"

    target = models.ForeignKey(ImprovementTarget, models.CASCADE, related_name="readings", editable=False)
    on = models.DateField(_("on"), default=today)
    value = models.DecimalField(_("value"), **NUMBER)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = (models.Index(fields=("target", "-on")),)

    def __str__(self) -> str:
        return f"{text(self.on)}: {text(self.value)} {self.target.unit}".rstrip()

    def clean(self) -> None:
        super().clean()
        if self.on and self.on > today():
            raise ValidationError({"on": _("That day has not come yet.")})

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"on", "value", "note"}) if self.target.locked_fields() else frozenset()
