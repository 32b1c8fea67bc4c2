"""How somebody who is new finds the way into the collaboration. How somebody leaves it is kept by the room of the joint team."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Term
from partnerships.records.models import PartnershipRecord, RecordPart
from rmp.competence.querysets import InductionQuerySet, InductionStepQuerySet

if TYPE_CHECKING:
    from collections.abc import Collection


class Induction(PartnershipRecord):
    """One newcomer of one party, the role he or she comes for, and what he or she should have seen, read and met."""

    record_kind = "induction"

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN: ClassVar["Collection[str]"] = (State.PLANNED, State.UNDER_WAY)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.UNDER_WAY, State.CANCELLED}),
        State.UNDER_WAY: frozenset({State.COMPLETED, State.CANCELLED}),
        State.COMPLETED: frozenset(),
        State.CANCELLED: frozenset(),
    }

    role = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("for which role"),
        limit_choices_to={"taxonomy": Term.Taxonomy.COMPETENCE_ROLE, "active": True},
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who is new"),
        help_text=_("Somebody of your own party."),
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("For somebody without an account yet."))
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who looks after it"),
        help_text=_("Takes the newcomer round and sees that nothing is forgotten."),
    )
    starts_on = models.DateField(_("first day"))
    due_on = models.DateField(_("to be completed by"), help_text=_("The day on which nobody has to ask for help any more."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    lessons = models.TextField(_("what we do otherwise next time"), blank=True, editable=False)

    objects: ClassVar[Any] = InductionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("induction")
        verbose_name_plural = _("inductions")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="induction_of_a_party"),
            models.CheckConstraint(condition=Q(person__isnull=False) ^ ~Q(name=""), name="induction_names_somebody"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="induction_due_after_start",
                violation_error_message=_("It is to be completed before it begins."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return _now("Induction of %(who)s") % {"who": self.who}

    @property
    def who(self) -> str:
        return str(self.person) if self.person_id else self.name

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < today()

    def locked_fields(self) -> frozenset[str]:
        """What has ended stays as it was."""
        if self.is_open:
            return frozenset()
        return frozenset({"role", "person", "name", "mentor", "starts_on", "due_on"})

    def clean(self) -> None:
        super().clean()
        self.name = " ".join(self.name.split())
        if bool(self.person_id) == bool(self.name):
            raise ValidationError({"name": _("Choose a person, or write a name for somebody without an account: one of both.")})
        if self.mentor_id and self.mentor_id == self.person_id:
            raise ValidationError({"mentor": _("Somebody else looks after the newcomer.")})


class InductionStep(RecordPart):
    """Something the newcomer should have seen, read, or met."""

    record_kind = "induction-step"

    part_of: ClassVar[str] = "induction"
    undescribed = frozenset({"position"})

    induction = models.ForeignKey(Induction, models.CASCADE, related_name="steps", editable=False, verbose_name=_("induction"))
    text = models.CharField(_("step"), max_length=250)
    due_on = models.DateField(_("due"), null=True, blank=True)
    # The suggested ones keep their order; what is added comes after them.
    position = models.PositiveSmallIntegerField(default=100, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("ticked off by")
    )
    done_on = models.DateField(_("done on"), null=True, editable=False)

    objects: ClassVar[Any] = InductionStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("checklist")
        ordering = ("position", "created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_by__isnull=True, done_on__isnull=True) | Q(done_by__isnull=False, done_on__isnull=False),
                name="induction_step_done_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.induction.is_open else frozenset({"text", "due_on", "done_by", "done_on"})
