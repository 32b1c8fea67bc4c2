"""Who takes part, as pages show it that know of the partnership and its people."""

from typing import Any

from django import template

from partnerships.access.policy import Standing
from partnerships.admission.models import Admission
from partnerships.models import Role
from partnerships.services import is_running

register = template.Library()


@register.filter
def decides_with_others(standing: Standing) -> bool:
    """Whether more than one party has joined, so that who else takes part is for all of them to sign."""
    return is_running(standing)


@register.inclusion_tag("admission/waiting.html")
def waiting_admissions(standing: Standing) -> dict[str, Any]:
    """The requests about who takes part that are out for signature. One query."""
    found = Admission.objects.visible_to(standing.user).waiting().filter(partnership=standing.partnership)
    rows = list(found.select_related("organisation"))
    for row in rows:
        row.partnership = standing.partnership
    return {"rows": rows}


@register.filter
def lists_what_is_read(snapshot: dict[str, Any]) -> bool:
    """Whether somebody reads more once the request is agreed."""
    return snapshot["request"] in Admission.LISTS


@register.filter
def request_label(snapshot: dict[str, Any]) -> str:
    """What is asked, in the reader's language."""
    return str(Admission.Kind(snapshot["request"]).label)


@register.filter
def role_label(snapshot: dict[str, Any]) -> str:
    return str(Role(snapshot["role"]).label)
