"""The plan's content in templates that get nothing but the content."""

from typing import Any

from django import template

from rmp.plan.pages import parts

register = template.Library()


@register.simple_tag
def plan_parts(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections of a frozen plan, numbered, as rmp/plan/said.html shows them."""
    return parts(content)
