"""The stored figures, and the joint decision that a practice does not apply."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES
from partnerships.records.models import PartnershipRecord
from partnerships.records.services import advance
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Scorecard(models.Model):
    """As of which disclosed entry of the history, which day, and which set of practices, a partnership's scores are."""

    partnership = models.OneToOneField(Partnership, models.CASCADE, primary_key=True, related_name="+")
    sequence = models.PositiveBigIntegerField()
    day = models.DateField()
    edition = models.CharField(max_length=16)
    computed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.partnership_id}: {self.sequence}"


class Figures(models.Model):
    """How much of one principle is addressed; what the parties say does not apply is not counted."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    principle = models.PositiveSmallIntegerField()
    addressed = models.PositiveSmallIntegerField()
    partly = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.partnership_id}, {self.principle}: {self.addressed} + {self.partly} of {self.total}"


class Score(Figures):
    """As of now."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("partnership", "principle"), name="score_of_principle"),)


class PastScore(Figures):
    """As of the end of a day; a day on which nothing changed has none."""

    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("partnership", "principle", "day"), name="past_score_of_principle"),)


class Exemption(Signable, PartnershipRecord):
    """All parties say, with a reason, that a practice does not apply to their partnership."""

    record_kind = "exemption"

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        ENDED = "ended", _("Ended")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.AGREED, State.DECLINED}),
        State.AGREED: frozenset({State.ENDED}),
        State.DECLINED: frozenset(),
        State.ENDED: frozenset(),
    }
    HOLDING = (State.PROPOSED, State.AGREED)

    practice = models.CharField(_("practice"), max_length=20)
    reason = models.TextField(_("why it does not apply"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("practice that does not apply")
        verbose_name_plural = _("practices that do not apply")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "practice"),
                condition=Q(state__in=("proposed", "agreed")),
                name="exemption_of_practice",
                violation_error_message=_("This is proposed or agreed already."),
            ),
            models.CheckConstraint(condition=Q(party__isnull=True), name="exemption_is_joint"),
        )

    def __str__(self) -> str:
        return f"{self.practice} {self.statement}".strip()

    @property
    def statement(self) -> str:
        """The practice in words; empty when this version of the product no longer has it."""
        return str(PRACTICES[self.practice].text) if self.practice in PRACTICES else ""

    def locked_fields(self) -> frozenset[str]:
        """What was decided stays as it was."""
        return frozenset() if self.state == self.State.PROPOSED else frozenset({"practice", "reason"})

    # --- the joint decision (partnerships.signoff) --------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        return {"practice": self.practice, "statement": self.statement, "reason": self.reason}

    def signoff_title(self) -> str:
        return str(_("Does not apply: %(practice)s") % {"practice": self})

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        advance(self, self.State.AGREED, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        advance(self, self.State.DECLINED, actor=actor)
