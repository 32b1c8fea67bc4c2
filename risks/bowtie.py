"""A risk as a bow-tie: what leads to it, what holds that back, the event, what softens what follows, what follows."""

from typing import TYPE_CHECKING, Any

from objectives.models import Objective
from risks.models import RiskLink, Treatment
from risks.related import related

if TYPE_CHECKING:
    from partnerships.records.views import DetailView

Kind, Aim = RiskLink.Kind, Treatment.Aim
INWARD = {Kind.FED_BY, Kind.TRIGGERED_BY, Kind.TRANSFERRED_FROM}


def bowtie(view: "DetailView") -> dict[str, Any]:
    """Three queries: links, treatments, objectives; each of what the reader may see."""
    risk, links = view.object, related(view)
    treatments = Treatment.objects.visible_to(view.user).filter(risk=risk).select_related("responsible", "action")
    barriers: dict[str, list[Treatment]] = {Aim.LIKELIHOOD: [], Aim.IMPACT: []}
    for treatment in treatments.order_by("created_at", "pk"):
        barriers[treatment.aim].append(treatment)
    objectives = list(Objective.objects.visible_to(view.user).filter(risks=risk).order_by("title", "pk"))
    for objective in objectives:
        objective.partnership = view.partnership
    return {
        "causes": [link for link in links if link["kind"] in INWARD],
        "effects": [link for link in links if link["kind"] not in INWARD],
        "before": barriers[Aim.LIKELIHOOD],
        "after": barriers[Aim.IMPACT],
        "objectives": objectives,
    }
