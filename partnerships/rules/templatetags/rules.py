"""How a rule stands, on its page."""

from typing import Any

from django import template

from partnerships.rules.models import AgreedRule

register = template.Library()


@register.inclusion_tag("rules/standing.html")
def rule_standing(record: Any) -> dict[str, Any]:
    """Proposed, agreed with what, and the request that waits. Nothing for other records; two queries at most for a rule."""
    return {"rule": record if isinstance(record, AgreedRule) and record.is_rule else None}
