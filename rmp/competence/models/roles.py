"""What the parties together ask of those who work in a role."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Term
from partnerships.records.models import PartnershipRecord, RecordPart
from rmp.competence.models.catalogue import Competence, Level

REQUIRED = [(level.value, level.label) for level in Level if level != Level.NONE]


class RoleProfile(PartnershipRecord):
    """One role in this collaboration: what it is there for, and, in its requirements, what it takes."""

    record_kind = "role-profile"

    role = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("role"),
        limit_choices_to={"taxonomy": Term.Taxonomy.COMPETENCE_ROLE, "active": True},
    )
    purpose = models.TextField(_("what this role does for the collaboration"))

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("role profile")
        verbose_name_plural = _("role profiles")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="role_profile_is_joint"),
            models.UniqueConstraint(
                fields=("partnership", "role"),
                name="role_profile_once",
                violation_error_message=_("This role has a profile already: change that one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.role)

    def requirements_count(self) -> int:
        return len(self.requirements.all())  # type: ignore[attr-defined]

    requirements_count.short_description = _("competences asked for")  # type: ignore[attr-defined]


class RoleRequirement(RecordPart):
    """One competence that the role asks for, from which level on, and how much depends on it."""

    record_kind = "role-requirement"

    part_of: ClassVar[str] = "profile"

    class Weight(models.IntegerChoices):
        HELPFUL = 1, _("helpful")
        IMPORTANT = 2, _("important")
        DECISIVE = 3, _("decisive")

    profile = models.ForeignKey(
        RoleProfile, models.CASCADE, related_name="requirements", editable=False, verbose_name=_("role")
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="+", verbose_name=_("competence"), limit_choices_to={"active": True}
    )
    required_level = models.PositiveSmallIntegerField(
        _("required level"),
        choices=REQUIRED,
        default=Level.ALONE,
        validators=(MinValueValidator(Level.KNOWS), MaxValueValidator(Level.LEADS)),
    )
    weight = models.PositiveSmallIntegerField(_("weight"), choices=Weight.choices, default=Weight.IMPORTANT)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("-weight", "created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "competence"),
                name="role_requirement_once",
                violation_error_message=_("The role asks for this competence already: change that requirement."),
            ),
            models.CheckConstraint(
                condition=Q(required_level__gte=1, required_level__lte=4, weight__gte=1, weight__lte=3),
                name="role_requirement_in_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.competence}: {self.get_required_level_display()}"

    def kind(self) -> str:
        return str(self.competence.short_kind)

    kind.short_description = _("kind")  # type: ignore[attr-defined]
