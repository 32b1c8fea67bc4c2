"""What one risk has to do with others, from its own side, as far as the reader sees both ends."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from risks.models import Risk, RiskLink

if TYPE_CHECKING:
    from partnerships.records.views import DetailView

Kind = RiskLink.Kind


def related(view: "DetailView") -> list[dict[str, Any]]:
    """[{kind, label, risk, note}], each link once and read from this risk. One query."""
    risk: Risk = view.object
    links = RiskLink.objects.visible_to(view.user).filter(Q(risk=risk) | Q(target=risk)).select_related("risk", "target")
    found = []
    for link in links.order_by("created_at", "pk"):
        out = link.risk_id == risk.pk
        other = link.target if out else link.risk
        other.partnership = view.partnership
        kind = link.kind if out else RiskLink.TURNED[link.kind]
        found.append({"kind": kind, "label": Kind(kind).label, "risk": other, "note": link.note})
    return found
