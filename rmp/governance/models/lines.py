"""What one party wants of an agreement, for itself: its own line, which the others see only if it shares it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Term
from partnerships.records.models import PartnershipRecord
from rmp.governance.models.agreements import Agreement


class NegotiatingLine(PartnershipRecord):
    """One party's line on one topic: what it aims at, what it could accept, and where it ends."""

    record_kind = "negotiating-line"

    # A party's own line must not keep the others from removing an agreement: they would learn of it.
    agreement = models.ForeignKey(
        Agreement, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agreement")
    )
    topic = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
        limit_choices_to={"taxonomy": Term.Taxonomy.AGREEMENT_TOPIC, "active": True},
    )
    aim = models.TextField(_("what we aim at"))
    acceptable = models.TextField(_("what we could accept"), blank=True)
    limit = models.TextField(_("what we cannot accept"), blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("line of our own")
        verbose_name_plural = _("lines of our own")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="negotiating_line_of_a_party"),
        )

    def __str__(self) -> str:
        return self.aim if len(self.aim) <= 80 else f"{self.aim[:79]}…"
