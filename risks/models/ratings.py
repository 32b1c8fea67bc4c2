"""How big a risk is: as each party reads it, and as all agree (5.10)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.records.describe import content
from partnerships.records.models import PartyPart, RecordPart
from partnerships.signoff.subjects import Signable
from risks.models.risk import Risk
from risks.querysets import ConsensusQuerySet, RatingQuerySet
from risks.scale import PHASE_NAMES, Confidence, Impact, Likelihood, Phase

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

ON_SCALE = Q(likelihood__range=(1, 5), impact__range=(1, 5))


class Read(models.Model):
    """A reading: phase, likelihood and impact, how sure, and on which day."""

    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, default=Phase.CURRENT)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), choices=Likelihood.choices)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Impact.choices)
    confidence = models.CharField(
        _("how sure"),
        max_length=6,
        choices=Confidence.choices,
        default=Confidence.MEDIUM,
        help_text=_("Of the reading itself."),
    )
    on = models.DateField(_("on"), default=today)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        abstract = True

    @property
    def score(self) -> int:
        """Likelihood times impact: what orders risks; the level comes from the matrix."""
        return self.likelihood * self.impact

    @property
    def phase_name(self) -> str:
        return str(PHASE_NAMES[Phase(self.phase)])

    def place(self) -> str:
        """Likelihood and impact in short."""
        return f"{self.likelihood} × {self.impact}"

    place.short_description = _("likelihood × impact")  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if self.on and self.on > today():
            raise ValidationError({"on": _now("This day has not come yet.")})


class RiskRating(Read, PartyPart):
    """One party's reading. A new one takes the place of the one before, which stays for the trend."""

    record_kind = "risk-rating"

    part_of = "risk"

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="ratings", editable=False)

    objects: ClassVar[Any] = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = (models.CheckConstraint(condition=ON_SCALE, name="risk_rating_on_scale"),)
        indexes = (models.Index(fields=("risk", "phase", "party", "on")),)

    def __str__(self) -> str:
        return f"{self.phase_name}: {self.place()} ({self.party.short_name})"


class Consensus(Signable, Read, RecordPart):
    """The reading all parties agree on. One proposes it and each signs; from then on it is the joint risk's level."""

    record_kind = "risks-consensus"
    is_removable = False

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DROPPED = "dropped", _("Not agreed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.AGREED, State.DROPPED}),
        State.AGREED: frozenset(),
        State.DROPPED: frozenset(),
    }
    part_of = "risk"
    FIELDS: ClassVar[tuple[str, ...]] = ("phase", "likelihood", "impact", "confidence", "on", "reason")

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="consensuses", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ConsensusQuerySet.as_manager()

    class Meta:
        verbose_name = _("consensus")
        verbose_name_plural = _("consensus")
        constraints = (
            models.CheckConstraint(condition=ON_SCALE, name="risk_consensus_on_scale"),
            models.CheckConstraint(
                condition=Q(state="agreed", agreed_at__isnull=False) | ~Q(state="agreed") & Q(agreed_at__isnull=True),
                name="risk_consensus_agreed_has_a_time",
            ),
            models.UniqueConstraint(
                fields=("risk", "phase"), condition=Q(state="proposed"), name="risk_consensus_one_proposal"
            ),
        )
        indexes = (models.Index(fields=("risk", "phase", "state")),)

    def __str__(self) -> str:
        return f"{self.phase_name}: {self.place()}"

    def locked_fields(self) -> frozenset[str]:
        """Nobody edits what lies before all or what all agreed: another reading is another proposal."""
        return frozenset() if self._state.adding else frozenset(self.FIELDS)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        return {"risk": self.risk.title, **content(self, self.FIELDS)}

    def signoff_title(self) -> str:
        return f"{self.risk} · {self}"

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from risks.services import agree_consensus

        agree_consensus(self, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from risks.services import drop_consensus

        drop_consensus(self, actor=actor, note=round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        self.signoff_declined(round, actor)
