"""What comes of it, to whom, how one sees it, and who says that it came."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from objectives.models.parts import NUMBER
from objectives.value.models.common import LINK, WORTH, way
from objectives.value.models.ideas import ValueIdea
from objectives.value.querysets import BenefitQuerySet
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party, Term
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord, PartyPart, RecordPart


class Benefit(PartnershipRecord):
    """Something good for a party, for all of them, or for somebody outside. It counts as verified when those it is for say so."""

    record_kind = "benefit"

    class Beneficiary(models.TextChoices):
        PARTY = "party", _("One party")
        JOINT = "joint", _("All parties")
        THIRD = "third", _("Somebody outside the partnership")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        FORECAST = "forecast", _("Forecast")
        EMERGING = "emerging", _("Emerging")
        REALISED = "realised", _("Realised")
        VERIFIED = "verified", _("Verified")
        MISSED = "missed", _("Missed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.FORECAST, State.EMERGING, State.MISSED}),
        State.FORECAST: frozenset({State.EMERGING, State.MISSED}),
        State.EMERGING: frozenset({State.REALISED, State.MISSED}),
        State.REALISED: frozenset({State.VERIFIED, State.EMERGING}),
        State.VERIFIED: frozenset(),
        State.MISSED: frozenset({State.FORECAST}),
    }
    LIVE = (State.PLANNED, State.FORECAST, State.EMERGING)
    SETTLED = (State.REALISED, State.VERIFIED)
    # What those who benefit attest: as long as it is laid before them, it stays as it is.
    FIXED: ClassVar[tuple[str, ...]] = (
        *("title", "kind", "description", "beneficiary", "beneficiary_party", "third_party", "giver"),
        *("objective", "idea", "baseline", "target", "unit", "method", "due_on", "measure_on"),
    )

    title = models.CharField(_("benefit"), max_length=200)
    kind = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kind of benefit"),
        limit_choices_to={"taxonomy": Term.Taxonomy.BENEFIT, "active": True},
    )
    description = models.TextField(_("what will be better"), blank=True, max_length=4000)
    beneficiary = models.CharField(_("who benefits"), max_length=10, choices=Beneficiary.choices, default=Beneficiary.JOINT)
    beneficiary_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("which party benefits")
    )
    third_party = models.CharField(_("who outside benefits"), max_length=200, blank=True)
    giver = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who brings it about"),
        help_text=_("Empty: all parties together. Who gives a benefit does not attest it for those who get it."),
    )
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="value_benefits",
        verbose_name=_("serves the objective"),
    )
    idea = models.ForeignKey(
        ValueIdea, models.SET_NULL, null=True, blank=True, related_name="benefits", verbose_name=_("comes of the idea")
    )
    baseline = models.DecimalField(_("value at the start"), default=0, **NUMBER)
    target = models.DecimalField(
        _("target"), null=True, blank=True, help_text=_("Empty where nothing can be counted."), **NUMBER
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    method = models.CharField(_("how it is measured"), max_length=250, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    measure_on = models.DateField(_("next measurement"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    realised_on = models.DateField(_("realised on"), null=True, blank=True, editable=False)
    verified_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)
    learning = models.TextField(_("why it was missed"), blank=True, editable=False)

    objects: ClassVar[Any] = BenefitQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        constraints = (
            *InSpace.Meta.constraints,
            # One, for a form asks the database about each: clean() says which, and where.
            models.CheckConstraint(
                condition=(Q(target__isnull=True) | ~Q(target=F("baseline")))
                & (~Q(beneficiary="party") | Q(beneficiary_party__isnull=False))
                & (Q(giver__isnull=True) | Q(beneficiary_party__isnull=True) | ~Q(giver=F("beneficiary_party"))),
                name="value_benefit_is_one",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("realised", "verified")) | Q(realised_on__isnull=False),
                name="value_benefit_realised_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_on__isnull=False), name="value_benefit_verified_has_a_day"
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "state")),
            models.Index(fields=("state", "due_on")),
            models.Index(fields=("state", "measure_on")),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        kinds = self.Beneficiary
        problems: dict[str, Any] = {}
        if self.beneficiary == kinds.PARTY and self.beneficiary_party_id is None:
            problems["beneficiary_party"] = _("Say which party benefits.")
        if self.beneficiary != kinds.PARTY and self.beneficiary_party_id is not None:
            problems["beneficiary_party"] = _("Only where one party benefits.")
        if self.beneficiary == kinds.THIRD and not self.third_party:
            problems["third_party"] = _("Say who benefits.")
        if self.beneficiary != kinds.THIRD and self.third_party:
            problems["third_party"] = _("Only where somebody outside the partnership benefits.")
        if self.giver_id is not None and self.giver_id == self.beneficiary_party_id:
            problems["giver"] = _("Who brings it about and who benefits are one party: leave this empty.")
        if self.target is not None and not self.unit:
            problems["unit"] = _("Say in which unit the target is counted.")
        if self.target is not None and self.target == self.baseline:
            problems["target"] = _("The target is where it starts: nothing would change.")
        if problems:
            raise ValidationError(problems)

    @property
    def value(self) -> Decimal | None:
        """The newest measured value. Where several benefits are shown: ask `with_newest()`, or prefetch `measurements`."""
        if hasattr(self, "newest"):
            return self.newest
        read = [m for m in self.measurements.all() if m.value is not None]
        latest = max(read, key=lambda m: (m.on, m.created_at), default=None)
        return latest.value if latest else None

    @property
    def progress(self) -> float | None:
        """How much of the way to the target is done, 0 to 1; None where nothing is counted or nothing was measured."""
        return way(self.baseline, self.target, self.value)

    def progress_text(self) -> str:
        return "" if self.progress is None else f"{self.progress:.0%}"

    progress_text.short_description = _("progress")  # type: ignore[attr-defined]

    def for_whom(self) -> str:
        """Who benefits, as a name."""
        match self.beneficiary:
            case self.Beneficiary.PARTY:
                return self.beneficiary_party.short_name if self.beneficiary_party else ""
            case self.Beneficiary.THIRD:
                return self.third_party
        return str(self.get_beneficiary_display())

    for_whom.short_description = _("for whom")  # type: ignore[attr-defined]

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_settled(self) -> bool:
        """Whether it is laid before those who benefit, or attested by them."""
        return self.state in self.SETTLED

    def shared_by(self, party: Party | None) -> bool:
        """Whether the party has a share in it: a worth of its own to speak of."""
        if party is None or self.beneficiary == self.Beneficiary.THIRD:
            return False
        return self.beneficiary == self.Beneficiary.JOINT or self.beneficiary_party_id == party.pk

    def attested_by(self, party: Party | None) -> bool:
        """Whether the party's word is needed: the beneficiary's, and everybody's where all benefit or nobody at the table does."""
        if party is None:
            return False
        return self.beneficiary != self.Beneficiary.PARTY or self.beneficiary_party_id == party.pk

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_settled else frozenset()


