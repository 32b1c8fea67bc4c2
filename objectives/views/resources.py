"""The pool of resources: what each party planned to put in, and what it has delivered (5.3.3.2)."""

from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from objectives.models import ResourceCommitment
from partnerships.access.policy import Right
from partnerships.models import Party, Term
from partnerships.records.views import RoomPage


class PoolPage(RoomPage):
    """Commitments the reader may see, added up by resource, party and unit."""

    needs = Right.READ_JOINT
    template_name = "objectives/pool.html"
    principle = 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Resources"), pool=self.pool(), **kwargs)

    def pool(self) -> list[dict[str, Any]]:
        """{resource, rows: {party, unit, planned, delivered, share, commitments}} in the order of the taxonomy. Three queries."""
        commitments = ResourceCommitment.objects.visible_to(self.user).of_partnership(self.partnership)
        sums = list(
            commitments.order_by()
            .values("resource", "party", "unit")
            .annotate(planned_sum=Sum("planned"), delivered_sum=Sum("delivered"), commitments=Count("pk"))
        )
        terms = Term.objects.filter(pk__in={row["resource"] for row in sums}).order_by("position", "label")
        parties = Party.objects.in_bulk({row["party"] for row in sums})
        found = []
        for term in terms:
            rows = [self.row(row, parties[row["party"]]) for row in sums if row["resource"] == term.pk]
            rows.sort(key=lambda row: (row["party"] != self.standing.party, row["party"].name, row["unit"]))
            found.append({"resource": term, "rows": rows})
        return found

    def row(self, sums: dict[str, Any], party: Party) -> dict[str, Any]:
        planned, delivered = sums["planned_sum"], sums["delivered_sum"]
        return {
            "party": party,
            "is_ours": party == self.standing.party,
            "unit": sums["unit"],
            "planned": planned,
            "delivered": delivered,
            "share": min(float(delivered / planned), 1.0) if planned else None,
            "commitments": sums["commitments"],
        }
