"""The pulse of trust: six statements, answered by people of each side, blind until it closes, and told of no single person.

What one person answers is never kept as such. While a pulse is open there are counts by side and statement (`PulseCount`), which no
page shows; when it closes, what is published is computed once (`PulseSide`, `PulseFigure`) and the counts are removed. That somebody
has answered is kept apart (`PulseMark`), without what or when.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.trust.querysets import AskedPulseQuerySet, TrustPulseQuerySet
from partnerships.access.spaces import InSpace
from partnerships.bases import UUIDModel
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord

# Fewer answers of a side than this are not told; and all figures together give away no more of anybody than one mean of so many people.
SMALLEST_GROUP = 3
LOWEST, HIGHEST = 1, 5


class Dimension(models.TextChoices):
    ABILITY = "ability", _("Ability")
    BENEVOLENCE = "benevolence", _("Benevolence")
    INTEGRITY = "integrity", _("Integrity")
    PREDICTABILITY = "predictability", _("Predictability")
    OPENNESS = "openness", _("Openness")
    COMMITMENT = "commitment", _("Commitment")


# What trust is made of; commitment comes of it and is told beside it.
OF_TRUST = tuple(dimension for dimension in Dimension if dimension != Dimension.COMMITMENT)
STATEMENTS: dict[str, Any] = {
    Dimension.ABILITY: _("The other side can do what it has taken on."),
    Dimension.BENEVOLENCE: _("The other side also looks after what matters to us."),
    Dimension.INTEGRITY: _("The other side stands by its word, even when that is inconvenient."),
    Dimension.PREDICTABILITY: _("We know what to expect of the other side."),
    Dimension.OPENNESS: _("The other side tells us early what we ought to know."),
    Dimension.COMMITMENT: _("We want this partnership to go on, and would put effort into it."),
}


class TrustPulse(PartnershipRecord):
    """One asking. Planned, open from one day to another, then closed for good."""

    record_kind = "trust-pulse"

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.OPEN, State.CANCELLED}),
        State.OPEN: frozenset({State.CLOSED}),  # on its last day, by the clock: neither side ends it while the other answers
        State.CLOSED: frozenset(),  # never opened again: two results of one pulse could be held against each other
        State.CANCELLED: frozenset(),
    }

    opens_on = models.DateField(_("opens"), default=today)
    closes_on = models.DateField(_("closes"), help_text=_("The last day to answer."))
    occasion = models.CharField(
        _("occasion"), max_length=150, blank=True, help_text=_("Such as a quarter, or a change of the people who work here.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)
    # Computed from what is published, at closing: of the sides whose figures are told.
    mean = models.DecimalField(
        _("trust, mean of the sides"), max_digits=3, decimal_places=1, null=True, blank=True, editable=False
    )
    gap = models.DecimalField(
        _("largest gap between sides"), max_digits=3, decimal_places=1, null=True, blank=True, editable=False
    )
    fall = models.DecimalField(
        _("largest fall of a side"), max_digits=3, decimal_places=1, null=True, blank=True, editable=False
    )

    objects: ClassVar[Any] = TrustPulseQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("trust pulse")
        verbose_name_plural = _("trust pulses")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="trust_pulse_is_joint"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="trust_pulse_closes_after_opening",
                violation_error_message=_("It closes before it opens."),
            ),
            models.UniqueConstraint(
                fields=("partnership",), condition=Q(state="open"), name="trust_pulse_one_open_in_a_partnership"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | ~Q(state="closed") & Q(closed_on__isnull=True, mean__isnull=True, gap__isnull=True, fall__isnull=True),
                name="trust_pulse_figures_when_closed",
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state", "-closed_on")),
            models.Index(fields=("state", "closes_on")),
        )

    def __str__(self) -> str:
        day = {"date": text(self.closed_on or self.closes_on)}
        name = _now("Trust pulse of %(date)s") % day if self.closed_on else _now("Trust pulse until %(date)s") % day
        return f"{name}: {self.occasion}" if self.occasion else name

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def takes_answers(self) -> bool:
        """Whether an answer is taken today: after the last day none is, even before the sweep has closed it."""
        return self.is_open and today() <= self.closes_on

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    def sides_before(self) -> "models.QuerySet[PulseSide]":
        """What was told of sides in other pulses, of those that all who read this one read: with others nothing is compared."""
        all_read = Exact(F("pulse__audience").bitand(self.audience), self.audience)  # type: ignore[attr-defined,arg-type]
        return PulseSide.objects.filter(all_read, told=True, pulse__partnership=self.partnership_id).exclude(pulse=self.pk)

    def locked_fields(self) -> frozenset[str]:
        if self._state.adding or self.state == self.State.PLANNED:
            return frozenset()
        return frozenset({"opens_on", "occasion"} if self.is_open else {"opens_on", "closes_on", "occasion"})

    def clean(self) -> None:
        super().clean()
        if self.closes_on and self.closes_on < today() and self.state in (self.State.PLANNED, self.State.OPEN):
            raise ValidationError({"closes_on": _("This day has passed already.")})


class AskedPulse(TrustPulse):
    """A pulse as the person sees it who is asked: respondents answer without reading the joint space."""

    objects: ClassVar[Any] = AskedPulseQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("trust pulse to answer")
        verbose_name_plural = _("trust pulses to answer")

    def get_absolute_url(self) -> str:
        return reverse("assessments_trust:pulse-answer", args=[self.partnership.slug, self.pk])


class PulseMark(UUIDModel):
    """That a person has answered, so that nobody answers twice: not what, not when. Read by nobody but the person."""

    pulse = models.ForeignKey(TrustPulse, models.CASCADE, related_name="marks")
    # Protected: with a mark the group would be forgotten on which figures rest that stay.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mark of having answered")
        verbose_name_plural = _("marks of having answered")
        constraints = (models.UniqueConstraint(fields=("pulse", "user"), name="trust_pulse_answered_once"),)

    def __str__(self) -> str:
        return f"{self.pulse_id}"


class PulseCount(UUIDModel):
    """How many of a side gave a value to a statement, while the pulse is open. No page reads it; it goes when the pulse closes."""

    pulse = models.ForeignKey(TrustPulse, models.CASCADE, related_name="counts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=16, choices=Dimension.choices)
    value = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers")
        constraints = (
            models.UniqueConstraint(fields=("pulse", "party", "dimension", "value"), name="trust_pulse_one_count"),
            models.CheckConstraint(condition=Q(value__gte=LOWEST, value__lte=HIGHEST), name="trust_pulse_value_on_the_scale"),
        )

    def __str__(self) -> str:
        return f"{self.pulse_id} {self.dimension} {self.value}"


class PulseSide(UUIDModel):
    """What is published of one side: how many answered and its figures, or that they are not told."""

    pulse = models.ForeignKey(TrustPulse, models.CASCADE, related_name="sides")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    told = models.BooleanField(_("figures are told"))
    answers = models.PositiveIntegerField(_("answers"), null=True)
    mean = models.DecimalField(_("trust"), max_digits=3, decimal_places=1, null=True)
    fall = models.DecimalField(_("fall since the last time"), max_digits=3, decimal_places=1, null=True)

    class Meta:
        verbose_name = _("result of a side")
        verbose_name_plural = _("results of the sides")
        constraints = (
            models.UniqueConstraint(fields=("pulse", "party"), name="trust_pulse_one_result_of_a_side"),
            models.CheckConstraint(
                condition=Q(told=True, answers__gte=SMALLEST_GROUP, mean__isnull=False)
                | Q(told=False, answers__isnull=True, mean__isnull=True, fall__isnull=True),
                name="trust_pulse_tells_of_groups_only",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {text(self.mean)}"


class PulseFigure(UUIDModel):
    """The published mean of one statement and one side."""

    side = models.ForeignKey(PulseSide, models.CASCADE, related_name="figures")
    dimension = models.CharField(max_length=16, choices=Dimension.choices)
    mean = models.DecimalField(max_digits=3, decimal_places=1)

    class Meta:
        verbose_name = _("figure of a pulse")
        verbose_name_plural = _("figures of pulses")
        constraints = (models.UniqueConstraint(fields=("side", "dimension"), name="trust_pulse_one_figure"),)

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.mean}"
