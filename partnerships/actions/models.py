"""One kind of task for every room: who does what until when, and for the sake of what."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord, Sourced, SourcedQuerySet


class ActionQuerySet(SourcedQuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=(Action.State.OPEN, Action.State.DOING))


class Action(Sourced, PartnershipRecord):
    record_kind = "action"

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DOING = "doing", _("In hand")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.DOING, State.DONE, State.CANCELLED}),
        State.DOING: frozenset({State.OPEN, State.DONE, State.CANCELLED}),
        State.DONE: frozenset({State.OPEN}),
        State.CANCELLED: frozenset({State.OPEN}),
    }

    title = models.CharField(_("what is to be done"), max_length=200)
    description = models.TextField(_("details"), blank=True)
    responsible = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("responsible party"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_when = models.CharField(
        _("done when"), max_length=200, blank=True, help_text=_("What can be counted or seen when it is done.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)

    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=models.F("starts_on")),
                name="action_due_after_start",
                violation_error_message=_("It is due before it starts."),
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("assignee", "state", "due_on")),
            models.Index(fields=("state", "due_on")),
            models.Index(fields=("source_type", "source_key")),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if (
            self.party_id
            and self.responsible_id
            and not self.is_joint
            and self.is_private
            and self.responsible_id != self.party_id
        ):
            raise ValidationError({"responsible": _("A private action can only be one's own: share it or make it joint.")})
