"""Decisions, with the position of each party, and what became of them (5.5)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord, PartyPart
from partnerships.records.refusals import Refused
from partnerships.signoff.endings import is_passed_over, signing_seats
from rmp.governance.models.authority import AuthorityRule
from rmp.governance.models.bodies import GovernanceBody
from rmp.governance.models.meetings import Meeting
from rmp.governance.querysets import DecisionQuerySet


class Decision(PartnershipRecord):
    """Something the parties decide. It is decided by their positions, in the way its method says (services.decisions)."""

    record_kind = "decision"

    class Method(models.TextChoices):
        CONSENSUS = "consensus", _("Consensus: nobody is against")
        UNANIMOUS = "unanimous", _("Unanimous: every party is for it")
        MAJORITY = "majority", _("Majority of the parties")
        DELEGATED = "delegated", _("Delegated to one party")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        OPEN = "open", _("Before the parties")
        ADOPTED = "adopted", _("Adopted")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")
        IMPLEMENTED = "implemented", _("Implemented")
        RESCINDED = "rescinded", _("Rescinded")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.OPEN}),
        State.OPEN: frozenset({State.ADOPTED, State.REJECTED, State.DEFERRED}),
        State.DEFERRED: frozenset({State.OPEN}),
        State.ADOPTED: frozenset({State.IMPLEMENTED, State.RESCINDED}),
        State.IMPLEMENTED: frozenset({State.RESCINDED}),
        State.REJECTED: frozenset(),
        State.RESCINDED: frozenset(),
    }
    HOLDING = (State.ADOPTED, State.IMPLEMENTED)
    # How it is decided stays once the parties had it before them; the rest while they have, and when they decided.
    WAY: ClassVar[frozenset[str]] = frozenset({"method", "delegated_to", "powers"})
    FIXED = WAY | {"title", "text", "rescinds", "body", "meeting", "responsible", "implement_by"}
    # From the method that asks least of the parties to the one that asks most.
    STRICTNESS = (Method.DELEGATED, Method.MAJORITY, Method.CONSENSUS, Method.UNANIMOUS)

    title = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("what is decided"), help_text=_("As it will stand in the register: who does what, until when."))
    body = models.ForeignKey(
        GovernanceBody, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("body")
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("meeting")
    )
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, default=Method.CONSENSUS)
    delegated_to = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delegated to")
    )
    powers = models.ForeignKey(
        AuthorityRule,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("under which powers"),
        help_text=_("For a delegated decision: the powers that all parties agreed and that name the party."),
    )
    rescinds = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rescinded_by",
        verbose_name=_("rescinds"),
        help_text=_("The decision that falls when this one is adopted."),
    )
    decide_by = models.DateField(_("to be decided by"), null=True, blank=True)
    implement_by = models.DateField(_("to be implemented by"), null=True, blank=True)
    responsible = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("implemented by"),
        help_text=_("Empty: all."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PROPOSED, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    implemented_on = models.DateField(_("implemented on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(method="delegated") | Q(delegated_to__isnull=False),
                name="decision_delegated_to_somebody",
                violation_error_message=_("Say to which party it is delegated."),
            ),
            models.CheckConstraint(
                condition=Q(decide_by__isnull=True) | Q(implement_by__isnull=True) | Q(implement_by__gte=F("decide_by")),
                name="decision_implemented_after_decided",
                violation_error_message=_("It is to be implemented before it is decided."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("adopted", "rejected", "implemented")) | Q(decided_on__isnull=False),
                name="decision_decided_has_a_day",
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state")),
            models.Index(fields=("state", "decide_by")),
            models.Index(fields=("state", "implement_by")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been decided, or implemented, before today."""
        day = {
            self.State.PROPOSED: self.decide_by,
            self.State.OPEN: self.decide_by,
            self.State.DEFERRED: self.decide_by,
            self.State.ADOPTED: self.implement_by,
        }.get(self.State(self.state))
        return day is not None and day < today()

    is_overdue.fget.short_description = _("overdue")  # type: ignore[attr-defined]

    @property
    def counts_by(self) -> str:
        """The method that counts: one party decides alone only under agreed powers known to all who read it; else nobody may be against."""
        if self.method != self.Method.DELEGATED:
            return self.method
        powers = self.powers
        if powers is None or not powers.is_held_by(self.delegated_to_id):
            return self.Method.CONSENSUS
        unaware = [seat for seat in signing_seats(self.partnership) if not powers.is_read_at(seat)]
        return self.Method.CONSENSUS if is_passed_over(self, unaware) else self.method

    def acts_on(self) -> Iterable["Decision"]:
        """The decision that falls with its adoption (as partnerships.signoff.subjects.Signable)."""
        return [self.rescinds] if self.rescinds else []

    def locked_fields(self) -> frozenset[str]:
        """What the parties have before them, and what they decided, does not change under their hands."""
        match self.state:
            case self.State.PROPOSED:
                return frozenset()
            case self.State.DEFERRED:
                return self.WAY
        return self.FIXED

    def clean(self) -> None:
        super().clean()
        if self.method != self.Method.DELEGATED:
            self.delegated_to = self.powers = None
        elif self.delegated_to is None:
            raise ValidationError({"delegated_to": _("Say to which party it is delegated.")})
        if self.rescinds_id and self.rescinds_id == self.pk:
            raise ValidationError({"rescinds": _("It cannot rescind itself.")})
        if self.meeting is not None:
            if self.body is None:
                self.body = self.meeting.body
            elif self.meeting.body_id != self.body_id:
                raise ValidationError({"meeting": _("It is a meeting of another body.")})
        self.check_way()

    def check_way(self) -> None:
        """Raise Refused where fewer would decide than all parties agreed: by a delegation that names no agreed powers of the party, or
        by a method that asks less of the parties than the one by which the decision that it rescinds was made.
        """
        if self.state == self.State.PROPOSED and self.counts_by != self.method:
            raise Refused(
                {
                    "powers": _(
                        "Choose agreed powers that name this party and that all who read this can read, or another method."
                    )
                }
            )
        other = self.rescinds
        if other is None:
            return
        ways = [self.STRICTNESS.index(self.Method(decision.counts_by)) for decision in (self, other)]
        of_another = self.counts_by == self.Method.DELEGATED and self.delegated_to_id != other.delegated_to_id
        if ways[0] < ways[1] or of_another:
            raise Refused(
                {"rescinds": _("That decision was made by a method that asks more of the parties: choose that method.")}
            )


class PartyPosition(PartyPart):
    """What one party says to a decision."""

    record_kind = "party-position"

    class Choice(models.TextChoices):
        FOR = "for", _("For")
        AGAINST = "against", _("Against")
        ABSTAIN = "abstain", _("Abstains")
        RESERVATION = "reservation", _("For, with a reservation")

    part_of = "decision"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="positions", editable=False)
    choice = models.CharField(_("position"), max_length=12, choices=Choice.choices)
    reason = models.TextField(_("reason"), blank=True, help_text=_("Needed by whoever is against it or has a reservation."))
    # A position of before the decision was put to the parties anew is kept, and counts no more.
    stands = models.BooleanField(_("stands"), default=True, editable=False)

    class Meta:
        verbose_name = _("position of a party")
        verbose_name_plural = _("positions")
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "party"), condition=Q(stands=True), name="decision_one_position_that_stands"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=("for", "abstain")) | ~Q(reason=""), name="decision_position_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.get_choice_display()}"

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.decision.is_open and self.stands else frozenset({"choice", "reason"})
