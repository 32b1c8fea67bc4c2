"""What the parties put their minds to together, and whether they live by what they said (5.2.3.2)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.records.models import PartnershipRecord, PartyPart
from rmp.visions.querysets import ValueCheckQuerySet


class FocusArea(PartnershipRecord):
    """One of the four things that a university and its partners look after together, and what they want in it."""

    record_kind = "focus-area"

    class Kind(models.TextChoices):
        QUALITY = "quality", _("Quality of research, capacity of education")
        USERS = "users", _("Researchers and users of research working together")
        FUNDING = "funding", _("Research funding within the bounds of ethics")
        RIGHTS = "rights", _("Intellectual property of those concerned")

    kind = models.CharField(_("focus area"), max_length=12, choices=Kind.choices)
    aim = models.TextField(_("what we want here"))
    ethics_approval = models.CharField(
        _("ethics approval"), max_length=200, blank=True, help_text=_("Who approved, under which number, until when.")
    )
    ip_reference = models.CharField(
        _("reference to intellectual property"),
        max_length=200,
        blank=True,
        help_text=_("The agreement, clause or record that says whose it is."),
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "kind"),
                name="focus_area_once",
                violation_error_message=_("This focus area is there already: change that one."),
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class FocusCommitment(PartyPart):
    """What one party commits itself to in a focus area."""

    record_kind = "focus-commitment"

    part_of = "area"

    area = models.ForeignKey(
        FocusArea, models.CASCADE, related_name="commitments", editable=False, verbose_name=_("focus area")
    )
    text = models.CharField(_("what we commit to"), max_length=300)
    details = models.TextField(_("details"), blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return self.text


class ValueCheck(PartnershipRecord):
    """Whether one party finds that a value, or a commitment, was lived in the time since it last looked."""

    record_kind = "value-check"

    class Verdict(models.TextChoices):
        LIVED = "lived", _("Lived")
        PARTLY = "partly", _("Partly lived")
        NOT = "not", _("Not lived")

    value = models.CharField(
        _("value or commitment"), max_length=300, help_text=_("As it stands in the joint vision or in a focus area.")
    )
    on = models.DateField(_("on"), default=today)
    verdict = models.CharField(_("finding"), max_length=8, choices=Verdict.choices)
    evidence = models.TextField(_("where it showed"), help_text=_("A decision or an event in which one could see it."))
    follows = models.TextField(_("what follows"), blank=True)
    next_on = models.DateField(_("next check"), null=True, blank=True)

    objects: ClassVar[Any] = ValueCheckQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("check of a value")
        verbose_name_plural = _("checks of the values")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="value_check_of_a_party"),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="value_check_next_after_this",
                violation_error_message=_("The next check is after this one."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="lived") | ~Q(follows=""),
                name="value_check_says_what_follows",
                violation_error_message=_("Say what follows from it."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "party", "value", "-on")))

    def __str__(self) -> str:
        return f"{self.value}: {self.get_verdict_display()}"
