"""What a party as a whole is good at, and by which measures the parties learn."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party, Term
from partnerships.records.models import PartnershipRecord
from rmp.competence.models.learning import Learning
from rmp.competence.querysets import DevelopmentQuerySet


class DevelopmentAction(Learning, PartnershipRecord):
    """A measure by which people of one party, or of all, become able to do what their roles ask for.

    It is about a role or a competence. What is for one person is that person's own development (rmp.competence.models.people).
    """

    record_kind = "development-action"

    title = models.CharField(
        _("measure"), max_length=200, help_text=_("For a group. What is for one person stands with that person.")
    )
    role = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which role"),
        limit_choices_to={"taxonomy": Term.Taxonomy.COMPETENCE_ROLE, "active": True},
    )
    aim = models.TextField(_("what people can do afterwards"), blank=True)
    responsible = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("responsible party"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
    )

    FIXED: ClassVar[tuple[str, ...]] = ("kind", "competence", "due_on", "title", "role", "aim", "responsible", "assignee")

    objects: ClassVar[Any] = DevelopmentQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("development action")
        verbose_name_plural = _("development actions")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "due_on")))

    def __str__(self) -> str:
        return self.title

    def locked_fields(self) -> frozenset[str]:
        """What was verified or dropped stays as it was."""
        return frozenset(self.FIXED) if self.state in (self.State.VERIFIED, self.State.DROPPED) else frozenset()

    def clean(self) -> None:
        super().clean()
        foreign = self.party_id and self.is_private and self.responsible_id and self.responsible_id != self.party_id
        if foreign:
            raise ValidationError({"responsible": _("A private measure can only be one's own: share it or make it joint.")})
        if self.kind == self.Kind.JOINT_WORKSHOP and self.party_id and self.is_private:
            raise ValidationError({"kind": _("Others take part in a joint workshop: share it or make it joint.")})


class OrgCapability(PartnershipRecord):
    """One strength or weakness of a party as an organisation, when it works with others; with what it does about it."""

    record_kind = "org-capability"

    class Dimension(models.TextChoices):
        STRATEGY = "strategy", _("Strategy")
        LEADERSHIP = "leadership", _("Leadership")
        PEOPLE = "people", _("People")
        PROCESS = "process", _("Processes")
        SYSTEMS = "systems", _("Systems")
        CULTURE = "culture", _("Culture")

    class Finding(models.TextChoices):
        STRENGTH = "strength", _("Strength")
        WEAKNESS = "weakness", _("Weakness")

    dimension = models.CharField(_("dimension"), max_length=12, choices=Dimension.choices)
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices)
    what = models.CharField(_("what"), max_length=250, help_text=_("In one sentence, as the other side would understand it."))
    evidence = models.TextField(_("what shows it"), blank=True)
    action = models.TextField(
        _("what we do"), blank=True, help_text=_("How the strength is put to use, or what is done about the weakness.")
    )
    assessed_on = models.DateField(_("found on"), null=True, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("capability of the organisation")
        verbose_name_plural = _("capabilities of the organisation")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="org_capability_of_a_party"),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def is_strength(self) -> bool:
        return self.finding == self.Finding.STRENGTH
