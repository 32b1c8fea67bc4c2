"""What stays: outputs with those who made them, and lessons with where they were applied."""

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from objectives.value.models.common import LINK
from objectives.value.models.ideas import ValueIdea
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.records.services import advance
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Output(PartnershipRecord):
    """A thing that came of the collaboration and can be pointed at."""

    record_kind = "output"

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("Publication")
        PATENT = "patent", _("Patent")
        PROTOTYPE = "prototype", _("Prototype")
        CURRICULUM = "curriculum", _("Curriculum")
        PLACEMENT = "placement", _("Placement")
        SPIN_OFF = "spin_off", _("Spin-off")
        DATASET = "dataset", _("Data set")
        SOFTWARE = "software", _("Software")

    title = models.CharField(_("output"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    description = models.TextField(_("what it is"), blank=True, max_length=4000)
    link = models.URLField(_("link"), blank=True, help_text=_("A DOI, a register, a repository."), **LINK)
    attribution = models.TextField(
        _("attribution"), blank=True, max_length=2000, help_text=_("Who made it, and who is named, in which order.")
    )
    made_on = models.DateField(_("since"), null=True, blank=True)
    idea = models.ForeignKey(
        ValueIdea, models.SET_NULL, null=True, blank=True, related_name="outputs", verbose_name=_("comes of the idea")
    )
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="value_outputs", verbose_name=_("serves the objective")
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("output")
        verbose_name_plural = _("outputs")

    def __str__(self) -> str:
        return self.title


class Lesson(Signable, PartnershipRecord):
    """What was learned. A joint one is agreed by all parties, one's own is settled by its party; it is worth what it changes."""

    record_kind = "lesson"

    class Category(models.TextChoices):
        COLLABORATION = "collaboration", _("Working together")
        PEOPLE = "people", _("People")
        SUBJECT = "subject", _("Science and technology")
        MONEY = "money", _("Money and means")
        CONTRACT = "contract", _("Contract and rights")
        COMMUNICATION = "communication", _("Communication")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AGREED = "agreed", _("Agreed")
        SHARED = "shared", _("Passed on")
        APPLIED = "applied", _("Applied")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.DRAFT: frozenset({State.AGREED}),
        State.AGREED: frozenset({State.SHARED, State.APPLIED}),
        State.SHARED: frozenset({State.APPLIED}),
        State.APPLIED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("title", "category", "happened", "recommendation")
    unsigned_fields = frozenset({"state", "agreed_on", "passed_on_to", "applications"})

    title = models.CharField(_("lesson"), max_length=200)
    category = models.CharField(_("about"), max_length=15, choices=Category.choices)
    happened = models.TextField(_("what happened"), max_length=4000)
    recommendation = models.TextField(_("what we would do next time"), blank=True, max_length=4000)
    idea = models.ForeignKey(
        ValueIdea, models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name=_("learned from the idea")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)
    passed_on_to = models.CharField(_("passed on to"), max_length=250, blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")))

    def __str__(self) -> str:
        return self.title

    @property
    def is_agreed(self) -> bool:
        return self.state != self.State.DRAFT

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.is_agreed else frozenset()

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        advance(self, self.State.AGREED, actor=actor, agreed_on=today())


class LessonApplication(RecordPart):
    """Where a lesson was applied, and what it changed there."""

    record_kind = "lesson-application"

    part_of = "lesson"

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="applications", editable=False)
    where = models.CharField(_("where"), max_length=200, help_text=_("A project, a course, another partnership, a process."))
    on = models.DateField(_("on"), default=today)
    effect = models.TextField(_("what it changed"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("where it was applied")

    def __str__(self) -> str:
        return self.where

    def clean(self) -> None:
        super().clean()
        if self.on and self.on > today():
            raise ValidationError({"on": _("That day has not come yet.")})
