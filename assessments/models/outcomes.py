"""What follows: scores agreed in the workshop, levels of maturity, improvements with their effect, and whether to go on."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.models.cycles import Cycle
from assessments.models.instruments import PRINCIPLE_CHOICES, Dimension
from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Consensus(RecordPart):
    """What the parties agree on for one dimension, beside what each of them answered."""

    record_kind = "assessments-consensus"

    part_of = "cycle"

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="consensus_set", editable=False, verbose_name=_("cycle"))
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+", verbose_name=_("dimension"))
    score = models.DecimalField(
        _("agreed score"), max_digits=2, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(5)]
    )
    rationale = models.TextField(
        _("why"), max_length=2000, help_text=_("What the workshop found, and what explains the difference.")
    )
    dissent = models.TextField(_("dissent"), blank=True, max_length=2000, help_text=_("Who sees it otherwise, and why."))

    class Meta:
        verbose_name = _("agreed score")
        verbose_name_plural = _("agreed scores")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "dimension"),
                name="consensus_once",
                violation_error_message=_("This dimension has its agreed score already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension}: {self.score}"

    def locked_fields(self) -> frozenset[str]:
        """Scores are agreed in the workshop, and stay as they were signed."""
        free = self.cycle.state == Cycle.State.WORKSHOP
        return frozenset() if free else frozenset({"dimension", "score", "rationale", "dissent"})

    def clean(self) -> None:
        super().clean()
        if self.dimension_id and self.dimension.instrument_id != self.cycle.instrument_id:
            raise ValidationError({"dimension": _("This dimension belongs to other questions.")})


class MaturityClaim(Signable, PartnershipRecord):
    """How mature the relationship is in one principle: as one side sees it, or as all claim it together with evidence."""

    record_kind = "maturity-claim"

    class Level(models.IntegerChoices):
        ABSENT = 0, _("0 Absent")
        AD_HOC = 1, _("1 Ad hoc: it depends on persons")
        EMERGING = 2, _("2 Emerging: one side has it in writing")
        ESTABLISHED = 3, _("3 Established: agreed and used by both")
        MANAGED = 4, _("4 Managed: measured, with evidence of both sides")
        OPTIMISING = 5, _("5 Optimising: improved from what was learnt")

    class State(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        AGREED = "agreed", _("Agreed")
        SUPERSEDED = "superseded", _("Superseded")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.CLAIMED: frozenset({State.AGREED}),
        State.AGREED: frozenset({State.SUPERSEDED}),
        State.SUPERSEDED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("principle", "level", "evidence", "claimed_on")
    # From this level on a claim holds for both, so both sign it.
    SIGNED_FROM = 3

    principle = models.PositiveSmallIntegerField(_("principle"), choices=PRINCIPLE_CHOICES)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    evidence = models.TextField(
        _("evidence"), max_length=3000, help_text=_("What shows it, one thing a line: records, figures, papers.")
    )
    claimed_on = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CLAIMED, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("claim of maturity")
        verbose_name_plural = _("claims of maturity")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(level__lte=5), name="maturity_level_known"),
            models.CheckConstraint(
                condition=Q(state="claimed") | Q(party__isnull=True, agreed_on__isnull=False), name="maturity_agreed_is_joint"
            ),
            models.UniqueConstraint(
                fields=("partnership", "principle"), condition=Q(state="agreed"), name="maturity_one_agreed_per_principle"
            ),
        )

    def __str__(self) -> str:
        return f"{self.principle} {self.get_principle_display()}: {self.level}"

    @property
    def needs_signatures(self) -> bool:
        return self.level >= self.SIGNED_FROM

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.state == self.State.CLAIMED else frozenset(self.FIXED)

    def snapshot(self) -> dict[str, Any]:
        from partnerships.records.describe import content

        return content(self, self.FIXED)

    def acts_on(self) -> "Iterable[MaturityClaim]":
        """The agreed claim whose place it takes."""
        agreed = MaturityClaim.objects.filter(principle=self.principle, state=self.State.AGREED)
        return agreed.filter(partnership=self.partnership).exclude(pk=self.pk)

    def signoff_title(self) -> str:
        return _now("Maturity: %(claim)s") % {"claim": self}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from assessments.services.improving import maturity_agreed

        maturity_agreed(self, actor=actor)


class ImprovementQuerySet(SpaceQuerySet):
    def unchecked(self) -> Self:
        """Agreed, and nobody has looked yet whether it helped."""
        return self.filter(state__in=(Improvement.State.AGREED, Improvement.State.DOING, Improvement.State.DONE))


class Improvement(PartnershipRecord):
    """One of the few things chosen to be improved. Once agreed each party has an action for it in the plan."""

    record_kind = "improvement"

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DOING = "doing", _("In hand")
        DONE = "done", _("Done")
        EFFECTIVE = "effective", _("It helped")
        NOT_EFFECTIVE = "not_effective", _("It did not help")
        DROPPED = "dropped", _("Dropped")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.AGREED, State.DROPPED}),
        State.AGREED: frozenset({State.DOING, State.DONE, State.DROPPED}),
        State.DOING: frozenset({State.DONE, State.DROPPED}),
        State.DONE: frozenset({State.EFFECTIVE, State.NOT_EFFECTIVE}),
        State.EFFECTIVE: frozenset(),
        State.NOT_EFFECTIVE: frozenset(),
        State.DROPPED: frozenset(),
    }
    ENDED: ClassVar[tuple[str, ...]] = (State.EFFECTIVE, State.NOT_EFFECTIVE, State.DROPPED)

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="improvements", verbose_name=_("cycle"))
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dimension")
    )
    title = models.CharField(_("what we improve"), max_length=200)
    description = models.TextField(_("how"), blank=True, max_length=2000)
    expected = models.CharField(_("seen by"), max_length=300, help_text=_("By what one will see that it helped."))
    due_on = models.DateField(_("due"))
    check_on = models.DateField(_("effect checked on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=14, choices=State.choices, default=State.PROPOSED, editable=False)
    effect = models.TextField(_("effect"), blank=True, editable=False)
    checked_on = models.DateField(_("checked on"), null=True, editable=False)

    objects: ClassVar[Any] = ImprovementQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="improvement_is_joint"),
            models.CheckConstraint(
                condition=Q(check_on__isnull=True) | Q(check_on__gte=models.F("due_on")),
                name="improvement_checked_after_due",
                violation_error_message=_("The effect is checked after it is done."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "check_on")))

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.dimension is not None and self.cycle_id and self.dimension.instrument_id != self.cycle.instrument_id:
            raise ValidationError({"dimension": _("This dimension belongs to the questions of another cycle.")})
        if self.cycle_id and not self.cycle.is_released:
            raise ValidationError({"cycle": _("Its results are not released yet.")})

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED


class OptimizationReview(Signable, PartnershipRecord):
    """What the parties do with the relationship after all this: a joint decision, signed by each."""

    record_kind = "optimization-review"

    class Decision(models.TextChoices):
        CONTINUE = "continue", _("Go on as it is")
        IMPROVE = "improve", _("Go on and improve")
        EXPAND = "expand", _("Widen it")
        RESTRUCTURE = "restructure", _("Reshape it")
        REDUCE = "reduce", _("Make it smaller")
        ASSESS_EXIT = "assess_exit", _("Look at how it could end")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AGREED = "agreed", _("Agreed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.AGREED}),
        State.AGREED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("cycle", "decision", "reasons", "next_review_on")

    cycle = models.ForeignKey(
        Cycle,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cycle"),
        help_text=_("What it rests on."),
    )
    decision = models.CharField(_("decision"), max_length=12, choices=Decision.choices)
    reasons = models.TextField(_("reasons"), max_length=3000)
    next_review_on = models.DateField(_("decide again on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("decision about the relationship")
        verbose_name_plural = _("decisions about the relationship")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="optimization_is_joint"),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "next_review_on")))

    def __str__(self) -> str:
        return str(self.get_decision_display())

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.state == self.State.DRAFT else frozenset(self.FIXED)

    def snapshot(self) -> dict[str, Any]:
        from partnerships.records.describe import content

        return content(self, self.FIXED)

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from assessments.services.improving import optimization_agreed

        optimization_agreed(self, actor=actor)


__all__ = ["Consensus", "Improvement", "MaturityClaim", "OptimizationReview"]
