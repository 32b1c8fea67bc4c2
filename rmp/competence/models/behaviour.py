"""How the parties want to behave towards each other, and what they see of it."""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.competence.naming import refuse_names
from rmp.competence.querysets import CharterQuerySet, ObservationQuerySet

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

# By when the party that an observation is about should have answered, if nothing else is said.
ANSWER_WITHIN = dt.timedelta(days=14)


class BehaviourCharter(Signable, PartnershipRecord):
    """A version of the charter of behaviour: statements that every party signs. What was signed stays; what changes is a new version."""

    record_kind = "behaviour-charter"
    binds_all = True

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AGREED = "agreed", _("Agreed")
        SUPERSEDED = "superseded", _("Superseded")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.AGREED}),
        State.AGREED: frozenset({State.SUPERSEDED}),
        State.SUPERSEDED: frozenset(),
    }

    number = models.PositiveIntegerField(_("number"), editable=False)
    purpose = models.TextField(
        _("what the charter is for"), help_text=_("Why the parties need it, in a sentence or two that both sides would say.")
    )
    review_on = models.DateField(
        _("next look at it"), null=True, blank=True, help_text=_("When the parties ask again whether it says the right things.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)
    superseded_on = models.DateField(_("superseded on"), null=True, editable=False)

    objects: ClassVar[Any] = CharterQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("behaviour charter")
        verbose_name_plural = _("behaviour charters")
        ordering = ("partnership", "-number")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("partnership", "number"), name="charter_number"),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="draft"), name="charter_one_draft"),
            models.UniqueConstraint(fields=("partnership",), condition=Q(state="agreed"), name="charter_one_agreed"),
            models.CheckConstraint(condition=Q(party__isnull=True), name="charter_is_joint"),
            models.CheckConstraint(condition=Q(state="draft") | Q(agreed_on__isnull=False), name="charter_agreed_has_a_day"),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "review_on")))

    def __str__(self) -> str:
        return _now("Behaviour charter, version %(number)s") % {"number": self.number}

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.AGREED

    def locked_fields(self) -> frozenset[str]:
        if self.is_draft:
            return frozenset()
        return frozenset({"purpose"}) if self.is_agreed else frozenset({"purpose", "review_on"})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties sign: what it is for, and its statements in their order."""
        statements = self.statements.order_by("position", "created_at", "pk")  # type: ignore[attr-defined]
        return {
            **content(self, ("purpose",)),
            "statements": [content(statement, ("text", "shown_by")) for statement in statements],
        }

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.competence.services import agree_charter

        agree_charter(self, actor=actor)


class CharterStatement(RecordPart):
    """One thing that the parties promise each other."""

    record_kind = "charter-statement"

    part_of: ClassVar[str] = "charter"

    charter = models.ForeignKey(
        BehaviourCharter, models.CASCADE, related_name="statements", editable=False, verbose_name=_("charter")
    )
    text = models.CharField(_("statement"), max_length=250, help_text=_("What we do, beginning with “We”."))
    shown_by = models.TextField(_("how one sees it"), blank=True, help_text=_("What somebody from outside would notice."))
    position = models.PositiveSmallIntegerField(_("place in the order"), default=100)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ("position", "created_at", "pk")

    def __str__(self) -> str:
        return self.text

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.charter.is_draft else frozenset({"text", "shown_by", "position"})


class BehaviourObservation(PartnershipRecord):
    """What one party sees of another's behaviour: of a party, never of a person. Private until it is shared; then the other answers."""

    record_kind = "behaviour-observation"

    class Kind(models.TextChoices):
        EXEMPLARY = "exemplary", _("Exemplary")
        CONCERN = "concern", _("Concern")

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        DISCUSSED = "discussed", _("Discussed")
        CLOSED = "closed", _("Closed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.RAISED: frozenset({State.ACKNOWLEDGED}),
        State.ACKNOWLEDGED: frozenset({State.DISCUSSED}),
        State.DISCUSSED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
    }
    SAID = ("kind", "about", "statement", "what", "observed_on")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    about = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("about which party"))
    statement = models.ForeignKey(
        CharterStatement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("statement of the charter"),
        help_text=_("Which promise it is about, if any."),
    )
    what = models.TextField(
        _("what we saw"), help_text=_("What the party did, when, and what came of it. Name no person: it is about the party.")
    )
    observed_on = models.DateField(_("day"), default=today)
    answer_by = models.DateField(
        _("answer by"), null=True, blank=True, help_text=_("Empty: two weeks from now. It counts once it is shared.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RAISED, editable=False)
    response = models.TextField(_("answer"), blank=True, editable=False)
    outcome = models.TextField(_("what was said about it"), blank=True, editable=False)
    closing = models.TextField(_("how it ended"), blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    objects: ClassVar[Any] = ObservationQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("observation of behaviour")
        verbose_name_plural = _("observations of behaviour")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="observation_by_a_party"),
            models.CheckConstraint(condition=~Q(about=F("party")), name="observation_about_another_party"),
            models.CheckConstraint(condition=Q(state="raised") | Q(visibility="shared"), name="observation_answered_is_shared"),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "answer_by")))

    def __str__(self) -> str:
        words = self.what.split()
        return " ".join(words[:10]) + ("…" if len(words) > 10 else "")

    @property
    def is_raised(self) -> bool:
        return self.state == self.State.RAISED

    @property
    def is_late(self) -> bool:
        return not self.is_private and self.is_raised and self.answer_by is not None and self.answer_by < today()

    def may(self, standing: "Standing", right: str) -> bool:
        """As any record; but what was answered is not taken back."""
        return (right != Right.SHARE or self.is_raised) and super().may(standing, right)

    def locked_fields(self) -> frozenset[str]:
        """Once it is answered, what was said stays as the others answered it."""
        return frozenset() if self.is_raised else frozenset({*self.SAID, "answer_by"})

    def clean(self) -> None:
        super().clean()
        if self.about_id and self.about_id == self.party_id:
            raise ValidationError({"about": _("About another party: what you see of your own is for your own house.")})
        if self.observed_on and self.observed_on > today():
            raise ValidationError({"observed_on": _("This day has not come yet.")})
        if self.is_raised and self.what:
            refuse_names(self.what, self.partnership, self.party, field="what")
        if self.answer_by is None:
            self.answer_by = today() + ANSWER_WITHIN
