"""A party's partnerships side by side: where working together gains most for what it takes (5.1.3.2).

The page shows a reader only the rankings of parties he or she stands for. What a university thinks of its partners, and they of it, is
read from here by nobody else, even when a ranking was shared.
"""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import own_space
from partnerships.access.views import SignedInMixin
from partnerships.models import FROZEN_STATES, Participation, Partnership
from partnerships.pages.forms import PartnershipFilter
from partnerships.practices.guidance import overviews
from partnerships.records.describe import text
from partnerships.records.export import MOST_ROWS, download
from partnerships.records.paging import page_of
from rmp.relationship.charts import Point, chart, level_of
from rmp.relationship.models import Priority

MOST = 200  # rankings on one page; a filter brings the others


class PortfolioFilter(PartnershipFilter):
    tier = django_filters.ChoiceFilter(label=gettext_lazy("Tier"), choices=Priority.Tier.choices, method="everywhere")

    def everywhere(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """A tier is the ranking's and not the partnership's: the page asks for it there."""
        return queryset


class Portfolio(SignedInMixin, TemplateView):
    """All partnerships the person may see: those ranked in a benefit-effort matrix with its table, then those not ranked yet."""

    template_name = "rmp/relationship/portfolio.html"
    COLUMNS = (
        ("title", gettext_lazy("Partnership")),
        ("tier", gettext_lazy("Tier")),
        ("benefit", gettext_lazy("Benefit")),
        ("effort", gettext_lazy("Effort")),
        ("", gettext_lazy("What follows")),
        ("", gettext_lazy("With")),
        ("mode", gettext_lazy("Mode")),
        ("review", gettext_lazy("Rank again on")),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" in request.GET:
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def filterset(self) -> PortfolioFilter:
        visible = Partnership.objects.visible_to(self.user)
        return PortfolioFilter(self.request.GET, queryset=visible, request=self.request)

    @property
    def found(self) -> "QuerySet[Any]":
        """The partnerships that the filter leaves."""
        return self.filterset.qs if self.filterset.is_valid() else Partnership.objects.visible_to(self.user)

    @property
    def tier(self) -> str:
        return self.filterset.form.cleaned_data.get("tier", "") if self.filterset.is_valid() else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ranked = self.ranked(MOST)
        return super().get_context_data(
            filterset=self.filterset,
            export_urls=self.export_urls(),
            pages=overviews("rmp_portfolio:portfolio"),
            chart=chart(self.point(n, priority) for n, priority in enumerate(ranked, 1)),
            columns=self.heads(),
            rows=[self.row(n, priority) for n, priority in enumerate(ranked, 1)],
            full=len(ranked) == MOST,
            most=MOST,
            **self.unranked(),
            **kwargs,
        )

    # --- what is ranked ----------------------------------------------------------------------------------------------
    def own(self) -> "QuerySet[Priority]":
        """The rankings of parties the person stands for: beyond being visible, being one's own."""
        return Priority.objects.visible_to(self.user).filter(own_space(self.user, Right.READ_OWN))

    def ranked(self, most: int) -> list[Priority]:
        """Two queries, however many there are."""
        parties = Prefetch("partnership__participations", Participation.objects.signing().select_related("party"))
        mine = self.own().filter(partnership__in=self.found.order_by().values("pk"))
        mine = mine.filter(tier=self.tier) if self.tier else mine
        rows = list(mine.select_related("partnership", "party").prefetch_related(parties).order_by("tier", "pk")[:most])
        return self.in_order(rows)

    def in_order(self, rows: list[Priority]) -> list[Priority]:
        """By the column asked for; else by tier, the best of each first."""
        keys: dict[str, Any] = {
            "title": lambda p: p.partnership.title.casefold(),
            "tier": lambda p: p.tier,
            "benefit": lambda p: p.benefit(),
            "effort": lambda p: p.effort(),
            "mode": lambda p: list(Partnership.Mode).index(p.partnership.mode),
            "review": lambda p: (p.review_on is None, str(p.review_on)),
        }
        rows.sort(key=lambda p: (p.tier, -p.benefit(), p.effort(), p.partnership.title.casefold(), str(p.pk)))
        sort = self.request.GET.get("sort", "")
        key = keys.get(sort.removeprefix("-"))
        return sorted(rows, key=key, reverse=sort.startswith("-")) if key else rows

    def heads(self) -> list[dict[str, Any]]:
        params, sort = self.request.GET.copy(), self.request.GET.get("sort", "")
        params.pop("page", None)
        heads = []
        for name, label in self.COLUMNS:
            head: dict[str, Any] = {"label": label, "numeric": name in ("benefit", "effort")}
            if name:
                params["sort"] = f"-{name}" if sort == name else name
                head["sort_url"] = f"?{params.urlencode()}"
                head["sorted"] = {name: "asc", f"-{name}": "desc"}.get(sort, "")
            heads.append(head)
        return heads

    def point(self, number: int, priority: Priority) -> Point:
        title = f"{priority.partnership.title}, {priority.get_tier_display()}"
        across, up = level_of(priority.effort()), level_of(priority.benefit())
        return Point(number, across, up, title, priority.get_absolute_url(), "ours_private")

    def row(self, number: int, priority: Priority) -> dict[str, Any]:
        partnership = priority.partnership
        others = [p.party.short_name for p in partnership.participations.all() if p.party_id != priority.party_id]
        cells = [
            *(f"{number} {partnership.title}", str(priority.get_tier_display())),
            *(text(priority.benefit()), text(priority.effort()), what_follows(priority)),
            *(", ".join(sorted(others)), str(partnership.get_mode_display()), text(priority.review_on)),
        ]
        return {"url": priority.get_absolute_url(), "cells": cells}

    def export_urls(self) -> list[dict[str, str]]:
        params = self.request.GET.copy()
        params.pop("page", None)
        found = []
        for kind in ("csv", "xlsx"):
            params["export"] = kind
            found.append({"label": kind.upper(), "url": f"?{params.urlencode()}"})
        return found

    def export(self, kind: str) -> HttpResponse:
        """What is ranked, as on the page, without the numbers of the drawing. Raises Http404 for an unknown kind."""
        heads = [str(label) for _name, label in self.COLUMNS]
        rows = [[p.partnership.title, *self.row(0, p)["cells"][1:]] for p in self.ranked(MOST_ROWS)]
        return download([heads, *rows], kind, name="partnerships-ranked", sheet=_("Benefit and effort"))

    # --- what is not ------------------------------------------------------------------------------------------------
    def unranked(self) -> dict[str, Any]:
        """Partnerships that the person's party could rank and has not, a page of them."""
        if self.tier:
            return {"unranked": []}
        rankable = Partnership.objects.held_by(self.user, roles_with(Right.WRITE)).exclude(state__in=FROZEN_STATES)
        open_ones = self.found.filter(pk__in=rankable.values("pk")).exclude(pk__in=self.own().values("partnership"))
        page = page_of(open_ones.order_by("title", "id"), self.request.GET.get("page"))
        params = self.request.GET.copy()
        params.pop("page", None)
        return {
            "unranked": [
                {"partnership": p, "url": reverse("rmp_relationship:priority-create", args=[p.slug])} for p in page.object_list
            ],
            "page_obj": page,
            "page_url_prefix": f"?{params.urlencode()}&" if params else "?",
        }


def what_follows(priority: Priority) -> str:
    """What the place in the matrix suggests."""
    if level_of(priority.benefit()) > 2:
        return _("Collaborate closely") if level_of(priority.effort()) > 2 else _("Do more of it")
    return _("Rethink it") if level_of(priority.effort()) > 2 else _("Keep it simple")
