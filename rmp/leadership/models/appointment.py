"""How a person comes to lead, and how that ends (5.4.1, 5.4.3.1)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, PartyPart
from partnerships.signoff.subjects import Signable
from rmp.leadership.models.profile import LeaderProfile
from rmp.leadership.querysets import IN_OFFICE, LIVE, AppointmentQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Appointment(Signable, PartnershipRecord):
    """One person on the way to leading for a profile, in office, or after it.

    `party` is the party that nominates. In preparation it is that party's private record; put forward, all parties read it, and
    each of the others endorses it or objects. The joint decision is a sign-off round: the nominating party's signature is the
    nomination itself, so that it can never be its own endorsement.
    """

    record_kind = "appointment"

    class State(models.TextChoices):
        PREPARED = "prepared", _("In preparation")
        NOMINATED = "nominated", _("Nominated")
        OBJECTED = "objected", _("Objected to")
        ENDORSED = "endorsed", _("Endorsed by all")
        APPOINTED = "appointed", _("Appointed")
        ACCEPTED = "accepted", _("Accepted")
        ACTIVE = "active", _("Active")
        HANDING_OVER = "handing_over", _("Handing over")
        ENDED = "ended", _("Ended")
        DECLINED = "declined", _("Declined by the person")
        GIVEN_UP = "given_up", _("Given up")

    class Instrument(models.TextChoices):
        LETTER = "letter", _("Letter")
        DECISION = "decision", _("Decision")
        CONTRACT = "contract", _("Contract")

    class End(models.TextChoices):
        TERM = "term", _("The term is over")
        HANDED_OVER = "handed_over", _("Handed over")
        LEFT = "left", _("Left the house or the task")
        REMOVED = "removed", _("Removed by all parties")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PREPARED: frozenset({State.NOMINATED}),
        State.NOMINATED: frozenset({State.ENDORSED, State.OBJECTED, State.PREPARED, State.GIVEN_UP}),
        State.OBJECTED: frozenset({State.NOMINATED, State.GIVEN_UP}),
        State.ENDORSED: frozenset({State.APPOINTED, State.GIVEN_UP}),
        State.APPOINTED: frozenset({State.ACCEPTED, State.DECLINED, State.ENDED}),
        State.ACCEPTED: frozenset({State.ACTIVE, State.ENDED}),
        State.ACTIVE: frozenset({State.HANDING_OVER, State.ENDED}),
        State.HANDING_OVER: frozenset({State.ENDED}),
        State.ENDED: frozenset(),
        State.DECLINED: frozenset(),
        State.GIVEN_UP: frozenset(),
    }
    # What the other parties endorse. After an objection, what can be answered is open again.
    FIXED: ClassVar[tuple[str, ...]] = ("profile", "person", "name", "position", "evidence", "term_from", "term_to")
    ANSWERABLE: ClassVar[frozenset[str]] = frozenset({"position", "evidence", "term_from", "term_to"})

    profile = models.ForeignKey(LeaderProfile, models.PROTECT, related_name="appointments", verbose_name=_("for which profile"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Somebody of your own party. He or she will accept here."),
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("For somebody without an account."))
    position = models.CharField(_("position in the own house"), max_length=150, blank=True)
    evidence = models.TextField(
        _("why this person can do it"),
        help_text=_("What he or she has led, learnt and brought about. All parties will read it."),
    )
    term_from = models.DateField(_("term from"))
    term_to = models.DateField(_("term to"), null=True, blank=True)
    review_on = models.DateField(
        _("first review"), null=True, blank=True, help_text=_("When the parties look how it goes. Each review names the next.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PREPARED, editable=False)
    answer = models.TextField(_("answer to the objection"), blank=True, editable=False)
    endorsed_on = models.DateField(_("endorsed"), null=True, blank=True, editable=False)
    instrument = models.CharField(_("instrument"), max_length=10, choices=Instrument.choices, blank=True, editable=False)
    reference = models.CharField(_("reference"), max_length=150, blank=True, editable=False)
    appointed_on = models.DateField(_("appointed"), null=True, blank=True, editable=False)
    accepted_on = models.DateField(_("accepted"), null=True, blank=True, editable=False)
    commitment = models.TextField(_("commitment"), blank=True, editable=False)
    committed_on = models.DateField(_("committed"), null=True, blank=True, editable=False)
    started_on = models.DateField(_("leads since"), null=True, blank=True, editable=False)
    handover_by = models.DateField(_("handed over by"), null=True, blank=True, editable=False)
    handover = models.TextField(_("what is handed over"), blank=True, editable=False)
    ended_on = models.DateField(_("ended"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("how it ended"), max_length=12, choices=End.choices, blank=True, editable=False)
    # By when the party is to have a leader again, if this was its last one (rmp.leadership.vacancies).
    refill_by = models.DateField(_("successor by"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = AppointmentQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("nomination or appointment")
        verbose_name_plural = _("nominations and appointments")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="leader_appointment_names_somebody",
                violation_error_message=_("Choose the person, or write the name."),
            ),
            models.CheckConstraint(
                condition=Q(term_to__isnull=True) | Q(term_to__gte=F("term_from")),
                name="leader_appointment_term_in_order",
                violation_error_message=_("The term ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(visibility="shared"), name="leader_appointment_put_forward_is_shared"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", *LIVE)) | ~Q(commitment=""), name="leader_appointment_accepted_commits"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | ~Q(state="ended") & Q(ended_on__isnull=True),
                name="leader_appointment_ended_has_a_day",
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state", "party")),
            models.Index(fields=("state", "term_to")),
            models.Index(fields=("person", "state")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_in_office(self) -> bool:
        return self.state in IN_OFFICE

    @property
    def commitment_is_older(self) -> bool:
        """Whether the profile was agreed anew since the person committed to it."""
        agreed = self.profile.agreed_on
        return bool(self.committed_on and agreed and self.committed_on < agreed)

    def locked_fields(self) -> frozenset[str]:
        """What was put forward is what the others decide on, and what they endorsed stays."""
        if self.state == self.State.PREPARED:
            return frozenset()
        if not self.TRANSITIONS[self.state]:  # over: nothing is to come that could be planned
            return frozenset({*self.FIXED, "review_on"})
        return frozenset(self.FIXED) - (self.ANSWERABLE if self.state == self.State.OBJECTED else frozenset())

    def clean(self) -> None:
        super().clean()
        if self.person is not None:
            self.name = self.person.name
        if self.review_on and self.term_from and self.review_on < self.term_from:
            raise ValidationError({"review_on": _("A review comes after the term has begun.")})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the other parties endorse: the person, the profile, the evidence, the term, and what was answered."""
        # Who the account is of stands in the name; the account itself is locked with it.
        return content(self, [name for name in (*self.FIXED, "answer") if name != "person"])

    def signoff_title(self) -> str:
        return _now("Nomination: %(person)s, %(profile)s") % {"person": self.name, "profile": self.profile}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import decide_nomination

        decide_nomination(self, self.State.ENDORSED, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import decide_nomination

        decide_nomination(self, self.State.OBJECTED, actor=actor, note=round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import reopen_nomination

        reopen_nomination(self, actor=actor, note=round.closing_note)


class Removal(Signable, PartyPart):
    """A party's proposal that a leader leave office. It takes effect when all parties agree, the leader's own among them."""

    record_kind = "removal"
    is_removable = False

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Before the parties")
        AGREED = "agreed", _("Agreed")
        OBJECTED = "objected", _("Objected to")
        LAPSED = "lapsed", _("Lapsed")

    part_of = "appointment"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.AGREED, State.OBJECTED, State.LAPSED}),
        State.AGREED: frozenset(),
        State.OBJECTED: frozenset(),
        State.LAPSED: frozenset(),
    }

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="removals", editable=False)
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    answer = models.TextField(_("what became of it"), blank=True, editable=False)

    class Meta:
        verbose_name = _("proposal of removal")
        verbose_name_plural = _("proposals of removal")
        constraints = (
            models.UniqueConstraint(
                fields=("appointment",), condition=Q(state="proposed"), name="leader_removal_one_before_the_parties"
            ),
        )

    def __str__(self) -> str:
        return _now("Removal of %(person)s") % {"person": self.appointment.name}

    def locked_fields(self) -> frozenset[str]:
        """What is before the parties does not change. A new one is empty still, so that it can be written."""
        return frozenset() if self._state.adding else frozenset({"reason"})

    def snapshot(self) -> dict[str, Any]:
        """The reason, and whom it is about as long as he or she is in office."""
        return {"appointment": self.appointment.name, "reason": self.reason, "in_office": self.appointment.is_in_office}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import decide_removal

        decide_removal(self, self.State.AGREED, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import decide_removal

        decide_removal(self, self.State.OBJECTED, actor=actor, answer=round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.leadership.services import decide_removal

        decide_removal(self, self.State.LAPSED, actor=actor, answer=round.closing_note)
