"""The figures the parties watch."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.trust.forms import IssueForm, ResponseForm, TrustIndicatorForm
from assessments.trust.models import TrustIndicator
from assessments.trust.services import indicators
from partnerships import referrals
from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, Metric, measured
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ActForm
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.records.views import Formed, ListView, RoomPage
from partnerships.rules.acts import rule_acts

ISSUE = "governance.issue"
READINGS = 24


def watched(standing: Standing, found: Sequence[TrustIndicator] | None = None) -> list[dict[str, Any]]:
    """Indicators (all, where none are given) with their figures as they are now, and whether each raises its flag.

    One query, two where none are given.
    """
    if found is None:
        mine = TrustIndicator.objects.visible_to(standing.user).filter(partnership=standing.partnership)
        found = list(mine.order_by("created_at", "pk"))
    if not found:
        return []
    here = Partnership.objects.filter(pk=standing.partnership.pk)
    figures = measured(here, {indicator.metric for indicator in found}).get(standing.partnership.pk, {})
    rows = []
    for indicator in found:
        indicator.partnership = standing.partnership
        rows.append(watched_row(indicator, figures.get(indicator.metric)))
    return rows


def watched_row(indicator: TrustIndicator, value: Any) -> dict[str, Any]:
    """One indicator with its value now, for pages."""
    metric = indicator.definition
    high = metric is not None and metric.better == Metric.Better.HIGH
    return {
        "indicator": indicator,
        "label": str(indicator),
        "value": "" if value is None else f"{text(round(value, 1))} {indicator.unit}".strip(),
        "threshold": f"{text(indicator.threshold)} {indicator.unit}".strip(),
        "high": high,
        "flagged": indicator.crossed(value),
        "url": indicator.get_absolute_url(),
        "behind": _behind(metric, indicator.partnership),
    }


def _behind(metric: Metric | None, partnership: Partnership) -> str:
    if metric is None or not metric.link:
        return ""
    try:
        return reverse(metric.link, args=[partnership.slug])
    except NoReverseMatch:
        return ""


class TrustIndicatorViews(RecordViews):
    model = TrustIndicator
    form_class = TrustIndicatorForm
    filterset_class = record_filter(TrustIndicator, search=("metric", "why"))
    principle = 7
    spaces = JOINT_SPACE
    lead = _("Figures of all rooms that tell of trust, each with the value from which we look into it.")
    empty = _("Nothing is watched yet. Begin with the usual figures, and change their thresholds as it suits you.")
    create_label = _("Watch a figure")
    columns = ("__str__", "threshold", "flagged_since", "response")
    ordering = ("created_at", "pk")
    detail_fields = ("__str__", "threshold", "unit", "why", "flagged_since", "response", "responded_on")
    list_template = "assessments/trust/indicators.html"
    detail_template = "assessments/trust/indicator.html"
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "respond",
            _("Say what we do about it"),
            indicators.respond,
            ResponseForm,
            when=lambda indicator: indicator.flagged_since is not None,
        ),
        Act(
            "raise",
            _("Raise an issue"),
            indicators.raise_issue,
            IssueForm,
            when=lambda indicator: indicator.flagged_since is not None and referrals.is_open(ISSUE),
            text=_("It goes to those who settle issues between the parties."),
            tone="secondary",
        ),
        ADD_ACTION,
        *rule_acts(form_class),
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        return [path("", IndicatorsPage.as_view(room=cls), name="trustindicator-list"), *super().urls()[1:]]

    @classmethod
    def card(cls, record: TrustIndicator, standing: Standing) -> dict[str, Any]:
        badge = [{"label": _("flagged"), "tone": "bad"}] if record.flagged_since else []
        return {"lead": record.why, "badges": badge, "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The value now, and the readings, newest first."""
        indicator = view.object
        here = Partnership.objects.filter(pk=view.partnership.pk)
        value = measured(here, [indicator.metric]).get(view.partnership.pk, {}).get(indicator.metric)
        return {"now": watched_row(indicator, value), "readings": indicator.readings.order_by("-on")[:READINGS]}


class IndicatorsPage(ListView):
    """The list, with the figures as they are now."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usual = ""
        if self.may_create() and any(key in METRICS for key, _threshold in indicators.USUAL):
            usual = reverse("assessments_trust:usual", args=[self.partnership.slug])
        context = super().get_context_data(usual_url=usual, **kwargs)
        return context | {"watched": watched(self.standing, list(context["page_obj"].object_list))}


class UsualPage(Formed, RoomPage):
    """Watch the usual figures, in one step."""

    needs = Right.WRITE
    principle = 7
    writes = True

    def form(self) -> ActForm:
        data = self.request.POST if self.request.method == "POST" else None
        return ActForm(data, standing=self.standing, subject=None)

    def submit(self, form: Any) -> HttpResponse:
        new = indicators.add_usual(self.partnership, actor=self.user)
        messages.success(self.request, _now("Watched from now on: %(count)d more.") % {"count": len(new)})
        return redirect(TrustIndicatorViews.url("list", self.partnership.slug))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Watch the usual figures"),
            text=_(
                "Reliability, broken promises, the pulse with its falls and gaps, fairness: with thresholds you can change."
            ),
            submit_label=_("Watch them"),
            cancel_url=TrustIndicatorViews.url("list", self.partnership.slug),
            **kwargs,
        )
