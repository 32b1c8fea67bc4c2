"""What stands behind a leader, and what a leader stands for: support, resources, reviews, example (5.4.1 to 5.4.3.2)."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.records.models import PartnershipRecord, PartyPart
from rmp.leadership.models.appointment import Appointment

NUMBER: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "validators": [MinValueValidator(0)]}


class SupportConfirmation(PartyPart):
    """One level of one party stands behind a leader, in one respect."""

    record_kind = "support-confirmation"

    class Level(models.TextChoices):
        TOP = "top", _("Top management")
        MIDDLE = "middle", _("Middle management")
        WORKING = "working", _("Working level")

    class Kind(models.TextChoices):
        SUPERVISION = "supervision", _("Supervision")
        MANAGEMENT = "management", _("Management")
        RESOURCES = "resources", _("Resource allocation")

    # So many confirmations of each party are full support.
    FULL: ClassVar[int] = len(Level) * len(Kind)

    part_of = "appointment"

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="support", editable=False)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("in what"), max_length=12, choices=Kind.choices)
    confirmed_by = models.CharField(_("confirmed by"), max_length=150, help_text=_("Name and position."))
    on = models.DateField(_("on"), default=today)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("confirmation of support")
        verbose_name_plural = _("support")
        constraints = (
            models.UniqueConstraint(
                fields=("appointment", "party", "level", "kind"),
                name="leader_support_once",
                violation_error_message=_("Your party has confirmed this already: change that entry."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.get_kind_display()}"


class ResourceKind(PartnershipRecord):
    """A kind of resource that the parties add to the list of what leaders need."""

    record_kind = "resource-kind"

    name = models.CharField(_("name"), max_length=100)
    note = models.TextField(_("what belongs to it"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("further kind of resource")
        verbose_name_plural = _("further kinds of resources")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "name"),
                name="leader_resource_kind_once",
                violation_error_message=_("This kind is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class LeaderResource(PartyPart):
    """What a leader needs of a party, and what the party has set aside."""

    record_kind = "leader-resource"

    class Kind(models.TextChoices):
        TIME = "time", _("Share of time")
        BUDGET = "budget", _("Budget")
        STAFF = "staff", _("Staff")
        PREMISES = "premises", _("Premises")
        TOOLS = "tools", _("Tools")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Other")

    part_of = "appointment"

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="resources", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    further = models.ForeignKey(
        ResourceKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("which other kind"),
        help_text=_("From the list that the parties extend."),
    )
    required = models.DecimalField(_("required"), **NUMBER)
    allocated = models.DecimalField(_("allocated"), default=0, **NUMBER)
    unit = models.CharField(_("unit"), max_length=40, help_text=_("Per cent, euro, people, days ..."))
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="other", further__isnull=False) | ~Q(kind="other") & Q(further__isnull=True),
                name="leader_resource_other_says_which",
                violation_error_message=_("Say which other kind if, and only if, it is another one."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind_text()}: {self.appointment}"

    def kind_text(self) -> str:
        return str(self.further) if self.further else str(self.get_kind_display())

    kind_text.short_description = _("kind")  # type: ignore[attr-defined]

    @property
    def gap(self) -> Decimal:
        """What is missing of what is required."""
        return max(self.required - self.allocated, Decimal(0))

    @property
    def share(self) -> float:
        """How much of what is required is there, 0 to 1."""
        return float(min(self.allocated / self.required, Decimal(1))) if self.required else 1.0


class LeaderReview(PartyPart):
    """How a party finds that a leader's work goes. The newest review says when the next one is."""

    record_kind = "leader-review"

    part_of = "appointment"

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="reviews", editable=False)
    on = models.DateField(_("on"), default=today)
    finding = models.TextField(_("finding"), help_text=_("All parties read it, and so does the leader."))
    next_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = (
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="leader_review_next_later",
                violation_error_message=_("The next review comes after this one."),
            ),
        )
        indexes = (models.Index(fields=("appointment", "-on")),)

    def __str__(self) -> str:
        return f"{self.appointment} ({self.on})"


class LeaderActivity(PartnershipRecord):
    """Something that leaders did for all to see: the example they set (5.4.2)."""

    record_kind = "leader-activity"

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Took part in a meeting")
        VISIT = "visit", _("Visited those who do the work")
        SPONSORED = "sponsored", _("Opened a door, found means")
        SPOKE = "spoke", _("Spoke for the collaboration")
        SETTLED = "settled", _("Settled a dispute together")

    on = models.DateField(_("on"), default=today)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    what = models.CharField(_("what"), max_length=250)
    leaders = models.ManyToManyField(Appointment, related_name="activities", verbose_name=_("which leaders"))
    others = models.CharField(_("who else was there"), max_length=250, blank=True)
    effect = models.TextField(_("what it brought"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("activity of leaders")
        verbose_name_plural = _("activities of leaders")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "-on")))

    def __str__(self) -> str:
        return self.what

    def who(self) -> list[Appointment]:
        """The leaders, in the order of their names."""
        return sorted(self.leaders.all(), key=lambda leader: leader.name)

    who.short_description = _("leaders")  # type: ignore[attr-defined]
