"""What falls due in this room: reviews, readings of indicators, ends of acceptances, consents. Treatments are actions, and due as such."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.reminders.registry import Due, register_due
from risks.models import Acceptance, Indicator, Risk, RiskOwner, Treatment
from risks.querysets import LIVE

REVIEW = _("Review of a risk")


def unowned() -> "QuerySet[Any]":
    return Risk.objects.live().filter(~Exists(RiskOwner.objects.filter(risk=OuterRef("pk"))))


register_due(
    # Of a risk with owners each of them is told; of one without, whoever keeps the partnership going.
    Due(
        kind="risks.review",
        label=REVIEW,
        queryset=unowned,
        date="review_on",
        party="party",
        related=("partnership",),
    ),
    Due(
        kind="risks.owner_review",
        label=REVIEW,
        queryset=lambda: RiskOwner.objects.filter(risk__state__in=LIVE),
        date="risk__review_on",
        partnership="risk__partnership",
        party="party",
        people=("person",),
        related=("risk__partnership",),
        title=lambda owner: str(owner.risk),
        url=lambda owner: owner.risk.get_absolute_url(),
    ),
    Due(
        kind="risks.indicator",
        label=_("Reading of an indicator"),
        queryset=lambda: Indicator.objects.watched(),
        date="next_on",
        partnership="risk__partnership",
        party="risk__party",
        related=("risk__partnership",),
    ),
    Due(
        kind="risks.acceptance",
        label=_("End of an acceptance"),
        queryset=lambda: Acceptance.objects.in_force(),
        date="expires_on",
        partnership="risk__partnership",
        party="risk__party",
        roles=roles_with(Right.SIGN),
        leads=(30, 7),
        related=("risk__partnership",),
        title=lambda acceptance: str(acceptance.risk),
        url=lambda acceptance: acceptance.risk.get_absolute_url(),
    ),
    Due(
        kind="risks.consent",
        label=_("Exposure that would move to your party"),
        queryset=lambda: Treatment.objects.asked(),
        date="asked_on",
        partnership="risk__partnership",
        party="moves_to",
        roles=roles_with(Right.SIGN),
        leads=(),
        related=("risk__partnership",),
        is_notice=True,
    ),
)
