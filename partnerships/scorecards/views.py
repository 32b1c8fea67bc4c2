"""The evidence page: every practice, its mark, what shows it, what is missing, and where to go."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.practices.principles import PRINCIPLES
from partnerships.practices.registry import Status
from partnerships.records.export import download
from partnerships.records.views import RoomPage
from partnerships.scorecards.course import course
from partnerships.scorecards.exemptions import ExemptionViews
from partnerships.scorecards.reading import course_of, evidence

# How far back the course is drawn.
COURSE = dt.timedelta(days=730)


class EvidenceFilter(forms.Form):
    principle = forms.TypedChoiceField(
        label=gettext_lazy("Principle"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", gettext_lazy("All principles")), *((p.number, f"{p.number}. {p.title}") for p in PRINCIPLES)],
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("Mark"),
        required=False,
        choices=[("", gettext_lazy("All marks")), *((status.name.lower(), status.label) for status in Status)],
    )


class Evidence(RoomPage):
    needs = Right.READ_JOINT
    template_name = "scorecards/evidence.html"
    nav = "evidence"

    @cached_property
    def form(self) -> EvidenceFilter:
        return EvidenceFilter(self.request.GET)

    @property
    def came_on(self) -> dt.date:
        """The day on which the reader's party joined."""
        days = [localdate(seat.participation.joined_at) for seat in self.standing.seats if seat.participation.joined_at]
        return min(days, default=today())

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        return evidence(self.partnership, number=chosen.get("principle"), mark=chosen.get("mark", ""))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" in request.GET:
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    def export(self, kind: str) -> HttpResponse:
        """What the page shows, a practice a row."""
        heads = [_("Principle"), _("Clause"), _("Id"), _("Practice"), _("Mark"), _("Shown by"), _("Missing")]
        rows = [
            [
                str(group["principle"].number),
                *(str(p[name]) for name in ("clause", "id", "text", "status_label", "shows", "missing")),
            ]
            for group in self.groups
            for p in group["practices"]
        ]
        return download([heads, *rows], kind, name=f"{self.partnership.reference}-evidence", sheet=_("Evidence"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug = self.partnership.slug
        params = self.request.GET.copy()
        return super().get_context_data(
            title=_("Evidence"),
            form=self.form,
            groups=self.groups,
            course=course(course_of(self.partnership, today() - COURSE, self.came_on), today()),
            exemptions_url=ExemptionViews.url("list", slug),
            exempt_url=ExemptionViews.url("create", slug) if ExemptionViews.creatable(self.standing) else "",
            export_prefix=f"?{params.urlencode()}&export=" if params else "?export=",
            **kwargs,
        )
