"""What is done about a risk, who pays for it, who takes on what of it, and what is borne as it is (5.10)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.actions.models import Action
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import content, text
from partnerships.records.models import RecordPart
from partnerships.signoff.subjects import Signable
from risks.models.risk import Risk
from risks.querysets import AcceptanceQuerySet, TreatmentQuerySet
from risks.scale import Level

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Treatment(RecordPart):
    """A way to deal with a risk. It becomes an action (partnerships.actions) at once; where exposure moves to another party, as soon
    as that party consents, and not before."""

    record_kind = "treatment"

    class Strategy(models.TextChoices):
        AVOID = "avoid", _("Avoid")
        REDUCE = "reduce", _("Reduce")
        SHARE = "share", _("Share")
        TRANSFER = "transfer", _("Transfer")
        ACCEPT = "accept", _("Accept and prepare")
        EXPLOIT = "exploit", _("Exploit")
        ENHANCE = "enhance", _("Enhance")

    class Aim(models.TextChoices):
        LIKELIHOOD = "likelihood", _("That it happens: the cause")
        IMPACT = "impact", _("What follows: the effect")

    class Consent(models.TextChoices):
        NOT_NEEDED = "not_needed", _("Not needed")
        ASKED = "asked", _("Waiting for consent")
        GIVEN = "given", _("Consent given")
        REFUSED = "refused", _("Consent refused")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        Consent.NOT_NEEDED: frozenset({Consent.ASKED}),
        Consent.ASKED: frozenset({Consent.GIVEN, Consent.REFUSED}),
        Consent.REFUSED: frozenset({Consent.ASKED}),
        Consent.GIVEN: frozenset(),
    }
    FOR_THREATS = frozenset({Strategy.AVOID, Strategy.REDUCE, Strategy.SHARE, Strategy.TRANSFER, Strategy.ACCEPT})
    FOR_OPPORTUNITIES = frozenset({Strategy.EXPLOIT, Strategy.ENHANCE, Strategy.SHARE, Strategy.ACCEPT})
    FIELDS: ClassVar[tuple[str, ...]] = (
        *("strategy", "aim", "what", "effect", "responsible", "due_on"),
        *("cost", "cost_bearer", "moves_to"),
    )
    part_of = "risk"
    # The action may lie elsewhere than the risk for a moment (receivers); what it says stands here.
    undescribed = frozenset({"action"})

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="treatments", editable=False)
    strategy = models.CharField(_("strategy"), max_length=10, choices=Strategy.choices)
    aim = models.CharField(_("works on"), max_length=10, choices=Aim.choices, default=Aim.LIKELIHOOD)
    what = models.CharField(_("what is to be done"), max_length=200)
    effect = models.TextField(_("expected effect"), blank=True)
    responsible = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("responsible party"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost in euros"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_bearer = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who bears the cost"),
        help_text=_("Empty: the parties share it."),
    )
    moves_to = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exposure moves to"),
        help_text=_("The party that takes on more than before. It has to consent. Empty: none, or somebody outside."),
    )
    consent = models.CharField(_("consent"), max_length=12, choices=Consent.choices, default=Consent.NOT_NEEDED, editable=False)
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    asked_by = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("asking party")
    )
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("answered by")
    )
    consent_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    consent_note = models.TextField(_("answer"), blank=True, editable=False)
    action = models.OneToOneField(
        Action, models.SET_NULL, null=True, related_name="treatment", editable=False, verbose_name=_("action")
    )

    objects: ClassVar[Any] = TreatmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        constraints = (
            models.CheckConstraint(
                condition=Q(consent="not_needed") | Q(moves_to__isnull=False, asked_on__isnull=False),
                name="treatment_consent_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(consent__in=("not_needed", "asked")) | Q(consent_by__isnull=False, consent_on__isnull=False),
                name="treatment_consent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(action__isnull=True) | ~Q(consent__in=("asked", "refused")), name="treatment_acts_with_consent"
            ),
        )
        indexes = (models.Index(fields=("consent", "asked_on")),)

    def __str__(self) -> str:
        return self.what

    @property
    def is_done(self) -> bool:
        return self.action is not None and self.action.state == Action.State.DONE

    @property
    def awaits_consent(self) -> bool:
        return self.consent == self.Consent.ASKED

    def progress(self) -> str:
        """How far it is: its action's state, or what it waits for."""
        if self.action is not None and self.consent in (self.Consent.NOT_NEEDED, self.Consent.GIVEN):
            return str(self.action.get_state_display())  # type: ignore[attr-defined]
        return str(self.get_consent_display())  # type: ignore[attr-defined]

    progress.short_description = _("progress")  # type: ignore[attr-defined]

    def due(self) -> Any:
        return self.action.due_on if self.action is not None else self.due_on

    due.short_description = _("due")  # type: ignore[attr-defined]

    def bearer(self) -> str:
        return self.cost_bearer.short_name if self.cost_bearer is not None else _now("shared")

    bearer.short_description = _("who bears the cost")  # type: ignore[attr-defined]

    def who(self) -> str:
        return self.responsible.short_name

    who.short_description = _("responsible")  # type: ignore[attr-defined]

    def money(self) -> str:
        """What it costs and who bears it."""
        return f"{text(self.cost)} ({self.bearer()})" if self.cost is not None else ""

    money.short_description = _("cost in euros")  # type: ignore[attr-defined]

    def moved(self) -> str:
        return self.moves_to.short_name if self.moves_to is not None else ""

    moved.short_description = _("exposure to")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        """What a party consented to stays as it was."""
        return frozenset(self.FIELDS) if self.consent == self.Consent.GIVEN else frozenset()

    def said_by(self) -> Any:
        """The party that took on exposure, or refused to."""
        return self.moves_to_id if self.consent in (self.Consent.GIVEN, self.Consent.REFUSED) else None

    def may_answer(self, standing: "Standing") -> bool:
        """Whether it is the person's party that exposure would move to."""
        return self.moves_to_id is not None and standing.party is not None and standing.party.pk == self.moves_to_id

    def clean(self) -> None:
        super().clean()
        fitting = self.FOR_THREATS if self.risk.is_threat else self.FOR_OPPORTUNITIES
        if self.strategy and self.strategy not in fitting:
            raise ValidationError({"strategy": _now("This strategy does not fit this kind of risk.")})
        if self.risk.is_private:
            said = _now("The risk is private: share it, or make it joint, before another party has a part in it.")
            names = ("responsible", "cost_bearer", "moves_to")
            others = [name for name in names if getattr(self, f"{name}_id") not in (None, self.risk.party_id)]
            if others:
                raise ValidationError(dict.fromkeys(others, said))


