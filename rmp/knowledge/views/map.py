"""Where the room begins: what each party holds and whether the others can have it, and what waits for somebody."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.access.policy import Right
from partnerships.records.views import RoomPage
from rmp.knowledge.models import DisclosureRequest, InfoCategory, InfoIncident, PublicationReview
from rmp.knowledge.views.sharing import SHARING_TONES, CategoryViews

MOST = 300


class MapPage(RoomPage):
    """The map of what can be shared, party by party, the reader's own first. Five queries, whatever is on it."""

    template_name = "rmp/knowledge/map.html"
    needs = Right.READ_JOINT
    principle = 9

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.of(InfoCategory).select_related("owner", "level", "party").order_by("name", "pk")[:MOST]
        groups: dict[Any, dict[str, list[Any]]] = {}
        for category in found:
            category.partnership = self.partnership
            groups.setdefault(category.owner_id, {}).setdefault(category.sharing, []).append(category)
        may_create = CategoryViews.creatable(self.standing)
        return super().get_context_data(
            title=_("What can be shared"),
            sides=[
                {
                    "party": party,
                    "is_ours": party == self.standing.party,
                    "groups": [
                        {
                            "label": sharing.label,
                            "tone": SHARING_TONES[sharing],
                            "categories": groups.get(party.pk, {}).get(sharing, []),
                        }
                        for sharing in InfoCategory.Sharing
                    ],
                    "is_empty": party.pk not in groups,
                }
                for party in self.standing.parties
            ],
            create_url=CategoryViews.url("create", self.partnership.slug) if may_create else "",
            create_label=CategoryViews.create_label,
            figures=self.figures(),
            **kwargs,
        )

    def of(self, model: Any) -> Any:
        return model.objects.visible_to(self.user).filter(partnership=self.partnership)

    def figures(self) -> list[dict[str, Any]]:
        """What is open, with where to see it."""
        counted = (
            (_("open requests"), "disclosurerequest", self.of(DisclosureRequest).open()),
            (_("works in review"), "publicationreview", self.of(PublicationReview).filter(state__in=PublicationReview.PENDING)),
            (_("open incidents"), "infoincident", self.of(InfoIncident).open()),
            (_("categories to be looked at again"), "infocategory", self.of(InfoCategory).review_late()),
        )
        slug = self.partnership.slug
        return [
            {"label": label, "count": rows.count(), "url": reverse(f"rmp_knowledge:{name}-list", args=[slug])}
            for label, name, rows in counted
        ]
