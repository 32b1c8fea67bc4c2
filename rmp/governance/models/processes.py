"""Processes of both houses that meet: how each does it, where they do not fit, and the way agreed for working together (5.5)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, PartyPart
from partnerships.signoff.subjects import Signable
from rmp.governance.querysets import ProcessQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class JointProcess(Signable, PartnershipRecord):
    """A process that runs through both houses. The way it goes from now on is agreed by the signatures of all."""

    record_kind = "joint-process"

    class State(models.TextChoices):
        IDENTIFIED = "identified", _("Identified")
        COMPARED = "compared", _("Compared")
        AGREED = "agreed", _("Agreed")
        IN_USE = "in_use", _("In use")
        REVIEW = "review", _("Under review")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.IDENTIFIED: frozenset({State.COMPARED}),
        State.COMPARED: frozenset({State.AGREED}),
        State.AGREED: frozenset({State.IN_USE}),
        State.IN_USE: frozenset({State.REVIEW}),
        # It has proved itself, or it is compared again.
        State.REVIEW: frozenset({State.IN_USE, State.COMPARED}),
    }
    # What all signed holds, also while it is looked at again, until it is compared again.
    SETTLED = (State.AGREED, State.IN_USE, State.REVIEW)
    FIXED: ClassVar[tuple[str, ...]] = ("name", "gap", "agreed_way", "owned_by")

    name = models.CharField(_("process"), max_length=200)
    gap = models.TextField(
        _("where they do not fit"), blank=True, help_text=_("What would go wrong if each went on in its own way.")
    )
    agreed_way = models.TextField(_("agreed way"), blank=True, help_text=_("How it goes when we work together, step by step."))
    owned_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("looked after by (party)")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked after by (person)"),
    )
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDENTIFIED, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ProcessQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("joint process")
        verbose_name_plural = _("joint processes")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=("agreed", "in_use")) | ~Q(agreed_way="") & Q(owned_by__isnull=False),
                name="joint_process_agreed_says_how",
                violation_error_message=_("What is agreed says how, and who looks after it."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "review_on")))

    def __str__(self) -> str:
        return self.name

    def locked_fields(self) -> frozenset[str]:
        return frozenset(self.FIXED) if self.state in self.SETTLED else frozenset()

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """The way, and who looks after it."""
        return content(self, self.FIXED)

    def signoff_title(self) -> str:
        return _now("Joint process: %(name)s") % {"name": self.name}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.processes import agree_process

        agree_process(self, actor=actor)


class OwnWay(PartyPart):
    """How one party does it in its own house."""

    record_kind = "own-way"

    part_of = "process"

    process = models.ForeignKey(JointProcess, models.CASCADE, related_name="ways", editable=False)
    text = models.TextField(_("our own way"), help_text=_("Who does what, with which forms, in how many days."))
    keeps = models.TextField(
        _("what we must keep"), blank=True, help_text=_("What law, funders or our own rules leave no choice in.")
    )

    class Meta:
        verbose_name = _("own way")
        verbose_name_plural = _("own ways")
        constraints = (
            models.UniqueConstraint(
                fields=("process", "party"),
                name="joint_process_one_way_per_party",
                violation_error_message=_("Your party's way is there already: change that one."),
            ),
        )

    def __str__(self) -> str:
        return _now("How %(party)s does it") % {"party": self.party}
