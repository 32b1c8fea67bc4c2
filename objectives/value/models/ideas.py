"""Ideas for more value, on their way from captured to measured, or let go with what they taught."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from objectives.value.models.common import SCORE
from objectives.value.querysets import ValueIdeaQuerySet
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord, PartyPart
from partnerships.records.services import advance
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class ValueIdea(Signable, PartnershipRecord):
    """An idea, joint or of one party. All parties score it and approve it together; nobody clings to one that fails."""

    record_kind = "value-idea"

    class Kind(models.TextChoices):
        INNOVATION = "innovation", _("Innovation")
        EFFICIENCY = "efficiency", _("Efficiency")
        QUALITY = "quality", _("Quality")
        TALENT = "talent", _("Talent")
        NEW_MARKET = "new_market", _("New market")
        SOCIAL = "social", _("Value to society")

    class State(models.TextChoices):
        CAPTURED = "captured", _("Captured")
        SCREENED = "screened", _("Screened")
        ASSESSED = "assessed", _("Assessed")
        APPROVED = "approved", _("Approved")
        PILOTING = "piloting", _("Piloting")
        SCALING = "scaling", _("Scaling")
        REALISED = "realised", _("Realised")
        MEASURED = "measured", _("Measured")
        CLOSED = "closed", _("Closed")
        PARKED = "parked", _("Parked")
        REJECTED = "rejected", _("Rejected")
        STOPPED = "stopped", _("Stopped")

    # The way through the funnel, in its order, and the ways out of it.
    WAY = (
        *(State.CAPTURED, State.SCREENED, State.ASSESSED, State.APPROVED),
        *(State.PILOTING, State.SCALING, State.REALISED, State.MEASURED, State.CLOSED),
    )
    ASIDE = (State.PARKED, State.REJECTED, State.STOPPED)
    UNDECIDED = (State.CAPTURED, State.SCREENED, State.ASSESSED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.CAPTURED: frozenset({State.SCREENED, State.PARKED, State.REJECTED}),
        State.SCREENED: frozenset({State.ASSESSED, State.PARKED, State.REJECTED}),
        State.ASSESSED: frozenset({State.APPROVED, State.PARKED, State.REJECTED}),
        State.APPROVED: frozenset({State.PILOTING, State.PARKED, State.STOPPED}),
        State.PILOTING: frozenset({State.SCALING, State.REALISED, State.PARKED, State.STOPPED}),
        State.SCALING: frozenset({State.REALISED, State.STOPPED}),
        State.REALISED: frozenset({State.MEASURED, State.STOPPED}),
        State.MEASURED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
        State.PARKED: frozenset({State.CAPTURED, State.REJECTED}),
        State.REJECTED: frozenset(),
        State.STOPPED: frozenset(),
    }
    # What the parties approve when they approve an idea.
    FIXED: ClassVar[tuple[str, ...]] = ("title", "kind", "description", "expected", "objective")
    # The state is signed too: whoever parks or rejects an idea takes it from the table.
    unsigned_fields = frozenset({"approved_on", "review_on", "learning"})

    title = models.CharField(_("idea"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    description = models.TextField(_("what would be done"), blank=True, max_length=4000)
    expected = models.TextField(_("what it would bring, and to whom"), blank=True, max_length=4000)
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="value_ideas",
        verbose_name=_("serves the objective"),
    )
    raised_by = models.ForeignKey(
        Party, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("raised by")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CAPTURED, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    review_on = models.DateField(
        _("looked at again on"), null=True, blank=True, editable=False, help_text=_("The end of a pilot, or of resting.")
    )
    learning = models.TextField(_("why it was let go, and what it taught"), blank=True, editable=False)

    objects: ClassVar[Any] = ValueIdeaQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state")),
            models.Index(fields=("review_on",)),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None

    @property
    def is_undecided(self) -> bool:
        """Whether the parties still weigh it: only then is it scored."""
        return self.state in self.UNDECIDED

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_approved else frozenset()

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        advance(self, self.State.APPROVED, actor=actor, approved_on=today())


class IdeaScore(PartyPart):
    """How one party sees an idea, from 1 to 5: whether it wants it, whether it can be done, what it would bring."""

    record_kind = "idea-score"

    part_of = "idea"
    DIMENSIONS: ClassVar[tuple[str, ...]] = ("desirability", "feasibility", "benefit")

    idea = models.ForeignKey(ValueIdea, models.CASCADE, related_name="scores", editable=False)
    desirability = models.PositiveSmallIntegerField(
        _("desirability"), validators=SCORE, help_text=_("1: we do not want it; 5: we want it badly.")
    )
    feasibility = models.PositiveSmallIntegerField(
        _("feasibility"), validators=SCORE, help_text=_("1: out of reach; 5: could begin tomorrow.")
    )
    benefit = models.PositiveSmallIntegerField(
        _("benefit"), validators=SCORE, help_text=_("1: hardly any; 5: changes what we can do.")
    )
    reason = models.TextField(_("why"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = (
            models.UniqueConstraint(
                fields=("idea", "party"),
                name="value_score_one_per_party",
                violation_error_message=_("Your party has scored this already: change that score."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    desirability__range=(1, 5),
                    feasibility__range=(1, 5),
                    benefit__range=(1, 5),
                ),
                name="value_score_one_to_five",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party.short_name}: {self.desirability} · {self.feasibility} · {self.benefit}"

    @property
    def mean(self) -> float:
        return round((self.desirability + self.feasibility + self.benefit) / 3, 1)

    def locked_fields(self) -> frozenset[str]:
        """Scores lead to the decision; after it they stay as they were."""
        return frozenset() if self.idea.is_undecided else frozenset({*self.DIMENSIONS, "reason"})
