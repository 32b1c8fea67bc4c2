"""Assessments of all partnerships a person may read: the last readings, the benchmark, the course of the whole."""

from typing import Any

from django import forms
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from assessments.models import Benchmark, Kind
from assessments.models.instruments import parties_of_officer
from assessments.portfolio import Line, course_of, cycles_read_by, last_cycle, lines_of
from assessments.results import gap_class
from assessments.rollup import LEAST_PARTNERSHIPS
from partnerships.access.policy import Right, roles_with
from partnerships.access.views import SignedInMixin
from partnerships.models import Participation, Partnership
from partnerships.practices.guidance import overviews
from partnerships.practices.principles import PRINCIPLES
from partnerships.records.export import MOST_ROWS, download
from partnerships.records.paging import page_of


class PortfolioForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("What was asked"), choices=Kind.choices, required=False)


class AssessmentPortfolio(SignedInMixin, TemplateView):
    template_name = "assessments/portfolio.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" in request.GET:
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def form(self) -> PortfolioForm:
        return PortfolioForm(self.request.GET or None, initial={"kind": Kind.HEALTH_CHECK})

    @property
    def kind(self) -> str:
        return (self.form.cleaned_data.get("kind") if self.form.is_valid() else "") or Kind.HEALTH_CHECK

    @property
    def all_readable(self) -> Any:
        """Partnerships whose joint space the person reads."""
        return Partnership.objects.held_by(self.user, roles_with(Right.READ_JOINT))

    @cached_property
    def readable(self) -> Any:
        """Those that the search finds; by title, which ranks nobody."""
        found = self.all_readable
        words = self.form.cleaned_data.get("q", "").split()[:8] if self.form.is_valid() else []
        for word in words:
            found = found.filter(title__icontains=word)
        return found.order_by("title", "id")

    @property
    def cycles(self) -> Any:
        return cycles_read_by(self.user, self.kind)

    def own_parties(self, partnerships: list[Partnership]) -> dict[Any, Any]:
        held = Participation.objects.held_by(self.user, roles_with(Right.READ_OWN)).signing()
        return dict(held.filter(partnership__in=partnerships).values_list("partnership", "party"))

    def rows(self, lines: list[Line]) -> list[dict[str, Any]]:
        own = self.own_parties([line.partnership for line in lines])
        found = []
        for line in lines:
            ours = own.get(line.partnership.pk)
            parties = sorted({party for means in line.means.values() for party in means}, key=str)
            theirs = [value for party in parties if party != ours and (value := line.overall(party)) is not None]
            mine = line.overall(ours) if ours else None
            cells = []
            for principle in PRINCIPLES:
                means = line.means.get(principle.number, {})
                level = float(sum(means.values()) / len(means)) if means else None
                cells.append(
                    {"principle": principle, "level": level, "band": band(level), "gap": gap_class(line.gap(principle.number))}
                )
            found.append(
                {
                    "line": line,
                    "ours": None if mine is None else float(mine),
                    "theirs": float(sum(theirs) / len(theirs)) if theirs else None,
                    "cells": cells,
                }
            )
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.readable.annotate(cycle_key=last_cycle(self.cycles)), self.request.GET.get("page"))
        params = self.request.GET.copy()
        params.pop("page", None)
        # Who reads no results is told none.
        lines = Benchmark.objects.filter(Exists(self.all_readable), kind=self.kind)
        benchmarks = {line.principle: line for line in lines}
        return super().get_context_data(
            title=_("Assessments"),
            pages=overviews("assessments_house:portfolio"),
            form=self.form,
            kind=Kind(self.kind).label,
            rows=self.rows(lines_of(list(page.object_list))),
            page_obj=page,
            page_url_prefix=f"?{params.urlencode()}&" if params else "?",
            export_prefix=f"?{params.urlencode()}&export=" if params else "?export=",
            benchmarks=[(principle, benchmarks.get(principle.number)) for principle in PRINCIPLES] if benchmarks else [],
            least=LEAST_PARTNERSHIPS,
            course=course_of(self.readable.order_by().values("pk"), self.cycles),
            is_officer=parties_of_officer(self.user).exists(),
            **kwargs,
        )

    def export(self, kind: str) -> HttpResponse:
        """What the pages show, all of them. Raises Http404 for an unknown kind."""
        found = list(self.readable.annotate(cycle_key=last_cycle(self.cycles))[:MOST_ROWS])
        heads = [_("Partnership"), _("Cycle"), _("Ours"), _("Theirs"), _("Significant gaps")]
        heads += [f"{principle.number} {principle.title}" for principle in PRINCIPLES]
        table = []
        for row in self.rows(lines_of(found)):
            line = row["line"]
            table.append(
                [
                    line.partnership.title,
                    str(line.cycle or ""),
                    number(row["ours"]),
                    number(row["theirs"]),
                    str(line.significant) if line.cycle else "",
                    *(number(cell["level"]) for cell in row["cells"]),
                ]
            )
        return download([heads, *table], kind, name="assessments", sheet=_("Assessments"))


def number(level: float | None) -> str:
    return "" if level is None else f"{level:.2f}"


def band(level: float | None) -> str:
    """One of five fills."""
    return "none" if level is None else str(max(0, min(int(level - 0.5), 4)))
