"""What the parties put at the team's disposal, category by category, and the development of partners."""

from typing import Any, ClassVar

from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.records.views import ListView
from rmp.team import services
from rmp.team.forms import EnabledResourceForm, ProvideForm, ResultForm
from rmp.team.models import EnabledResource, PartnerDevelopment

State = EnabledResource.State
STATE_TONES: dict[str, str] = {State.AVAILABLE: "good", State.PLANNED: "info", State.WITHDRAWN: "neutral"}


class ResourcePage(ListView):
    """The resources in three columns, under a table of what each party gives in each category."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # Side by side only: a table or a selection is for looking something up.
        return context | {"coverage": self.coverage()} if "columns" in context else context

    def coverage(self) -> list[dict[str, Any]]:
        """{category, cells: one text for each party and for all together, missing} for the named categories. One query."""
        visible = self.get_queryset().exclude(state=State.WITHDRAWN).order_by()
        given: dict[tuple[str, Any], list[str]] = {}
        for category, party, state in visible.values_list("category", "party", "state"):
            given.setdefault((category, party), []).append(state)
        columns = [*(party.pk for party in self.standing.parties), None]
        return [
            {
                "category": category.label,
                "cells": [self.said(given.get((category, party), [])) for party in columns],
                "missing": not any((category, party) in given for party in columns),
            }
            for category in EnabledResource.NAMED
        ]

    @staticmethod
    def said(states: list[str]) -> str:
        """How many are available and how many are planned."""
        counts = [(State.AVAILABLE, _("%(n)d available")), (State.PLANNED, _("%(n)d planned"))]
        return ", ".join(str(words % {"n": states.count(state)}) for state, words in counts if state in states)


class EnabledResourceViews(RecordViews):
    model = EnabledResource
    form_class = EnabledResourceForm
    filterset_class = record_filter(EnabledResource, "category", "state", "kind", search=("title", "purpose"))
    principle = 1
    title = _("Means of the team")
    lead = _(
        "What makes the work possible: means, equipment, premises, people and provision for risks, and which party gives it."
    )
    empty = _("Nothing yet. What can the team use, and from when?")
    create_label = _("Add a resource")
    layout = "columns"
    columns = ("title", "category", "kind", "purpose", "state", "starts_on", "ends_on")
    ordering = ("category", "created_at", "pk")
    select_related = ("kind",)
    detail_fields = ("category", "kind", "purpose", "state", "starts_on", "ends_on")
    list_template = "rmp/team/means.html"
    acts: ClassVar = (
        Act("provide", _("It is available"), services.provide_resource, ProvideForm, when=lambda r: r.state != State.AVAILABLE),
        # "withdraw" is the address of taking back what was shared.
        Act(
            "end-provision",
            _("No longer available"),
            services.withdraw_resource,
            ReasonForm,
            when=lambda resource: resource.state != State.WITHDRAWN,
            tone="danger",
        ),
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        mine = path("", ResourcePage.as_view(room=cls), name="enabledresource-list")
        return [mine, *(found for found in super().urls() if found.name != mine.name)]

    @classmethod
    def card(cls, record: EnabledResource, standing: Standing) -> dict[str, Any]:
        badges = [
            {"label": record.get_category_display(), "tone": "neutral"},
            {"label": record.get_state_display(), "tone": STATE_TONES[record.state]},
        ]
        since = _("from %(day)s") % {"day": text(record.starts_on)} if record.starts_on else ""
        until = _("until %(day)s") % {"day": text(record.ends_on)} if record.ends_on else ""
        meta = [str(record.kind or ""), since, until]
        return {"lead": Truncator(record.purpose).chars(160), "badges": badges, "meta": [said for said in meta if said]}


class PartnerDevelopmentViews(RecordViews):
    model = PartnerDevelopment
    form_class = model_form(PartnerDevelopment, "title", "beneficiary", "need", "responsible", "assignee", "due_on")
    filterset_class = record_filter(
        PartnerDevelopment, "state", "beneficiary", "responsible", search=("title", "need", "result")
    )
    principle = 1
    spaces = JOINT_SPACE
    lead = _(
        "Where the project needs more of a partner than it can do today: what the parties do about it, and what came of it."
    )
    empty = _("No measure yet. What does the project need that a partner cannot do well enough so far?")
    create_label = _("Plan a measure")
    columns = ("title", "beneficiary", "responsible", "assignee", "due_on", "state")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("beneficiary", "responsible", "assignee")
    detail_fields = ("beneficiary", "need", "responsible", "assignee", "due_on", "state", "ended_on", "result")
    acts: ClassVar = (
        Act(
            "start",
            _("Start"),
            services.start_development,
            when=lambda measure: measure.state == PartnerDevelopment.State.PLANNED,
        ),
        Act(
            "finish",
            _("Done"),
            services.finish_development,
            ResultForm,
            when=lambda measure: measure.state == PartnerDevelopment.State.RUNNING,
        ),
        Act(
            "drop",
            _("Drop"),
            services.drop_development,
            ReasonForm,
            when=lambda measure: measure.state in PartnerDevelopment.OPEN,
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: PartnerDevelopment, standing: Standing) -> dict[str, Any]:
        tone = {"done": "good", "running": "info"}.get(record.state, "neutral")
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": tone}]
        if record.due_on and record.due_on < today() and record.state in PartnerDevelopment.OPEN:
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": "", "badges": badges, "meta": []}
