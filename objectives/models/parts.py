"""What hangs on an objective: how it is measured, staffed, understood, checked and told (5.3.3.1, 5.3.3.2, 5.3.3.4, 5.3.3.5)."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models.objective import Objective
from objectives.querysets import MeasureQuerySet
from partnerships.clock import today
from partnerships.models import Term
from partnerships.records.describe import text
from partnerships.records.models import PartyPart, RecordPart

NUMBER: dict[str, Any] = {"max_digits": 15, "decimal_places": 3}


class Measure(RecordPart):
    """What can be counted, from where to where (5.3.3.5)."""

    record_kind = "measure"

    part_of = "objective"
    FIXED: ClassVar[tuple[str, ...]] = ("name", "unit", "baseline", "target")

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="measures", editable=False)
    name = models.CharField(_("measure"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("value at the start"), default=0, **NUMBER)
    target = models.DecimalField(_("target"), **NUMBER)
    due_on = models.DateField(_("by"), null=True, blank=True)

    objects: ClassVar[Any] = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = (
            models.CheckConstraint(
                condition=~Q(target=F("baseline")),
                name="measure_target_differs",
                violation_error_message=_("The target is where it starts: nothing would change."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def higher_is_better(self) -> bool:
        return self.target > self.baseline

    @property
    def value(self) -> Decimal | None:
        """The newest reading's value. Where several measures are shown: ask `with_newest()`, or prefetch `readings`."""
        if hasattr(self, "newest"):
            return self.newest
        latest = max(self.readings.all(), key=lambda reading: (reading.on, reading.created_at), default=None)
        return latest.value if latest else None

    @property
    def progress(self) -> float | None:
        """How much of the way from the baseline to the target is done, 0 to 1; None while nothing was read."""
        if self.value is None:
            return None
        way = (self.value - self.baseline) / (self.target - self.baseline)
        return float(min(max(way, Decimal(0)), Decimal(1)))

    def progress_text(self) -> str:
        return "" if self.progress is None else f"{self.progress:.0%}"

    progress_text.short_description = _("progress")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.objective.is_fixed else frozenset()


class Reading(RecordPart):
    record_kind = "reading"

    part_of = "measure"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings", editable=False)
    on = models.DateField(_("on"), default=today)
    value = models.DecimalField(_("value"), **NUMBER)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ("-on", "-created_at")
        indexes = (models.Index(fields=("measure", "-on")),)

    def __str__(self) -> str:
        return f"{self.measure}: {text(self.value)} {self.measure.unit}".strip()