class Acceptance(Signable, RecordPart):
    """The word that a risk is borne as it is, for a time: of all parties for a joint risk, of one for its own."""

    record_kind = "acceptance"
    is_removable = False

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for signatures")
        IN_FORCE = "in_force", _("In force")
        DECLINED = "declined", _("Not accepted")
        ENDED = "ended", _("Ended")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.ASKED: frozenset({State.IN_FORCE, State.DECLINED}),
        State.IN_FORCE: frozenset({State.ENDED}),
        State.DECLINED: frozenset(),
        State.ENDED: frozenset(),
    }
    FIELDS: ClassVar[tuple[str, ...]] = ("reason", "conditions", "expires_on", "level")
    part_of = "risk"

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="acceptances", editable=False)
    reason = models.TextField(_("why it is borne"))
    conditions = models.TextField(_("as long as"), blank=True, help_text=_("What must hold for it to stay accepted."))
    expires_on = models.DateField(_("until"), help_text=_("After this day it has to be decided again."))
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED, editable=False)
    decided_on = models.DateField(_("since"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = AcceptanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = (
            models.UniqueConstraint(fields=("risk",), condition=Q(state="asked"), name="acceptance_one_asked"),
            models.UniqueConstraint(fields=("risk",), condition=Q(state="in_force"), name="acceptance_one_in_force"),
        )

    def __str__(self) -> str:
        return _now("Acceptance of “%(risk)s”") % {"risk": self.risk}

    @property
    def is_expired(self) -> bool:
        return self.state == self.State.IN_FORCE and self.expires_on < today()

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self._state.adding else frozenset(self.FIELDS)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        said = content(self.risk, Risk.SAID)
        return {"risk": said.pop("title"), **said, **content(self, self.FIELDS)}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from risks.services import put_acceptance_in_force

        put_acceptance_in_force(self, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from risks.services import decline_acceptance

        decline_acceptance(self, actor=actor, note=round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        self.signoff_declined(round, actor)
