"""A person leaves and another takes over, so that the collaboration goes on as before (5.1.2)."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.access.spaces import InSpace
from partnerships.records.models import PartnershipRecord, RecordPart

if TYPE_CHECKING:
    from partnerships.access.policy import Standing


class Handover(PartnershipRecord):
    """A person of one party leaves the partnership. It may be prepared in private; once under way, all parties know of it."""

    record_kind = "handover"

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN = (State.PLANNED, State.UNDER_WAY)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.UNDER_WAY, State.CANCELLED}),
        State.UNDER_WAY: frozenset({State.COMPLETED, State.CANCELLED}),
        State.COMPLETED: frozenset(),
        State.CANCELLED: frozenset(),
    }

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who leaves"), help_text=_("Of your party.")
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who takes over"),
        help_text=_("May stay open until the handover is completed. Invite the person first if he or she is not here yet."),
    )
    last_day = models.DateField(_("last day"), help_text=_("The last day on which the leaving person is there."))
    note = models.TextField(
        _("what the successor should know"),
        blank=True,
        help_text=_("What is agreed but written nowhere; whom to call. All parties read it once the handover has begun."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    begun_on = models.DateField(_("under way since"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="handover_of_a_party"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("person")), name="handover_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=~Q(state="under_way") | Q(visibility="shared"), name="handover_under_way_is_shared"
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(successor__isnull=False), name="handover_completed_has_a_successor"
            ),
            models.UniqueConstraint(
                fields=("partnership", "party", "person"),
                condition=Q(state__in=("planned", "under_way")),
                name="handover_one_open_per_person",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "last_day")))

    def __str__(self) -> str:
        if self.successor is None:
            return str(_("Handover from %(person)s") % {"person": self.person})
        return str(_("Handover from %(person)s to %(successor)s") % {"person": self.person, "successor": self.successor})

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def may(self, standing: "Standing", right: str) -> bool:
        """As any record; but what all parties were told of is not taken back."""
        return (right != Right.SHARE or self.state == self.State.PLANNED) and super().may(standing, right)

    def locked_fields(self) -> frozenset[str]:
        """Who leaves is fixed once the others were told; what has ended stays as it was."""
        if self.state == self.State.PLANNED:
            return frozenset()
        return frozenset({"person"}) if self.is_open else frozenset({"person", "successor", "last_day", "note"})

    def clean(self) -> None:
        super().clean()
        if self.successor_id and self.successor_id == self.person_id:
            raise ValidationError({"successor": _("Somebody else takes over.")})
        # The constraint asks for a field that no form has, so no form would say it.
        others = Handover.objects.filter(partnership=self.partnership_id, party=self.party_id, person=self.person_id)
        if self.is_open and others.filter(state__in=self.OPEN).exclude(pk=self.pk).exists():
            raise ValidationError({"person": _("This person's handover is open already: go on with that one.")})


class ChecklistItem(RecordPart):
    """Something to be done before the person is gone."""

    record_kind = "checklist-item"

    part_of = "handover"

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items", editable=False)
    text = models.CharField(_("what is to be done"), max_length=250)
    # The suggested ones keep their order; what is added comes after them.
    position = models.PositiveSmallIntegerField(default=100, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("done by"),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)

    undescribed = frozenset({"position"})

    class Meta:
        verbose_name = _("item of the checklist")
        verbose_name_plural = _("checklist")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_by__isnull=True, done_on__isnull=True) | Q(done_by__isnull=False, done_on__isnull=False),
                name="checklist_item_done_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.handover.is_open else frozenset({"text", "done_by", "done_on"})
