"""How an agreed objective changes: on which conditions, on whose word, by which steps, and the changes themselves (5.3.3.6)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.models.objective import Objective
from objectives.querysets import RevisionQuerySet
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.models import Kept, PartnershipRecord
from partnerships.rules.models import AgreedRule
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class RevisionCondition(AgreedRule, PartnershipRecord):
    """When an agreed objective may be revised."""

    record_kind = "revision-condition"
    RULE = ("kind", "text")
    COUNTS_PROPOSED = False

    class Kind(models.TextChoices):
        CONTEXT = "context", _("The surroundings changed")
        ATTAINMENT = "attainment", _("Out of reach, or reached early")
        RESOURCES = "resources", _("Resources changed")
        RISK = "risk", _("The level of risk changed")
        PARTNER = "partner", _("A partner changed")
        LEGAL = "legal", _("Law or ethics ask for it")
        ASSESSMENT = "assessment", _("An assessment asks for it")
        REVIEW = "review", _("Agreed periodic review")
        MISTAKE = "mistake", _("A mistake")

    kind = models.CharField(_("condition"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("what exactly"), blank=True, help_text=_("From which point on does it count?"))

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("condition for a revision")
        verbose_name_plural = _("conditions for a revision")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "kind"),
                name="revision_condition_once",
                violation_error_message=_("This condition is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class InitiatorRule(AgreedRule, PartnershipRecord):
    """Who may start a revision."""

    record_kind = "initiator-rule"
    RULE = ("kind", "named_party", "conditions")
    COUNTS_PROPOSED = False

    class Kind(models.TextChoices):
        SENIOR = "senior", _("Whoever may sign for a party")
        OFFICER = "officer", _("An officer of any party")
        RESPONSIBLE = "responsible", _("The party responsible for the objective")
        NAMED = "named", _("A named party")

    kind = models.CharField(_("who"), max_length=20, choices=Kind.choices)
    named_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("named party")
    )
    conditions = models.ManyToManyField(
        RevisionCondition,
        blank=True,
        related_name="initiator_rules",
        verbose_name=_("on these conditions"),
        help_text=_("None chosen: on any condition."),
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("initiator rule")
        verbose_name_plural = _("who may start a revision")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="named", named_party__isnull=False) | ~Q(kind="named") & Q(named_party__isnull=True),
                name="initiator_rule_names_its_party",
                violation_error_message=_("Name the party if, and only if, the rule is about a named party."),
            ),
        )

    def __str__(self) -> str:
        return str(self.named_party) if self.named_party else self.get_kind_display()

    def on_conditions(self) -> Any:
        return list(self.conditions.all()) or _("any")

    on_conditions.short_description = _("on these conditions")  # type: ignore[attr-defined]


class RevisionStep(AgreedRule, PartnershipRecord):
    """One step of the way a revision takes, as the parties agreed it."""

    record_kind = "revision-step"
    RULE = ("order", "name", "days_allowed", "decision_rule")

    order = models.PositiveSmallIntegerField(_("step"), validators=[MaxValueValidator(99)])
    name = models.CharField(_("name"), max_length=200)
    days_allowed = models.PositiveSmallIntegerField(
        _("days allowed"), null=True, blank=True, validators=[MaxValueValidator(3650)]
    )
    decision_rule = models.TextField(_("who decides, and how"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("step of a revision")
        verbose_name_plural = _("steps of a revision")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "order"),
                name="revision_step_order",
                violation_error_message=_("There is a step with this number already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"


class Revision(Signable, PartnershipRecord):
    """A change of an agreed common objective: what is, what shall be, why, from when, and who decided."""

    record_kind = "revision"
    is_removable = False  # what is not pursued is withdrawn

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        IMPACT_NOTED = "impact_noted", _("Impact noted")
        JOINT_DECISION = "joint_decision", _("Before the parties")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")
        APPLIED = "applied", _("Applied")
        COMMUNICATED = "communicated", _("Communicated")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFTED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.SUBMITTED: frozenset({State.RETURNED, State.IMPACT_NOTED, State.WITHDRAWN}),
        State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.IMPACT_NOTED: frozenset({State.JOINT_DECISION, State.WITHDRAWN}),
        State.JOINT_DECISION: frozenset({State.APPROVED, State.REJECTED, State.DEFERRED}),
        State.DEFERRED: frozenset({State.JOINT_DECISION, State.WITHDRAWN}),
        State.APPROVED: frozenset({State.APPLIED, State.WITHDRAWN}),
        State.APPLIED: frozenset({State.COMMUNICATED}),
        State.REJECTED: frozenset(),
        State.COMMUNICATED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    OPEN_TO_CHANGE = frozenset({State.DRAFTED, State.RETURNED})
    signoff_template = "objectives/revision_signing.html"

    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="revisions", verbose_name=_("objective"), limit_choices_to={"party": None}
    )
    condition = models.ForeignKey(
        RevisionCondition, models.PROTECT, related_name="revisions", verbose_name=_("on which condition")
    )
    reason = models.TextField(_("reason"))
    effective_on = models.DateField(_("in effect from"), default=today)
    gives_up = models.BooleanField(
        _("the objective is given up"), default=False, help_text=_("Instead of changing it, the parties withdraw it.")
    )
    # {slot: [before, after]}, see objectives.amendments.
    changes = models.JSONField(_("changes"), default=dict, blank=True, editable=False)
    initiator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("initiator")
    )
    initiator_party = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("initiator's party")
    )
    impact_note = models.TextField(_("what it entails"), blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFTED, editable=False)
    applied_on = models.DateField(_("applied on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = RevisionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("objective", "state")))

    def __str__(self) -> str:
        return str(_("Revision of “%(objective)s”") % {"objective": self.objective})

    @property
    def is_in_effect(self) -> bool:
        """Whether the day from which it counts has come."""
        return self.effective_on <= today()

    def locked_fields(self) -> frozenset[str]:
        """What was submitted is what the parties decide on."""
        if self.state in self.OPEN_TO_CHANGE:
            return frozenset()
        return frozenset({"objective", "condition", "reason", "effective_on", "gives_up", "changes"})

    def clean(self) -> None:
        super().clean()
        if self.objective_id and not self.objective.is_fixed:
            raise ValidationError(
                {"objective": _("Only an agreed common objective needs a revision: change this one directly.")}
            )

    def compared(self) -> list[dict[str, str]]:
        """Before and after, row by row: {label, before, after}."""
        from objectives.amendments import compared

        return compared(self)

    def authorises(self, record: Kept, values: Mapping[str, Any]) -> bool:
        """Whether the parties approved exactly these new values of the record, and their day has come."""
        from objectives.amendments import new_values

        return self.state == self.State.APPROVED and self.is_in_effect and new_values(self, record) == dict(values)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties decide on: the changes in words, why, from when, and what they entail."""
        return {
            "objective": str(self.objective),
            "condition": str(self.condition),
            "reason": self.reason,
            "effective_on": self.effective_on.isoformat(),
            "gives_up": self.gives_up,
            "changes": self.compared(),
            "impact_note": self.impact_note,
        }

    def acts_on(self) -> Iterable[Kept]:
        """The objective, from the day on which it applies."""
        return [self.objective]

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from objectives.services import decide_revision

        decide_revision(self, self.State.APPROVED, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from objectives.services import decide_revision

        decide_revision(self, self.State.REJECTED, actor=actor, answer=round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        from objectives.services import decide_revision

        decide_revision(self, self.State.DEFERRED, actor=actor, answer=round.closing_note)
