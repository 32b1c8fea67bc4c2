"""What the parties put at the team's disposal, and how a partner becomes able to do its part (5.1.3.3)."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party, Term
from partnerships.records.models import PartnershipRecord


class EnabledResource(PartnershipRecord):
    """Something that makes the work possible, provided by one party, or by all together when it is joint."""

    record_kind = "enabled-resource"

    class Category(models.TextChoices):
        MEANS = "means", _("Resources and money")
        EQUIPMENT = "equipment", _("Equipment")
        PROPERTY = "property", _("Property and premises")
        PERSONNEL = "personnel", _("Personnel")
        RISK = "risk", _("Provision for risks")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        AVAILABLE = "available", _("Available")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # The categories that the clause names; beyond them the taxonomy of resources says what it is.
    NAMED = (Category.MEANS, Category.EQUIPMENT, Category.PROPERTY, Category.PERSONNEL, Category.RISK)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.AVAILABLE, State.WITHDRAWN}),
        State.AVAILABLE: frozenset({State.WITHDRAWN}),
        State.WITHDRAWN: frozenset({State.PLANNED, State.AVAILABLE}),
    }

    title = models.CharField(_("what"), max_length=200)
    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    kind = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind"),
        limit_choices_to={"taxonomy": Term.Taxonomy.RESOURCE, "active": True},
        help_text=_("Needed for what is in none of the other categories."),
    )
    purpose = models.TextField(_("for what"), blank=True, help_text=_("What becomes possible by it, and who may use it."))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("enabled resource")
        verbose_name_plural = _("enabled resources")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="enabled_resource_ends_after_start",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(category="other") | Q(kind__isnull=False), name="enabled_resource_other_has_a_kind"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "starts_on")))

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.category == self.Category.OTHER and self.kind_id is None:
            raise ValidationError({"kind": _("Say which kind of resource it is.")})


class PartnerDevelopment(PartnershipRecord):
    """A measure by which a partner becomes able to do what the project needs of it."""

    record_kind = "partner-development"

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    OPEN = (State.PLANNED, State.RUNNING)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.RUNNING, State.DROPPED}),
        State.RUNNING: frozenset({State.DONE, State.DROPPED}),
        State.DONE: frozenset(),
        State.DROPPED: frozenset(),
    }

    title = models.CharField(_("measure"), max_length=200, help_text=_("Course, secondment, joint workshop, lent expert ..."))
    beneficiary = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("whose ability"))
    need = models.TextField(_("need"), help_text=_("What the project asks for that this partner cannot do well enough yet."))
    responsible = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("responsible party"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    result = models.TextField(_("result"), blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("measure of partner development")
        verbose_name_plural = _("partner development")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return self.title

    def locked_fields(self) -> frozenset[str]:
        """What has ended stays as it was."""
        if self.state in self.OPEN:
            return frozenset()
        return frozenset({"title", "beneficiary", "need", "responsible", "assignee", "due_on"})
