"""The joint decisions of a record, on its page."""

from typing import Any

from django import template
from django.db.models import Prefetch
from django.template import RequestContext

from partnerships.records.models import Kept
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.presentation import panel

register = template.Library()
SHOWN = 10


@register.inclusion_tag("signoff/panel.html", takes_context=True)
def signoff_panel(context: RequestContext, record: Kept) -> dict[str, Any]:
    """The rounds about a record and its parts, newest first, in at most two queries. Needs `standing` in the context."""
    standing = context["standing"]
    slots = SignOffSlot.objects.select_related("party", "person", "assignee", "delegate").order_by("party__name")
    rounds = SignOffRound.objects.visible_to(standing.user).of_record(record.record).filter(partnership=standing.partnership)
    found = list(rounds.prefetch_related(Prefetch("slots", slots)).order_by("-opened_at")[:SHOWN])
    for round in found:
        round.partnership = standing.partnership
    return {"panels": [panel(round, standing) for round in found]}
