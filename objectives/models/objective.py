"""What the parties want to reach: each its own, and all together (5.3.3.1, 5.3.3.4)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models.grounds import Driver
from objectives.querysets import ObjectiveQuerySet
from partnerships.access.spaces import InSpace
from partnerships.models import Party, Term
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Objective(Signable, PartnershipRecord):
    """An objective: common to all parties (`party` is null) or one party's own.

    A common objective becomes agreed by every party's signature; from then on its FIXED fields, its measures and its agreed
    milestones change only by an approved revision (5.3.3.6). An own objective is adopted by its party alone.
    """

    record_kind = "objective"

    class Span(models.TextChoices):
        SHORT = "short", _("Short term")
        MEDIUM = "medium", _("Medium term")
        LONG = "long", _("Long term")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        ACTIVE = "active", _("Active")
        ACHIEVED = "achieved", _("Achieved")
        PARTLY_ACHIEVED = "partly_achieved", _("Partly achieved")
        NOT_ACHIEVED = "not_achieved", _("Not achieved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Health(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        AT_RISK = "at_risk", _("At risk")
        OFF_TRACK = "off_track", _("Off track")

    OUTCOMES = (State.ACHIEVED, State.PARTLY_ACHIEVED, State.NOT_ACHIEVED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.AGREED, State.WITHDRAWN}),
        State.AGREED: frozenset({State.ACTIVE, State.WITHDRAWN}),
        State.ACTIVE: frozenset({*OUTCOMES, State.WITHDRAWN}),
        State.ACHIEVED: frozenset(),
        State.PARTLY_ACHIEVED: frozenset(),
        State.NOT_ACHIEVED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    # What the parties agree when they agree a common objective.
    FIXED: ClassVar[tuple[str, ...]] = ("title", "description", "direction", "term", "target_on", "responsible")

    title = models.CharField(_("objective"), max_length=200)
    description = models.TextField(_("what will be different"), blank=True)
    direction = models.TextField(
        _("direction"), blank=True, help_text=_("Where this is meant to lead in the longer run, beyond the target.")
    )
    term = models.CharField(
        _("term"),
        max_length=10,
        choices=Span.choices,
        help_text=_("Short: up to a year. Medium: one to three years. Long: more."),
    )
    work_area = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("work area"),
        limit_choices_to={"taxonomy": Term.Taxonomy.WORK_AREA, "active": True},
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="phases",
        verbose_name=_("phase of"),
        help_text=_("The larger objective that this one is a step of."),
    )
    phase = models.PositiveSmallIntegerField(_("phase number"), null=True, blank=True, validators=[MaxValueValidator(99)])
    responsible = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible party"),
        help_text=_("For a common objective: the party that answers for it. One's own objective is one's own."),
    )
    feasibility = models.TextField(_("feasibility"), blank=True, help_text=_("Why it is within reach."))
    effectiveness = models.TextField(_("effectiveness"), blank=True, help_text=_("Why it is worth the means it takes."))
    drivers = models.ManyToManyField(Driver, blank=True, related_name="objectives", verbose_name=_("drivers"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    target_on = models.DateField(_("target date"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PROPOSED, editable=False)
    health = models.CharField(_("health"), max_length=10, choices=Health.choices, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    objects: ClassVar[Any] = ObjectiveQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(target_on__isnull=True) | Q(target_on__gte=F("starts_on")),
                name="objective_target_after_start",
                violation_error_message=_("The target date is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "withdrawn")) | Q(agreed_at__isnull=False),
                name="objective_agreed_has_a_time",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")))

    def __str__(self) -> str:
        return self.title

    @property
    def is_common(self) -> bool:
        return self.party_id is None

    @property
    def is_fixed(self) -> bool:
        """Whether all parties agreed it, so that none of them changes it alone."""
        return self.is_common and self.agreed_at is not None

    @property
    def is_live(self) -> bool:
        return self.state in (self.State.PROPOSED, self.State.AGREED, self.State.ACTIVE)

    @property
    def answers_for_it(self) -> Party | None:
        """The responsible party: named for a common objective, the owner of one's own."""
        return self.responsible if self.is_common else self.party

    def measured(self) -> list[Any]:
        """Its measures, each with its newest reading's value, in one query."""
        return list(self.measures.with_newest().order_by("created_at", "pk"))

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_fixed else frozenset()

    def clean(self) -> None:
        super().clean()
        if self.responsible_id and not self.is_common and self.responsible_id != self.party_id:
            raise ValidationError({"responsible": _("One's own objective is one's own: leave this empty or make it common.")})
        if self.parent is None:
            if self.phase:
                raise ValidationError({"phase": _("A phase number needs the objective that it is a phase of.")})
            return
        if self.parent.party_id != self.party_id:
            raise ValidationError({"parent": _("A phase belongs to whom the larger objective belongs to.")})
        if self.pk in self.parent.line():
            raise ValidationError({"parent": _("An objective cannot be a phase of itself.")})

    def line(self) -> list[Any]:
        """The keys of this objective and of those it is a phase of, upwards."""
        keys, above = [self.pk], self.parent_id
        while above and above not in keys:
            keys.append(above)
            above = Objective.objects.filter(pk=above).values_list("parent", flat=True).first()
        return keys

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties agree: the FIXED fields of the objective, of its measures and of the milestones that were not dropped."""
        measures = self.measures.order_by("created_at", "pk")
        milestones = self.milestones.exclude(state="dropped").order_by("due_on", "created_at", "pk")
        return content(self, self.FIXED) | {
            "measures": [content(measure, measure.FIXED) for measure in measures],
            "milestones": [content(milestone, milestone.FIXED) for milestone in milestones],
        }

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from objectives.services import agree_objective

        agree_objective(self, actor=actor)
