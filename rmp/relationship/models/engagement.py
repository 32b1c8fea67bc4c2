"""How the parties engage with each other: by which steps, managed in which way, and who speaks with whom (5.1.2, 5.1.3.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.rules.models import AgreedRule
from rmp.relationship.models.environment import answering


class EngagementProcess(AgreedRule, PartnershipRecord):
    """The common way of engaging, from the first talk to the end; one for each partnership."""

    record_kind = "engagement-process"
    RULE = ("management_mode", "description")

    class Mode(models.TextChoices):
        TOGETHER = "together", _("One joint team manages")
        LEAD = "lead", _("One party leads, the others agree")
        IN_TURN = "in_turn", _("The parties lead in turn")
        PARALLEL = "parallel", _("Each party manages its part, with fixed meetings")
        NEUTRAL = "neutral", _("A neutral house manages")

    management_mode = models.CharField(_("mode of management"), max_length=10, choices=Mode.choices)
    description = models.TextField(
        _("in plain words"), blank=True, help_text=_("How a newcomer would be told how you work together.")
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("engagement process")
        verbose_name_plural = _("engagement process")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership",),
                name="engagement_process_one",
                violation_error_message=_("There is one process already: change that one."),
            ),
        )

    def __str__(self) -> str:
        return str(_("How we engage"))


class EngagementStep(AgreedRule, RecordPart):
    """What is done at a stage of the relationship, by whom, and where it is written down."""

    record_kind = "engagement-step"
    RULE = ("stage", "order", "title", "who", "answers", "documented_in")

    class Stage(models.IntegerChoices):
        AWARENESS = 1, _("1 Awareness")
        KNOWLEDGE = 2, _("2 Knowledge")
        INTERNAL = 3, _("3 Internal assessment")
        SELECTION = 4, _("4 Choice of partners")
        WORKING = 5, _("5 Working together")
        VALUE = 6, _("6 Value creation")
        STAYING = 7, _("7 Staying together")
        EXIT = 8, _("8 Exit")

    part_of = "process"

    process = models.ForeignKey(EngagementProcess, models.CASCADE, related_name="steps", editable=False)
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage.choices)
    order = models.PositiveSmallIntegerField(_("order within the stage"), default=1)
    title = models.CharField(_("what is done"), max_length=200)
    who = models.CharField(_("by whom"), max_length=200, blank=True, help_text=_("A role rather than a name."))
    answers = answering()
    documented_in = models.CharField(
        _("written down in"), max_length=200, blank=True, help_text=_("Minutes, a form, a record here.")
    )

    class Meta:
        verbose_name = _("step of the engagement")
        verbose_name_plural = _("steps of the engagement")

    def __str__(self) -> str:
        return self.title


class CommunicationLine(PartnershipRecord):
    """Who speaks with whom about what, how often and by which channel."""

    record_kind = "relationship-communication-line"

    class Frequency(models.TextChoices):
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        YEARLY = "yearly", _("Every year")
        AS_NEEDED = "as_needed", _("When needed")

    topic = models.CharField(_("about what"), max_length=200)
    who = models.CharField(_("who speaks"), max_length=120, help_text=_("A role or a person."))
    who_party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("for which party"))
    whom = models.CharField(_("with whom"), max_length=120)
    whom_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("of which party"),
        help_text=_("Empty: of none, an interested party outside."),
    )
    frequency = models.CharField(_("how often"), max_length=12, choices=Frequency.choices)
    channel = models.CharField(_("by which channel"), max_length=120)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("line of communication")
        verbose_name_plural = _("who speaks with whom")

    def __str__(self) -> str:
        return self.topic

    def speaker(self) -> str:
        return f"{self.who} ({self.who_party.short_name})"

    speaker.short_description = _("who speaks")  # type: ignore[attr-defined]

    def listener(self) -> str:
        return f"{self.whom} ({self.whom_party.short_name})" if self.whom_party else self.whom

    listener.short_description = _("with whom")  # type: ignore[attr-defined]
