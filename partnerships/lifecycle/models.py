"""Going on although something lacks: only by a decision of all parties, for one step, with the reason written down."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.models import Participation, Partnership
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User


class OverrideQuerySet(SpaceQuerySet):
    def live(self) -> "OverrideQuerySet":
        """Those that are asked for or agreed, and neither used nor overtaken."""
        return self.filter(state__in=(GateOverride.State.ASKED, GateOverride.State.AGREED))

    def agreed(self) -> "OverrideQuerySet":
        return self.filter(state=GateOverride.State.AGREED)

    def holding(self) -> "OverrideQuerySet":
        """Agreed ones that every party that has joined reads, and none has joined since without having signed."""
        signed = SignOffSlot.objects.filter(round__record_key=OuterRef("pk"), round__state=SignOffRound.State.COMPLETE)
        joined = Participation.objects.joined().signing().filter(partnership=OuterRef("partnership"))
        theirs = SignOffSlot.objects.filter(
            round__record_key=OuterRef(OuterRef("pk")), round__state=SignOffRound.State.COMPLETE, party=OuterRef("party")
        )
        over_a_head = Exists(signed) & Exists(joined.filter(~Exists(theirs)))
        return self.disclosed().filter(state=GateOverride.State.AGREED).exclude(over_a_head)


class GateOverride(Signable, PartnershipRecord):
    """All parties agree to take one step of the partnership's life although named gates of it do not hold."""

    record_kind = "gate-override"
    is_removable = False
    binds_all = True

    class State(models.TextChoices):
        ASKED = "asked", _("Before the parties")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        USED = "used", _("Step taken")
        LAPSED = "lapsed", _("Lapsed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.ASKED: frozenset({State.AGREED, State.DECLINED, State.LAPSED}),
        State.AGREED: frozenset({State.USED, State.LAPSED}),
        State.DECLINED: frozenset(),
        State.USED: frozenset(),
        State.LAPSED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("from_state", "to_state", "lacking", "reason")
    undescribed = frozenset({"gates"})  # `lacking` says them in words

    from_state = models.CharField(_("from"), max_length=20, choices=Partnership.State.choices, editable=False)
    to_state = models.CharField(_("step to"), max_length=20, choices=Partnership.State.choices)
    gates = models.JSONField(default=list, editable=False)
    lacking = models.TextField(_("although this lacks"), editable=False)
    reason = models.TextField(_("because"), max_length=4000, help_text=_("All parties read and sign it."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED, editable=False)

    objects: ClassVar[Any] = OverrideQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("decision to go on without something")
        verbose_name_plural = _("decisions to go on without something")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="gate_override_is_joint"),
            models.UniqueConstraint(
                fields=("partnership", "from_state", "to_state"),
                condition=Q(state__in=("asked", "agreed")),
                name="gate_override_one_at_a_step",
                violation_error_message=_("The parties are asked about this step already."),
            ),
        )

    def __str__(self) -> str:
        return _now("Go on to “%(state)s”") % {"state": self.get_to_state_display()}

    def locked_fields(self) -> frozenset[str]:
        """What was laid before the parties stays as it was asked: ask anew instead."""
        return frozenset() if self._state.adding else frozenset({"to_state", "reason"})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def signoff_title(self) -> str:
        return _now("%(step)s although something lacks") % {"step": self}

    def snapshot(self) -> dict[str, Any]:
        return content(self, self.FIXED)

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        self._answer(self.State.AGREED, actor, "")

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        self._answer(self.State.DECLINED, actor, round.closing_note)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        self._answer(self.State.LAPSED, actor, round.closing_note)

    def _answer(self, state: str, actor: "User | None", note: str) -> None:
        from partnerships.lifecycle.services import answer

        answer(self, state, actor=actor, note=note)
