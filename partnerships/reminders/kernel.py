"""What is due in the kernel itself."""

import zoneinfo
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.actions.models import Action
from partnerships.models import Partnership
from partnerships.reminders.registry import Due, register_due
from partnerships.signoff.models import SignOffSlot


def waiting_signatures() -> "QuerySet[Any]":
    opened_on = TruncDate("round__opened_at", tzinfo=zoneinfo.ZoneInfo(settings.TIME_ZONE))
    return SignOffSlot.objects.waiting().annotate(opened_on=opened_on)


def title_of_round(slot: SignOffSlot) -> str:
    return slot.round.title


def page_of_round(slot: SignOffSlot) -> str:
    return slot.round.get_absolute_url()


_SIGNATURE: dict[str, Any] = {
    "queryset": waiting_signatures,
    "partnership": "round__partnership",
    "people": ("assignee", "delegate"),
    "roles": roles_with(Right.SIGN),
    "related": ("round__partnership",),
    "title": title_of_round,
    "url": page_of_round,
}

register_due(
    Due(
        kind="partnerships.review",
        label=_("Review of the partnership"),
        queryset=lambda: Partnership.objects.all(),
        date="next_review_on",
        partnership="pk",
        party="",
    ),
    Due(
        kind="actions.action",
        label=_("Action"),
        queryset=lambda: Action.objects.unfinished(),
        party="responsible",
        people=("assignee",),
        related=("partnership",),
    ),
    # Told at once, and again each week; then, where there is one, of the last day, after which the round is over.
    Due(
        kind="signoff.asked",
        label=_("Waiting for your signature"),
        date="opened_on",
        leads=(),
        lags=(7, 14, 21),
        is_notice=True,
        **_SIGNATURE,
    ),
    Due(kind="signoff.last_day", label=_("Last day to sign"), date="round__due_on", lags=(), **_SIGNATURE),
)
