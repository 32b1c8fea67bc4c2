"""What kind of relationship it is, what each side gains, what shall last, and what others do better (5.1.3.2)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.relationship.models.environment import answering
from rmp.relationship.querysets import AppraisalQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Appraisal(Signable, PartnershipRecord):
    """The relationship appraised for what it may become, will be or is, and the mode of collaboration that follows.

    A joint appraisal is fixed by every party's signature, and with it the mode; a party's own one is its view.
    """

    record_kind = "appraisal"
    binds_all = True

    class Horizon(models.TextChoices):
        POSSIBLE = Partnership.Horizon.POSSIBLE.value, _("Possible: what it could become")
        FUTURE = Partnership.Horizon.FUTURE.value, _("Future: what is planned")
        CURRENT = Partnership.Horizon.CURRENT.value, _("Current: what it is")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        FIXED = "fixed", _("Fixed by all parties")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {State.OPEN: frozenset({State.FIXED}), State.FIXED: frozenset()}
    FIXED: ClassVar[tuple[str, ...]] = ("horizon", "on", "findings", "mode", "mode_reason", "best_where")
    unsigned_fields = frozenset({"state", "fixed_on", "next_on"})

    horizon = models.CharField(_("horizon"), max_length=10, choices=Horizon.choices)
    on = models.DateField(_("as of"), default=today)
    findings = models.TextField(_("findings"), help_text=_("How the relationship stands, or what speaks for and against it."))
    mode = models.CharField(_("mode of collaboration"), max_length=20, choices=Partnership.Mode.choices)
    mode_reason = models.TextField(_("why this mode"), blank=True)
    best_where = models.TextField(
        _("where working together gains most"),
        blank=True,
        help_text=_("And where an order or a contract would do as well."),
    )
    next_on = models.DateField(_("appraise again on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    fixed_on = models.DateField(_("fixed on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = AppraisalQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("appraisal of the relationship")
        verbose_name_plural = _("appraisals of the relationship")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="appraisal_next_after_this",
                violation_error_message=_("The next appraisal is not after this one."),
            ),
            models.CheckConstraint(
                condition=~Q(state="fixed") | Q(party__isnull=True, fixed_on__isnull=False), name="appraisal_fixed_is_joint"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("next_on",)))

    def __str__(self) -> str:
        horizon = self.Horizon(self.horizon).label.partition(":")[0]
        return str(_("%(horizon)s relationship, %(day)s") % {"horizon": horizon, "day": text(self.on)})

    @property
    def is_fixed(self) -> bool:
        return self.state == self.State.FIXED

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_fixed else frozenset()

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.relationship.services import fix_mode

        fix_mode(self, actor=actor)


class ExpectedOutcome(RecordPart):
    """What the relationship shall bring in a period: at the beginning something else than later."""

    record_kind = "expected-outcome"

    part_of = "appraisal"

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="outcomes", editable=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: with no end in sight."))
    outcome = models.TextField(_("expected outcome"))
    benefits = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which party"),
        help_text=_("Empty: for all."),
    )

    class Meta:
        verbose_name = _("expected outcome")
        verbose_name_plural = _("expected outcomes")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="expected_outcome_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.period()

    def period(self) -> str:
        if self.ends_on is None:
            return str(_("from %(start)s on") % {"start": text(self.starts_on)})
        return f"{text(self.starts_on)} – {text(self.ends_on)}"

    period.short_description = _("period")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"starts_on", "ends_on", "outcome", "benefits"}) if self.appraisal.is_fixed else frozenset()


class Advantage(PartnershipRecord):
    """What working together gives a party that it would not have alone; or, when it is joint, what it gives all."""

    record_kind = "advantage"

    title = models.CharField(_("advantage"), max_length=200)
    description = models.TextField(_("why we would not have it alone"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("advantage")
        verbose_name_plural = _("advantages")

    def __str__(self) -> str:
        return self.title


class Sustainability(PartnershipRecord):
    """Where a relationship shall last, and by which methods it is kept alive."""

    record_kind = "sustainability"

    where = models.CharField(
        _("where it shall last"), max_length=200, help_text=_("A field of work, a unit, a group of people, a place.")
    )
    why = models.TextField(_("why there"), blank=True)
    methods = models.TextField(
        _("methods"),
        blank=True,
        help_text=_("What keeps it going when a project or a person ends: posts, rooms, habits, money."),
    )
    answers = answering()
    review_on = models.DateField(_("look again on"), null=True, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("what shall last")
        verbose_name_plural = _("what shall last")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return self.where


class BenchmarkNote(PartnershipRecord):
    """Good practice seen elsewhere, what is learnt from it, and what is changed."""

    record_kind = "benchmark-note"

    class State(models.TextChoices):
        NOTED = "noted", _("Noted")
        TRYING = "trying", _("Being tried")
        ADOPTED = "adopted", _("Adopted")
        DROPPED = "dropped", _("Set aside")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.NOTED: frozenset({State.TRYING, State.ADOPTED, State.DROPPED}),
        State.TRYING: frozenset({State.ADOPTED, State.DROPPED}),
        State.ADOPTED: frozenset(),
        State.DROPPED: frozenset({State.TRYING}),
    }

    title = models.CharField(_("good practice"), max_length=200)
    seen_at = models.CharField(_("seen where"), max_length=200, help_text=_("An alliance, an institution, a publication."))
    practice = models.TextField(_("what they do"), blank=True)
    lesson = models.TextField(_("what we learn from it"), blank=True)
    change = models.TextField(_("what we change"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NOTED, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("good practice elsewhere")
        verbose_name_plural = _("good practice elsewhere")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.state in (self.State.TRYING, self.State.ADOPTED) and not self.change:
            raise ValidationError({"change": _("Say what you change: it is tried or adopted already.")})
