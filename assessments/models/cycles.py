"""When is asked: one cycle from its plan to its follow-up, each side's part in it, and the rhythm in which cycles come."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.models.instruments import Instrument
from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.audience import shown_here
from partnerships.bases import UUIDModel
from partnerships.models import Participation, Partnership, Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord
from partnerships.rules.models import AgreedRule
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

# No figure rests on fewer people, whatever a cycle says.
LEAST_GROUP = 3


class CycleQuerySet(SpaceQuerySet):
    def answering(self) -> Self:
        return self.filter(state=Cycle.State.OPEN)

    def released(self) -> Self:
        """Those whose results both sides have seen at the same moment."""
        return self.filter(state__in=Cycle.RELEASED_STATES)

    def under_way(self) -> Self:
        return self.exclude(state__in=(Cycle.State.FINISHED, Cycle.State.CANCELLED))


class Cycle(Signable, PartnershipRecord):
    """One asking of all sides by the same questions. It is joint; what each person answers is nobody's."""

    record_kind = "cycle"
    is_removable = False

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        INVITING = "inviting", _("Inviting")
        OPEN = "open", _("Open for answers")
        CLOSED = "answers_in", _("All answers are in")
        ANALYSED = "analysed", _("Analysed")
        RELEASED = "released", _("Released to both")
        WORKSHOP = "workshop", _("In the workshop")
        CONSENSUS = "consensus", _("Consensus found")
        ACTIONS = "actions_agreed", _("Improvements agreed")
        FOLLOWED_UP = "followed_up", _("Followed up")
        FINISHED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.INVITING, State.CANCELLED}),
        State.INVITING: frozenset({State.OPEN, State.CANCELLED}),
        State.OPEN: frozenset({State.CLOSED}),
        State.CLOSED: frozenset({State.ANALYSED}),
        State.ANALYSED: frozenset({State.RELEASED}),
        State.RELEASED: frozenset({State.WORKSHOP, State.FINISHED}),
        State.WORKSHOP: frozenset({State.CONSENSUS}),
        State.CONSENSUS: frozenset({State.ACTIONS}),
        State.ACTIONS: frozenset({State.FOLLOWED_UP}),
        State.FOLLOWED_UP: frozenset({State.FINISHED}),
        State.FINISHED: frozenset(),
        State.CANCELLED: frozenset(),
    }
    RELEASED_STATES: ClassVar[tuple[str, ...]] = (
        State.RELEASED,
        State.WORKSHOP,
        State.CONSENSUS,
        State.ACTIONS,
        State.FOLLOWED_UP,
        State.FINISHED,
    )
    # The way, as it is drawn; what was cancelled has left it.
    WAY: ClassVar[tuple[str, ...]] = tuple(State.values[:-1])

    title = models.CharField(_("title"), max_length=150)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="cycles", verbose_name=_("questions"))
    about = models.TextField(
        _("why now"),
        blank=True,
        max_length=2000,
        help_text=_("Read by everybody who is asked: what it is for, what happens with it."),
    )
    closes_on = models.DateField(_("answers until"), null=True, blank=True, help_text=_("The last day to answer."))
    workshop_by = models.DateField(_("workshop by"), null=True, blank=True)
    follow_up_on = models.DateField(_("follow-up on"), null=True, blank=True, help_text=_("When you look whether it helped."))
    min_group = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=LEAST_GROUP,
        validators=[MinValueValidator(LEAST_GROUP), MaxValueValidator(20)],
        help_text=_("No figure and no comment is shown that rests on fewer people."),
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PLANNED, editable=False)
    opened_on = models.DateField(_("opened on"), null=True, editable=False)
    answers_in_on = models.DateField(_("all answers in on"), null=True, editable=False)
    released_on = models.DateField(_("released on"), null=True, editable=False)
    workshop_on = models.DateField(_("workshop on"), null=True, editable=False)
    moderated_by = models.CharField(_("moderated by"), max_length=150, blank=True, editable=False)
    finished_on = models.DateField(_("closed on"), null=True, editable=False)
    conclusion = models.TextField(_("conclusion"), blank=True, editable=False)
    rhythm = models.ForeignKey(
        "assessments.Rhythm", models.SET_NULL, null=True, editable=False, related_name="cycles", verbose_name=_("rhythm")
    )
    falls_on = models.DateField(null=True, editable=False)  # the day of the rhythm it was planned for

    undescribed: ClassVar[frozenset[str]] = frozenset({"falls_on"})
    objects: ClassVar[Any] = CycleQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="cycle_is_joint"),
            models.CheckConstraint(
                condition=Q(min_group__gte=LEAST_GROUP),
                name="cycle_min_group_protects",
                violation_error_message=_("A group of fewer than three protects nobody."),
            ),
            models.UniqueConstraint(fields=("rhythm", "falls_on"), name="cycle_once_per_fall"),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("state", "closes_on")),
            models.Index(fields=("partnership", "-released_on")),
            models.Index(fields=("instrument", "state")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        return self.instrument.kind

    @property
    def is_released(self) -> bool:
        return self.state in self.RELEASED_STATES

    @property
    def is_settled(self) -> bool:
        """Whether it can be asked no more."""
        return self.state not in (self.State.PLANNED, self.State.INVITING, self.State.OPEN)

    def results_url(self) -> str:
        return reverse("assessments:results", args=[self.partnership.slug, self.pk])

    def locked_fields(self) -> frozenset[str]:
        """Whom it protects, and by which questions, is promised to those who are asked: it stays."""
        if self.state == self.State.PLANNED:
            return frozenset()
        fixed = {"instrument", "min_group"}
        if self.is_settled:
            fixed |= {"closes_on", "about", "title"}
        return frozenset(fixed)

    def clean(self) -> None:
        super().clean()
        if self.workshop_by and self.closes_on and self.workshop_by < self.closes_on:
            raise ValidationError({"workshop_by": _("The workshop comes after the answers.")})
        if self.follow_up_on and self.closes_on and self.follow_up_on <= self.closes_on:
            raise ValidationError({"follow_up_on": _("The follow-up comes after the answers.")})

    # --- the joint decision: what the workshop agreed -----------------------------------------------------------------
    def signoff_title(self) -> str:
        return _now("Agreed scores: %(title)s") % {"title": self.title}

    def snapshot(self) -> dict[str, Any]:
        """The agreed scores with their reasons and dissents."""
        scores = self.consensus_set.select_related("dimension").order_by("dimension__position", "pk")  # type: ignore[attr-defined]
        return {"title": self.title, "consensus_set": [content(score) for score in scores]}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from assessments.services.cycles import consensus_found

        consensus_found(self, actor=actor)


class SideQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """Sides whose results may be seen: released, and counting enough people."""
        return self.filter(outcome=CycleSide.Outcome.SHOWN, cycle__state__in=Cycle.RELEASED_STATES)


class CycleSide(UUIDModel):
    """One party's part in a cycle. What it counts is how many, never who."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Not analysed yet")
        SHOWN = "shown", _("Shown")
        TOO_FEW = "too_few", _("Held back: too few people answered")
        HELD_BACK = "held_back", _("Held back: beside earlier results it would tell what single people said")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="sides", verbose_name=_("cycle"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))
    closed_on = models.DateField(_("closed on"), null=True)
    invited = models.PositiveSmallIntegerField(_("invited"), default=0)
    answered = models.PositiveSmallIntegerField(_("answered"), default=0)
    # Of those who answered, as many as the figures rest on: drawn by lot where all of them would show single people.
    counted = models.PositiveSmallIntegerField(_("counted"), default=0)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.PENDING)

    objects = SideQuerySet.as_manager()

    class Meta:
        verbose_name = _("side of a cycle")
        verbose_name_plural = _("sides of a cycle")
        ordering = ("party__name",)
        constraints = (models.UniqueConstraint(fields=("cycle", "party"), name="cycle_side_once"),)

    def __str__(self) -> str:
        return f"{self.party} · {self.cycle}"


class Rhythm(AgreedRule, PartnershipRecord):
    """How often the parties ask themselves the same questions. Cycles are planned from it by the clock."""

    record_kind = "rhythm"
    RULE = ("title", "instrument", "every_months", "answer_days", "min_group", "active")
    MOVING = ("next_on",)

    title = models.CharField(_("title"), max_length=120)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        related_name="+",
        verbose_name=_("questions"),
        help_text=_("When a newer version is in force, that one is asked."),
    )
    every_months = models.PositiveSmallIntegerField(
        _("every how many months"), default=6, validators=[MinValueValidator(1), MaxValueValidator(36)]
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer"), default=21, validators=[MinValueValidator(3), MaxValueValidator(90)]
    )
    min_group = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=LEAST_GROUP, validators=[MinValueValidator(LEAST_GROUP), MaxValueValidator(20)]
    )
    next_on = models.DateField(_("next on"))
    active = models.BooleanField(_("goes on"), default=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("rhythm")
        verbose_name_plural = _("rhythms")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="rhythm_is_joint"),
            models.CheckConstraint(condition=Q(min_group__gte=LEAST_GROUP), name="rhythm_min_group_protects"),
            models.CheckConstraint(condition=Q(every_months__gte=1), name="rhythm_goes_forward"),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("active", "next_on")))

    def __str__(self) -> str:
        return self.title

    @classmethod
    def quoted(cls, partnership: Partnership) -> Any:
        """The plan says how often what is asked, not what has been given up."""
        return super().quoted(partnership).filter(active=True)


def joined_parties(cycle: Cycle) -> "models.QuerySet[Any]":
    """The parties that are asked: those that read it."""
    return Party.objects.filter(
        pk__in=Participation.objects.joined()
        .signing()
        .filter(shown_here(cycle.audience), partnership=cycle.partnership)
        .values("party")
    ).order_by("name")


__all__ = ["LEAST_GROUP", "Cycle", "CycleSide", "Rhythm", "joined_parties"]
