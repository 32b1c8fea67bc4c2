"""How a rule stands, on its page."""

from typing import Any

from django import template

from partnerships.access.names import person_reading
from partnerships.rules.models import AgreedRule
from partnerships.signoff.models import SignOffRound

register = template.Library()


@register.inclusion_tag("rules/standing.html")
def rule_standing(record: Any) -> dict[str, Any]:
    """Proposed, agreed with what (if the reader reads that), and the request that waits. Nothing for other records; two queries at most."""
    if not (isinstance(record, AgreedRule) and record.is_rule):
        return {"rule": None}
    reader = person_reading()
    rounds = SignOffRound.objects.visible_to(reader) if reader else SignOffRound.objects.none()
    return {"rule": record, "agreed_with": rounds.filter(pk=record.agreed_by_id).first() if record.agreed_by_id else None}
