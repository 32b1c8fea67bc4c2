"""Tags that put the principles on a page."""

from typing import Any

from django import template
from django.urls import reverse

from partnerships.models import Partnership
from partnerships.practices.guidance import marked_practices, principle_navigation
from partnerships.practices.principles import principle
from partnerships.practices.registry import PLACES

register = template.Library()


@register.simple_tag
def rooms_of(partnership: Partnership, nav: str = "") -> list[dict[str, Any]]:
    """The twelve principles for the side navigation."""
    return principle_navigation(partnership, nav)


@register.simple_tag
def places_of(partnership: Partnership, nav: str = "") -> list[dict[str, Any]]:
    """The other places of a partnership for the side navigation."""
    return [
        {
            "label": place.label,
            "url": reverse(place.url_name, args=[partnership.slug]),
            "active": nav == place.key,
            "icon": place.icon,
        }
        for place in PLACES
    ]


@register.inclusion_tag("components/guidance.html")
def guidance(number: int, partnership: Partnership) -> dict[str, Any]:
    """The panel beside the work: what the principle means, and the live marks of its practices."""
    return {"principle": principle(number), "practices": marked_practices(number, partnership)}
