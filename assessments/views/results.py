"""The pages that lay the sides beside each other: the room's first page, the results of a cycle, its questions, its course."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments import charts
from assessments.models import Benchmark, Cycle, Dimension, Improvement, Kind, Questionnaire, Rhythm
from assessments.results import Results, by_group, earlier_cycles, pairs, results_of
from assessments.services.rhythm import set_usual
from assessments.told import questions_of
from assessments.trends import trends_of
from assessments.views.cycles import CycleViews, RhythmViews
from assessments.views.outcomes import ImprovementViews
from partnerships.access.policy import Right
from partnerships.records.describe import text
from partnerships.records.export import download
from partnerships.records.forms import HouseForm
from partnerships.records.views import RoomPage


class AssessmentPage(RoomPage):
    needs = Right.READ_JOINT
    principle = 11

    def results(self, cycle: Cycle) -> Results:
        return results_of(cycle, self.standing.parties, self.standing.party)


class Home(AssessmentPage):
    """Where the assessment stands: what is under way, what came out last, what follows, when it comes again."""

    template_name = "assessments/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug = self.partnership.slug
        mine = Cycle.objects.visible_to(self.user).filter(partnership=self.partnership).select_related("instrument")
        under_way = list(mine.under_way().order_by("-created_at", "pk")[:5])
        last = mine.released().order_by("-answers_in_on", "-created_at", "pk").first()
        for cycle in under_way:
            cycle.partnership = self.partnership
        results = None
        if last is not None:
            last.partnership = self.partnership
            results = self.results(last)
        waiting = Questionnaire.objects.visible_to(self.user).waiting().filter(respondent__partnership=self.partnership)
        questionnaire = waiting.select_related("respondent__cycle").first()
        if questionnaire is not None:
            questionnaire.respondent.partnership = self.partnership
        improvements = Improvement.objects.visible_to(self.user).filter(partnership=self.partnership)
        open_ones = list(improvements.exclude(state__in=Improvement.ENDED).order_by("due_on", "pk")[:5])
        for improvement in open_ones:
            improvement.partnership = self.partnership
        rhythms = Rhythm.objects.visible_to(self.user).filter(partnership=self.partnership, active=True)
        return super().get_context_data(
            title=_("Relationship assessment"),
            under_way=under_way,
            last=last,
            results=results,
            radar=radar_of(results) if results else None,
            strengths=results.in_quadrant("agreed_strength") if results else [],
            weaknesses=results.in_quadrant("agreed_weakness") if results else [],
            blind_spots=results.in_quadrant("blind_spot") if results else [],
            questionnaire=questionnaire,
            improvements=open_ones,
            rhythms=list(rhythms.order_by("next_on", "pk")[:5]),
            plan_url=CycleViews.url("create", slug) if CycleViews.creatable(self.standing) else "",
            rhythm_url=RhythmViews.url("list", slug),
            **kwargs,
        )


def radar_of(results: Results) -> charts.Radar | None:
    """The radar with all sides and the line agreed."""
    rows = results.scored
    labels = [str(row.dimension.principle or place) for place, row in enumerate(rows, 1)]
    lines: list[tuple[str, str, list[float | None]]] = [
        (side.key, side.party.short_name, [r.level if (r := row.readings[n]) else None for row in rows])
        for n, side in enumerate(results.sides)
    ]
    lines.append(("joint", _("Agreed"), [float(row.agreed.score) if row.agreed else None for row in rows]))
    return charts.radar(labels, lines)


class ResultsPage(AssessmentPage):
    """What the answers of one cycle say. Only released cycles have such a page: before, there is none for anybody."""

    template_name = "assessments/results.html"

    @cached_property
    def cycle(self) -> Cycle:
        found = Cycle.objects.visible_to(self.user).released().filter(partnership=self.partnership).select_related("instrument")
        cycle: Cycle = get_object_or_404(found, pk=self.kwargs["pk"])
        cycle.partnership = self.partnership
        return cycle

    def check(self) -> None:
        super().check()
        self.cycle  # noqa: B018  what may not be read does not exist, whatever the method

    @cached_property
    def shown(self) -> Results:
        return self.results(self.cycle)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" in request.GET:
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results, earlier = self.shown, list(earlier_cycles(self.cycle, self.user)[:12])
        before = self.before(earlier)
        improve = ImprovementViews.url("create", self.partnership.slug)
        return super().get_context_data(
            title=_("Results: %(title)s") % {"title": self.cycle},
            cycle=self.cycle,
            results=results,
            radar=radar_of(results),
            strengths=results.in_quadrant("agreed_strength"),
            weaknesses=results.in_quadrant("agreed_weakness"),
            blind_spots=results.in_quadrant("blind_spot"),
            rows=[(row, [(side, row.readings[n]) for n, side in enumerate(results.sides)]) for row in results.rows],
            overall=[(side, results.overall(n)) for n, side in enumerate(results.sides)],
            groups=by_group(results),
            earlier=earlier,
            before=before,
            slopes=self.slopes(before) if before else [],
            benchmarks=self.benchmarks(),
            improve_url=f"{improve}?cycle={self.cycle.pk}" if ImprovementViews.creatable(self.standing) else "",
            exports=[{"label": kind.upper(), "url": f"?export={kind}"} for kind in ("csv", "xlsx")],
            **kwargs,
        )

    def before(self, earlier: list[Cycle]) -> Cycle | None:
        """The cycle to compare with: the one asked for, or the one before."""
        asked = self.request.GET.get("before", "")
        return next((cycle for cycle in earlier if str(cycle.pk) == asked), earlier[0] if earlier else None)

    def slopes(self, before: Cycle) -> list[dict[str, Any]]:
        former = self.results(before)
        found = []
        for n, side in enumerate(self.shown.sides):
            both = [(label, float(first), float(last)) for label, first, last in pairs(former, self.shown, n)]
            if both:
                drawn = charts.slopes([(label.split(" ")[0], first, last) for label, first, last in both])
                rows = [(label, first, last, last - first) for label, first, last in both]
                found.append({"side": side, "chart": drawn, "rows": rows})
        return found

    def benchmarks(self) -> dict[int, Benchmark]:
        return {line.principle: line for line in Benchmark.objects.filter(kind=self.cycle.instrument.kind)}

    def export(self, kind: str) -> HttpResponse:
        """What the page shows, and nothing that it does not. Raises Http404 for an unknown kind."""
        results = self.shown
        heads = [_("Dimension")]
        for side in results.sides:
            name = side.party.short_name
            heads += [f"{name}: {_('mean')}", f"{name}: {_('spread')}", f"{name}: {_('people')}"]
        heads += [_("Gap"), _("Class"), _("Reading"), _("Agreed score"), _("Why"), _("Dissent")]
        rows = []
        for row in results.rows:
            cells = [row.dimension.label]
            for reading in row.readings:
                cells += ["", "", ""] if reading is None else [f"{reading.level:.2f}", f"{reading.spread:.2f}", str(reading.n)]
            gap = "" if row.gap is None else f"{float(row.gap):.2f}"
            agreed = row.agreed
            cells += [gap, row.gap_label, row.quadrant_label]
            cells += [text(agreed.score), agreed.rationale, agreed.dissent] if agreed else ["", "", ""]
            rows.append(cells)
        return download([heads, *rows], kind, name=f"{self.partnership.reference}-assessment", sheet=_("Results"))


class DimensionPage(ResultsPage):
    """The questions of one dimension as each side answered them. Comments are for the parties: neutral people see aggregates only."""

    template_name = "assessments/dimension.html"

    @cached_property
    def dimension(self) -> Dimension:
        found = Dimension.objects.filter(instrument=self.cycle.instrument_id).prefetch_related("items")
        return get_object_or_404(found, pk=self.kwargs["dimension"])

    def check(self) -> None:
        super().check()
        self.dimension  # noqa: B018

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super(ResultsPage, self).get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_party = self.standing.party is not None
        told = questions_of(self.shown, self.dimension, with_texts=is_party)
        questions = [(item, [(one, charts.bars(one.counts) if one.counts else None) for one in sides]) for item, sides in told]
        others = Dimension.objects.filter(instrument=self.cycle.instrument_id)
        kwargs |= {"dimension": self.dimension, "cycle": self.cycle}
        return super(ResultsPage, self).get_context_data(
            title=self.dimension.label,
            row=next((row for row in self.shown.rows if row.dimension.pk == self.dimension.pk), None),
            questions=questions,
            is_party=is_party,
            others=others,
            results_url=self.cycle.results_url(),
            **kwargs,
        )


class TrendsPage(AssessmentPage):
    """All released cycles of a kind in a row: how each side's reading of each principle went."""

    template_name = "assessments/trends.html"
    MOST = 8

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = Cycle.objects.visible_to(self.user).released().filter(partnership=self.partnership)
        kinds = sorted(set(seen.values_list("instrument__kind", flat=True)))
        asked = self.request.GET.get("kind", "")
        kind = asked if asked in kinds else kinds[0] if kinds else ""
        return super().get_context_data(
            title=_("Course"),
            kinds=[{"label": label_of(one), "url": f"?kind={one}", "active": one == kind} for one in kinds],
            **trends_of(seen.filter(instrument__kind=kind), self.standing, self.MOST),
            **kwargs,
        )


def label_of(kind: str) -> str:
    return str(Kind(kind).label)


class UsualRhythm(AssessmentPage):
    """Sets the usual rhythm at once."""

    needs = Right.WRITE
    writes = True
    template_name = "records/form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Set the usual rhythm"),
            text=_(
                "A pulse each quarter, a health check each half-year, maturity once a year. You can change each of them afterwards."
            ),
            submit_label=_("Set it"),
            form=HouseForm(),
            cancel_url=RhythmViews.url("list", self.partnership.slug),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            set_usual(self.partnership, actor=self.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The rhythm is set."))
        return redirect(RhythmViews.url("list", self.partnership.slug))
