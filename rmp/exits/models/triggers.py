"""The signs at which the parties look at an end together. A trigger that fires opens an assessment; it ends nothing."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.bases import UUIDModel
from partnerships.practices.metrics import METRICS
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord
from partnerships.rules.models import AgreedRule
from rmp.exits.querysets import TriggerQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def metric_choices() -> "list[tuple[str, str | _StrPromise]]":
    return sorted(((metric.key, metric.label) for metric in METRICS.values()), key=lambda choice: str(choice[1]).casefold())


class Category(models.TextChoices):
    ACHIEVED = "achieved", _("Objectives met")
    TERM = "term", _("End of the term")
    STRATEGY = "strategy", _("No longer relevant, change of strategy")
    FUNDING = "funding", _("End of funding")
    MISSED = "missed", _("Objectives missed again and again")
    IMBALANCE = "imbalance", _("Lasting imbalance of benefits")
    TRUST = "trust", _("Trust below the floor")
    ISSUE = "issue", _("Issue unresolved at the top level")
    BREACH = "breach", _("Breach")
    INSOLVENCY = "insolvency", _("Insolvency")
    CONTROL = "control", _("Change of ownership or control")
    COMPETITOR = "competitor", _("Conflict with a competitor")
    KEY_PERSON = "key_person", _("Loss of a key person")
    ETHICS = "ethics", _("Event of ethics or integrity")
    LEGAL = "legal", _("Change of law, sanctions, regulation")
    INCIDENT = "incident", _("Incident with data or intellectual property")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")
    NOTICE = "notice", _("Notice by one party")
    READINESS = "readiness", _("Not ready for an end")


class ExitTrigger(AgreedRule, PartnershipRecord):  # type: ignore[misc]
    """One sign, how it is read, and where it stands."""

    record_kind = "exit-trigger"
    RULE = (
        *("title", "category", "kind", "metric", "side", "threshold", "warn_at", "on_date", "warn_days", "reading"),
        "assess_within",
    )
    FACTS = ("ends_on",)

    class Kind(models.TextChoices):
        METRIC = "metric", _("A figure")
        DATE = "date", _("A date")
        EVENT = "event", _("An event")
        JUDGEMENT = "judgement", _("A judgement")

    class Side(models.TextChoices):
        AT_LEAST = "at_least", _("reaches or exceeds")
        AT_MOST = "at_most", _("falls to or below")

    class State(models.TextChoices):
        ARMED = "armed", _("Armed")
        WARNING = "warning", _("Warning")
        FIRED = "fired", _("Fired")
        ASSESSING = "assessing", _("Being assessed")
        CONFIRMED = "confirmed", _("Confirmed")
        WAIVED = "waived", _("Waived")
        FALSE_ALARM = "false_alarm", _("False alarm")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.ARMED: frozenset({State.WARNING, State.FIRED}),
        State.WARNING: frozenset({State.ARMED, State.FIRED}),
        State.FIRED: frozenset({State.ASSESSING, State.ARMED}),
        State.ASSESSING: frozenset({State.CONFIRMED, State.WAIVED, State.FALSE_ALARM, State.ARMED}),
        State.CONFIRMED: frozenset({State.ARMED}),
        State.WAIVED: frozenset({State.ARMED}),
        State.FALSE_ALARM: frozenset({State.ARMED}),
    }
    WATCHED: ClassVar[tuple[str, ...]] = (State.ARMED, State.WARNING)

    title = models.CharField(_("sign"), max_length=200)
    category = models.CharField(_("category"), max_length=16, choices=Category.choices)
    kind = models.CharField(_("read from"), max_length=10, choices=Kind.choices)
    metric = models.CharField(
        _("figure"), max_length=60, blank=True, choices=metric_choices, help_text=_("For a figure: counted from live records.")
    )
    side = models.CharField(_("fires when it"), max_length=10, choices=Side.choices, blank=True)
    threshold = models.DecimalField(_("threshold"), max_digits=12, decimal_places=2, null=True, blank=True)
    warn_at = models.DecimalField(_("warn at"), max_digits=12, decimal_places=2, null=True, blank=True)
    on_date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("For a date. Empty: the day on which the partnership ends.")
    )
    warn_days = models.PositiveSmallIntegerField(
        _("days before the date to fire"),
        default=0,
        validators=[MaxValueValidator(1095)],
        help_text=_("So that there is time to renew, or to end well."),
    )
    reading = models.TextField(
        _("how one tells"), blank=True, max_length=2000, help_text=_("For an event or a judgement: who sees it, by what.")
    )
    assess_within = models.PositiveSmallIntegerField(
        _("days to assess it"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ARMED, editable=False)
    fired_on = models.DateField(_("fired on"), null=True, editable=False)
    fired_because = models.CharField(_("fired because"), max_length=300, blank=True, editable=False)
    waived_because = models.TextField(_("waived because"), blank=True, editable=False)
    waived_until = models.DateField(_("waived until"), null=True, editable=False)

    objects: ClassVar[Any] = TriggerQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("trigger")
        verbose_name_plural = _("triggers")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_trigger_is_joint"),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(waived_because="") & Q(waived_until__isnull=False),
                name="exit_trigger_waived_with_reason_and_until",
            ),
            models.CheckConstraint(
                condition=~Q(kind="metric") | ~Q(metric="") & ~Q(side="") & Q(threshold__isnull=False),
                name="exit_trigger_figure_has_a_threshold",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "kind")))

    def __str__(self) -> str:
        return self.title

    # --- how it is read ---------------------------------------------------------------------------------------------
    @property
    def is_known(self) -> bool:
        """Whether there is a room that counts its figure."""
        return self.kind != self.Kind.METRIC or self.metric in METRICS

    @property
    def falls_on(self) -> dt.date | None:
        """The date of a date trigger."""
        return self.on_date or self.partnership.ends_on

    def counts_from(self) -> tuple[str, ...]:
        return self.FACTS if self.kind == self.Kind.DATE and self.on_date is None else ()

    def reached(self, value: Decimal, limit: Decimal) -> bool:
        return value >= limit if self.side == self.Side.AT_LEAST else value <= limit

    def rule(self) -> str:
        """The rule in words."""
        match self.kind:
            case self.Kind.METRIC:
                name = METRICS[self.metric].label if self.metric in METRICS else self.metric
                said = f"{name} {self.get_side_display()} {text(self.threshold)}"
                return said if self.is_known else _now("%(rule)s (no room counts this here)") % {"rule": said}
            case self.Kind.DATE:
                day = text(self.falls_on) or _now("the end of the partnership, which has no date yet")
                return _now("%(days)s days before %(day)s") % {"days": self.warn_days, "day": day} if self.warn_days else day
        return self.reading

    rule.short_description = _("rule")  # type: ignore[attr-defined]

    def clean(self) -> None:
        """What each kind needs, and nothing of the others."""
        super().clean()
        match self.kind:
            case self.Kind.METRIC:
                self._clean_figure()
                self.on_date, self.warn_days = None, 0
            case self.Kind.DATE:
                self._forget_figure()
                if self.on_date is None and self.partnership.ends_on is None:
                    raise ValidationError({"on_date": _("The partnership has no end date yet: name the day.")})
            case self.Kind.EVENT | self.Kind.JUDGEMENT:
                self._forget_figure()
                self.on_date, self.warn_days = None, 0
                if not self.reading.strip():
                    raise ValidationError({"reading": _("Say how one tells.")})

    def _clean_figure(self) -> None:
        missing = {n: _("A figure needs this.") for n in ("metric", "side") if not getattr(self, n)}
        if self.threshold is None:
            missing["threshold"] = _("A figure needs this.")
        if missing:
            raise ValidationError(missing)
        assert self.threshold is not None
        if self.warn_at is not None and self.reached(self.warn_at, self.threshold):
            raise ValidationError({"warn_at": _("It must warn before it fires.")})

    def _forget_figure(self) -> None:
        self.metric, self.side, self.threshold, self.warn_at = "", "", None, None

    def locked_fields(self) -> frozenset[str]:
        """While an assessment looks at it, and once it is confirmed, the rule stays."""
        if self.state in (*self.WATCHED, self.State.WAIVED, self.State.FALSE_ALARM):
            return super().locked_fields()
        return super().locked_fields() | frozenset({"kind", "metric", "side", "threshold", "on_date", "warn_days"})


class TriggerReading(UUIDModel):
    """What the figure of a trigger was on a day: kept where it is new, so that a page can show its course."""

    trigger = models.ForeignKey(ExitTrigger, models.CASCADE, related_name="readings", verbose_name=_("trigger"))
    on = models.DateField(_("on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("reading of a trigger")
        verbose_name_plural = _("readings of triggers")
        ordering = ("trigger", "-on")
        constraints = (models.UniqueConstraint(fields=("trigger", "on"), name="exit_one_reading_a_day"),)

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"