class BenefitShare(PartyPart):
    """What a benefit is worth to a party that has it, as that party says: expected, and so far. In the parties' unit of account."""

    record_kind = "benefit-share"

    part_of = "benefit"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="shares", editable=False)
    expected = models.DecimalField(_("worth expected"), **WORTH)
    realised = models.DecimalField(_("worth so far"), default=0, **WORTH)
    note = models.TextField(_("how we come to it"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("worth to a party")
        verbose_name_plural = _("worth to the parties")
        constraints = (
            models.UniqueConstraint(
                fields=("benefit", "party"),
                name="value_share_one_per_party",
                violation_error_message=_("Your party has said what it is worth: change that."),
            ),
            models.CheckConstraint(condition=Q(expected__gte=0, realised__gte=0), name="value_share_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.party.short_name}: {text(self.realised)} / {text(self.expected)}"

    def clean(self) -> None:
        super().clean()
        if not self.benefit.shared_by(self.party):
            raise ValidationError(_("Your party does not benefit from this: those who do say what it is worth."))


class BenefitMeasurement(RecordPart):
    """What was found on a day, and by what one sees it."""

    record_kind = "benefit-measurement"

    part_of = "benefit"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="measurements", editable=False)
    on = models.DateField(_("on"), default=today)
    value = models.DecimalField(_("value"), null=True, blank=True, **NUMBER)
    evidence = models.TextField(
        _("evidence"), validators=[MaxLengthValidator(4000)], help_text=_("What shows it, so that another can look it up.")
    )
    link = models.URLField(_("link"), blank=True, **LINK)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = (models.Index(fields=("benefit", "-on")),)

    def __str__(self) -> str:
        value = "" if self.value is None else f": {text(self.value)} {self.benefit.unit}".rstrip()
        return f"{text(self.on)}{value}"

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        if self.on and self.on > today():
            problems["on"] = _("That day has not come yet.")
        if self.value is None and self.benefit.target is not None:
            problems["value"] = _("The benefit has a target: say the value.")
        if problems:
            raise ValidationError(problems)

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"on", "value", "evidence", "link"}) if self.benefit.is_settled else frozenset()


class BenefitAttestation(PartyPart):
    """A party's word that a benefit came, or that it did not. Made by attest_benefit and dispute_benefit only."""

    record_kind = "benefit-attestation"
    is_removable = False

    class Verdict(models.TextChoices):
        ATTESTED = "attested", _("Attested")
        DISPUTED = "disputed", _("Disputed")

    part_of = "benefit"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="attestations", editable=False)
    verdict = models.CharField(_("word"), max_length=10, choices=Verdict.choices)
    statement = models.TextField(_("statement"), blank=True)
    on = models.DateField(_("on"), default=today)
    # A word falls when the benefit is taken up again: what comes after is attested anew.
    stands = models.BooleanField(_("stands"), default=True)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        constraints = (
            models.UniqueConstraint(
                fields=("benefit", "party"), condition=Q(stands=True), name="value_attestation_one_that_stands"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party.short_name}: {self.get_verdict_display()}"

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self._state.adding else frozenset({"verdict", "statement", "on"})
