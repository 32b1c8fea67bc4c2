"""Working together without an agreement (5.5)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class NoAgreement(Signable, PartnershipRecord):
    """Why the parties work together without an agreement: said jointly, and signed by all (the other way through the gate)."""

    record_kind = "no-agreement"
    # It takes the place of the reason that all agreed before.
    binds_all = True

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        OVER = "over", _("Over")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PROPOSED: frozenset({State.AGREED, State.OVER}),
        State.AGREED: frozenset({State.OVER}),
        State.OVER: frozenset(),
    }

    reason = models.TextField(_("why there is no agreement"))
    relied_on = models.TextField(
        _("what the parties rely on instead"), blank=True, help_text=_("Law, custom, exchanged letters, a rule of a funder.")
    )
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("reason for having no agreement")
        verbose_name_plural = _("reasons for having no agreement")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership",), condition=Q(state="agreed"), name="no_agreement_one_agreed_reason"
            ),
        )

    def __str__(self) -> str:
        return self.reason if len(self.reason) <= 80 else f"{self.reason[:79]}…"

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.state == self.State.PROPOSED else frozenset({"reason", "relied_on"})

    def snapshot(self) -> dict[str, Any]:
        return content(self, ("reason", "relied_on"))

    def signoff_title(self) -> str:
        return _now("Working together without an agreement")

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.agreements import agree_to_none

        agree_to_none(self, actor=actor)