class Milestone(RecordPart):
    """A step on the way, with a day (5.3.3.4)."""

    record_kind = "milestone"

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        REACHED = "reached", _("Reached")
        MISSED = "missed", _("Missed")
        DROPPED = "dropped", _("Dropped")

    part_of = "objective"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.REACHED, State.MISSED, State.DROPPED}),
        State.MISSED: frozenset({State.REACHED, State.DROPPED}),
        State.REACHED: frozenset(),
        State.DROPPED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("title", "due_on")

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="milestones", editable=False)
    title = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    reached_on = models.DateField(_("reached on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = (models.Index(fields=("state", "due_on")), models.Index(fields=("objective", "due_on")))

    def __str__(self) -> str:
        return self.title

    @property
    def is_fixed(self) -> bool:
        """Whether it was agreed together with the objective. A milestone set later is a working one."""
        agreed_at = self.objective.agreed_at if self.objective.is_fixed else None
        return agreed_at is not None and not self._state.adding and self.created_at <= agreed_at

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_fixed else frozenset()


class ResourceCommitment(PartyPart):
    """What a party puts in: planned and delivered (5.3.1, 5.3.3.2)."""

    record_kind = "resource-commitment"

    part_of = "objective"

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="commitments", editable=False)
    resource = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("resource"),
        limit_choices_to={"taxonomy": Term.Taxonomy.RESOURCE, "active": True},
    )
    description = models.CharField(_("what exactly"), max_length=250, blank=True)
    planned = models.DecimalField(_("planned"), **NUMBER)
    delivered = models.DecimalField(_("delivered"), default=0, **NUMBER)
    unit = models.CharField(_("unit"), max_length=40, help_text=_("Euro, hours, places ..."))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("resource commitment")
        verbose_name_plural = _("resources")
        constraints = (
            models.CheckConstraint(
                condition=Q(planned__gte=0, delivered__gte=0),
                name="commitment_not_negative",
                violation_error_message=_("A quantity cannot be less than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="commitment_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.resource}: {text(self.planned)} {self.unit}"


class CapabilityCheck(PartyPart):
    """Whether a party truly has the people and means for it, and what that depends on (5.3.3.5)."""

    record_kind = "capability-check"

    class Verdict(models.TextChoices):
        CAPABLE = "capable", _("We can do it")
        WITH_CONDITIONS = "with_conditions", _("We can, under conditions")
        NOT_CAPABLE = "not_capable", _("We cannot do it")

    part_of = "objective"

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="capability_checks", editable=False)
    verdict = models.CharField(_("judgement"), max_length=20, choices=Verdict.choices)
    factors = models.TextField(_("what it depends on"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("capability check")
        verbose_name_plural = _("capability checks")
        constraints = (
            models.UniqueConstraint(
                fields=("objective", "party"),
                name="capability_check_one_per_party",
                violation_error_message=_("Your party has checked this already: change that check."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party.short_name}: {self.get_verdict_display()}"


class Restatement(PartyPart):
    """The other party's objective in one's own words, confirmed or corrected by its owner (5.3.3.1)."""

    record_kind = "restatement"

    class State(models.TextChoices):
        STATED = "stated", _("Waits for an answer")
        CONFIRMED = "confirmed", _("Confirmed")
        CORRECTED = "corrected", _("Corrected")

    part_of = "objective"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.STATED: frozenset({State.CONFIRMED, State.CORRECTED}),
        State.CORRECTED: frozenset({State.STATED}),
        State.CONFIRMED: frozenset(),
    }

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="restatements", editable=False)
    text = models.TextField(_("in our own words"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.STATED, editable=False)
    correction = models.TextField(_("correction by the owner"), blank=True, editable=False)

    class Meta:
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        constraints = (
            models.UniqueConstraint(
                fields=("objective", "party"),
                name="restatement_one_per_party",
                violation_error_message=_("Your party has restated this already."),
            ),
        )

    def __str__(self) -> str:
        return str(_("%(party)s on “%(objective)s”") % {"party": self.party.short_name, "objective": self.objective})

    def locked_fields(self) -> frozenset[str]:
        """What was answered stays as it was answered."""
        return frozenset() if self.state == self.State.STATED else frozenset({"text"})

    def clean(self) -> None:
        super().clean()
        if self.objective.party_id in (None, self.party_id):
            raise ValidationError(_("One restates what the other party wants, not one's own or the common objectives."))


class ProgressCheck(RecordPart):
    """How it stands, looked at on a day (5.3.3.5). The newest one gives the objective its health."""

    record_kind = "progress-check"
    is_removable = False  # the newest check is the objective's health; a wrong one is corrected

    part_of = "objective"

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="checks", editable=False)
    on = models.DateField(_("on"), default=today)
    finding = models.TextField(_("finding"))
    health = models.CharField(_("health"), max_length=10, choices=Objective.Health.choices)
    next_on = models.DateField(_("next check"), null=True, blank=True)

    class Meta:
        verbose_name = _("progress check")
        verbose_name_plural = _("progress checks")
        constraints = (
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="progress_check_next_later",
                violation_error_message=_("The next check comes after this one."),
            ),
        )
        indexes = (models.Index(fields=("objective", "-on")), models.Index(fields=("next_on",)))

    def __str__(self) -> str:
        return f"{self.on}: {self.get_health_display()}"


class Communication(RecordPart):
    """Whom the objective was told, and how (5.3.3.5)."""

    record_kind = "communication"

    part_of = "objective"

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="communications", editable=False)
    audience = models.CharField(_("to whom"), max_length=200)
    channel = models.CharField(_("how"), max_length=100, help_text=_("Mail, meeting, newsletter ..."))
    on = models.DateField(_("on"), default=today)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("communication")
        verbose_name_plural = _("communications")

    def __str__(self) -> str:
        return f"{self.audience} ({self.on})"
