"""Where the parties fit and where they do not: five areas, compatibility, clashes of ethics (5.2.1, 5.2.2, 5.2.3.1)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.records.models import PartnershipRecord
from rmp.visions.querysets import STRAINED, AreaRatingQuerySet, EthicsCheckQuerySet


class Area(models.TextChoices):
    """In what the parties are compared (5.2.2)."""

    DIRECTION = "direction", _("Direction")
    CULTURE = "culture", _("Culture")
    REPUTATION = "reputation", _("Reputation")
    ETHICS = "ethics", _("Ethics")
    BEHAVIOUR = "behaviour", _("Behaviour")


class AreaRating(PartnershipRecord):
    """How one party finds that the other side fits it in an area; its own until it shares it, so that each can rate alone first."""

    record_kind = "area-rating"

    class Fit(models.IntegerChoices):
        CONFLICT = 1, _("Conflict")
        TENSION = 2, _("Tension")
        NEUTRAL = 3, _("Neutral")
        SUPPORTS = 4, _("Supports")
        SUPPORTS_STRONGLY = 5, _("Supports strongly")

    area = models.CharField(_("area"), max_length=12, choices=Area.choices)
    value = models.PositiveSmallIntegerField(
        _("fit"),
        choices=Fit.choices,
        help_text=_("Does what the other side is and does in this area support what we want here?"),
    )
    note = models.TextField(_("why"), blank=True, help_text=_("What you saw that makes you say so."))

    objects: ClassVar[Any] = AreaRatingQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("rating of an area")
        verbose_name_plural = _("ratings of the areas")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "party", "area"),
                name="area_rating_one_per_party",
                violation_error_message=_("Your party has rated this area already: change that rating."),
            ),
            models.CheckConstraint(condition=Q(party__isnull=False), name="area_rating_of_a_party"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="area_rating_in_range"),
        )

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.get_value_display()}"

    @property
    def is_strained(self) -> bool:
        return self.value <= STRAINED


class AreaHandling(PartnershipRecord):
    """What the parties say together about an area in which they differ or see tension, and how they deal with it."""

    record_kind = "area-handling"

    area = models.CharField(_("area"), max_length=12, choices=Area.choices)
    note = models.TextField(_("what lies behind it"), blank=True)
    handling = models.TextField(_("how we deal with it"))

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("handling of an area")
        verbose_name_plural = _("handling of the areas")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "area"),
                name="area_handling_once",
                violation_error_message=_("This area has its handling already: change that one."),
            ),
            models.CheckConstraint(condition=Q(party__isnull=True), name="area_handling_is_joint"),
        )

    def __str__(self) -> str:
        return self.get_area_display()


class CompatibilityAssessment(PartnershipRecord):
    """What somebody who compared the parties' visions, values and profiles came to: a party for itself, or all together."""

    record_kind = "compatibility-assessment"

    class Verdict(models.TextChoices):
        COMPATIBLE = "compatible", _("Compatible")
        WITH_CARE = "with_care", _("Compatible with care")
        NOT_COMPATIBLE = "not_compatible", _("Not compatible")

    assessed_on = models.DateField(_("on"), default=today)
    fits = models.TextField(_("where we fit"))
    strains = models.TextField(_("where we do not"), blank=True)
    verdict = models.CharField(_("conclusion"), max_length=16, choices=Verdict.choices)
    conclusion = models.TextField(_("what follows"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("compatibility assessment")
        verbose_name_plural = _("compatibility")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verdict="compatible") | ~Q(strains=""),
                name="compatibility_says_where_not",
                violation_error_message=_("Say where you do not fit."),
            ),
        )

    def __str__(self) -> str:
        return self.get_verdict_display()


class EthicsCheck(PartnershipRecord):
    """A clash of ethics that somebody sees, and what became of it (5.2.1)."""

    record_kind = "ethics-check"

    class Kind(models.TextChoices):
        FUNDING = "funding", _("Sources of money")
        USE = "use", _("Use of results")
        BEINGS = "beings", _("People and animals")
        DATA = "data", _("Data about people")
        INTEREST = "interest", _("Conflict of interest")
        FREEDOM = "freedom", _("Freedom to research and publish")
        SOCIETY = "society", _("Society and nature")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        HANDLED = "handled", _("Handled")
        ACCEPTED = "accepted", _("Accepted")
        UNRESOLVED = "unresolved", _("Unresolved")

    SETTLED: ClassVar = (State.HANDLED, State.ACCEPTED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.HANDLED, State.ACCEPTED, State.UNRESOLVED}),
        State.UNRESOLVED: frozenset({State.HANDLED, State.ACCEPTED}),
        State.HANDLED: frozenset({State.OPEN}),
        State.ACCEPTED: frozenset({State.OPEN}),
    }

    clash = models.CharField(_("clash"), max_length=200, help_text=_("What stands against what, in one sentence."))
    kind = models.CharField(_("about"), max_length=12, choices=Kind.choices)
    description = models.TextField(_("what it is about"), blank=True)
    due_on = models.DateField(_("to be settled by"), null=True, blank=True)
    handling = models.TextField(_("how we deal with it"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN, editable=False)
    settled_on = models.DateField(_("settled on"), null=True, editable=False)

    objects: ClassVar[Any] = EthicsCheckQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("ethical clash")
        verbose_name_plural = _("ethical clashes")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(handling=""),
                name="ethics_check_says_how",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return self.clash

    @property
    def is_settled(self) -> bool:
        return self.state in self.SETTLED

    def clean(self) -> None:
        super().clean()
        if self.state != self.State.OPEN and not self.handling:
            raise ValidationError({"handling": _("It is no longer open: say how you deal with it.")})
