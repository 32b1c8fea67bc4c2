"""How a party's own objective fits a common one (5.3.3.1)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from objectives.models.objective import Objective
from objectives.querysets import AlignmentQuerySet
from partnerships.records.models import RecordPart


class Alignment(RecordPart):
    """One cell of the matrix. It is a part of the own objective: it lies in its space and is written by its party."""

    record_kind = "alignment"

    class Value(models.TextChoices):
        SUPPORTS_STRONGLY = "supports_strongly", _("Supports strongly")
        SUPPORTS = "supports", _("Supports")
        NEUTRAL = "neutral", _("Neutral")
        TENSION = "tension", _("Tension")
        CONFLICT = "conflict", _("Conflict")

    part_of = "objective"

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="alignments", editable=False)
    # Goes with the common objective: a party's private cell must not hold back what all may remove.
    common = models.ForeignKey(
        Objective,
        models.CASCADE,
        related_name="supported_by",
        verbose_name=_("common objective"),
        limit_choices_to={"party": None},
    )
    value = models.CharField(_("fit"), max_length=20, choices=Value.choices)
    reason = models.TextField(_("why"), blank=True)
    handling = models.TextField(_("how we deal with it"), blank=True, help_text=_("Needed for tension and conflict."))

    objects: ClassVar[Any] = AlignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignment")
        constraints = (
            models.UniqueConstraint(
                fields=("objective", "common"),
                name="alignment_one_per_pair",
                violation_error_message=_("These two are compared already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.objective} · {self.common}: {self.get_value_display()}"

    @property
    def is_strained(self) -> bool:
        return self.value in (self.Value.TENSION, self.Value.CONFLICT)

    @property
    def needs_handling(self) -> bool:
        """Flagged in the matrix: tension or conflict that nobody has said how to deal with."""
        return self.is_strained and not self.handling

    @property
    def supports(self) -> bool:
        return self.value in (self.Value.SUPPORTS_STRONGLY, self.Value.SUPPORTS)

    def clean(self) -> None:
        super().clean()
        if self.objective.is_common:
            raise ValidationError(_("A common objective is not compared with common ones: start at one's own."))
