"""What a fired trigger, or a matter that another room hands on, opens: all parties look at it, and decide together what follows."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, PartyPart, Sourced
from partnerships.signoff.subjects import Signable
from rmp.exits.querysets import ExitAssessmentQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerships.accounts.models import User
    from partnerships.records.models import Kept
    from partnerships.signoff.models import SignOffRound


class ExitAssessment(Sourced, Signable, PartnershipRecord):
    """A joint look at whether to go on. It comes from `source`, and all parties sign what follows from it."""

    record_kind = "exit-assessment"
    is_removable = False

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        UNDER_WAY = "under_way", _("Under way")
        CONCLUDED = "concluded", _("Concluded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Conclusion(models.TextChoices):
        FALSE_ALARM = "false_alarm", _("False alarm")
        GO_ON = "go_on", _("Go on as we are, and look again")
        CHANGE = "change", _("Go on, and change something")
        EXIT = "exit", _("Prepare an end or a change of form")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.UNDER_WAY, State.WITHDRAWN}),
        State.UNDER_WAY: frozenset({State.CONCLUDED, State.WITHDRAWN}),
        State.CONCLUDED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("title", "facts", "findings", "conclusion", "reason", "look_again_on")
    GOING_ON: ClassVar[tuple[str, ...]] = (Conclusion.GO_ON, Conclusion.CHANGE)

    title = models.CharField(_("what is looked at"), max_length=200)
    facts = models.TextField(_("facts"), blank=True, max_length=6000)
    due_on = models.DateField(_("to be concluded by"), null=True, blank=True)
    findings = models.TextField(_("what we found"), blank=True, max_length=6000)
    conclusion = models.CharField(_("conclusion"), max_length=12, choices=Conclusion.choices, blank=True)
    reason = models.TextField(_("why, and what we do"), blank=True, max_length=4000)
    look_again_on = models.DateField(
        _("look again on"), null=True, blank=True, help_text=_("Until then the trigger rests, if you go on.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN, editable=False)
    concluded_on = models.DateField(_("concluded on"), null=True, editable=False)

    objects: ClassVar[Any] = ExitAssessmentQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("joint assessment")
        verbose_name_plural = _("joint assessments")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_assessment_is_joint"),
            models.CheckConstraint(
                condition=~Q(state="concluded") | ~Q(conclusion="") & Q(concluded_on__isnull=False),
                name="exit_assessment_concluded_with_a_conclusion",
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("state", "due_on")),
            models.Index(fields=("source_type", "source_key")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.OPEN, self.State.UNDER_WAY)

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.is_open else frozenset({*self.FIXED, "due_on"})

    def clean(self) -> None:
        super().clean()
        if self.conclusion and not self.reason.strip():
            raise ValidationError({"reason": _("Say why.")})
        if self.conclusion in self.GOING_ON and self.look_again_on is None:
            raise ValidationError({"look_again_on": _("Say when you look again.")})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def signoff_title(self) -> str:
        return _now("Conclusion: %(what)s") % {"what": self.title}

    def snapshot(self) -> dict[str, Any]:
        return content(self, self.FIXED)

    def acts_on(self) -> "Iterable[Kept]":
        """The trigger that opened it."""
        from rmp.exits.models import ExitTrigger

        return [self.source] if isinstance(self.source, ExitTrigger) else []

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.exits.services import conclude_assessment

        conclude_assessment(self, actor=actor)


class AssessmentView(PartyPart):
    """How one party sees the matter, before all of them conclude."""

    record_kind = "assessment-view"

    part_of = "assessment"

    class Leaning(models.TextChoices):
        GO_ON = "go_on", _("Go on")
        CHANGE = "change", _("Change something")
        EXIT = "exit", _("Prepare an end")
        OPEN = "open", _("Not decided")

    assessment = models.ForeignKey(
        ExitAssessment, models.CASCADE, related_name="views", editable=False, verbose_name=_("joint assessment")
    )
    seen = models.TextField(_("how we see it"), max_length=4000)
    affected = models.TextField(_("who would be affected"), blank=True, max_length=2000)
    leaning = models.CharField(_("we lean to"), max_length=8, choices=Leaning.choices, default=Leaning.OPEN)

    class Meta:
        verbose_name = _("view of a party")
        verbose_name_plural = _("views of the parties")
        ordering = ("assessment", "created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "party"),
                name="exit_one_view_per_party",
                violation_error_message=_("Your party has said how it sees it: change that."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.get_leaning_display()}"

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.assessment.is_open else frozenset({"seen", "affected", "leaning"})
