"""Concerns by their three ways. What goes to a neutral person has pages of its own, which look the same to everybody else."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.trust.forms import (
    ActionTakenForm,
    AssessmentForm,
    ConcernForm,
    OutcomeForm,
    RaiseForm,
    StepForm,
)
from assessments.trust.models import Concern, ConcernContact, ConcernState, IndependentConcern
from assessments.trust.services import concerns
from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import Act, RecordViews
from partnerships.records.views import Formed, ListView, RoomPage

TONES = {
    ConcernState.RECEIVED: "warn",
    ConcernState.ASSESSED: "info",
    ConcernState.ACTED: "info",
    ConcernState.CLOSED: "good",
}


class ConcernViews(RecordViews):
    model = Concern
    form_class = ConcernForm
    filterset_class = record_filter(Concern, "state", "category", search=("title", "what", "wish"))
    principle = 7
    spaces = (Space.OURS_PRIVATE, Space.JOINT)
    may_create = False  # RaisePage does, for every way
    may_share = False  # what was said within the party stays there
    lead = _("What somebody is worried about, within the own party or to both sides.")
    empty = _("No concern to read here.")
    columns = ("title", "category", "channel", "state", "due_on")
    ordering = ("due_on", "created_at", "pk")
    detail_fields = (
        *(
            "title",
            "category",
            "channel",
            "raised_by",
            "what",
            "wish",
            "state",
            "due_on",
            "assessment",
            "action",
            "outcome",
            "closed_on",
        ),
    )
    list_template = "assessments/trust/concerns.html"
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act("assess", _("Assess it"), concerns.assess, AssessmentForm, when=lambda one: one.state == ConcernState.RECEIVED),
        Act(
            "act", _("Say what was done"), concerns.act_on, ActionTakenForm, when=lambda one: one.state == ConcernState.ASSESSED
        ),
        Act(
            "close",
            _("Close it"),
            concerns.close,
            OutcomeForm,
            when=lambda one: one.state in (ConcernState.ASSESSED, ConcernState.ACTED),
            tone="secondary",
        ),
        ADD_ACTION,
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        return [path("", ConcernsPage.as_view(room=cls), name="concern-list"), *super().urls()[1:]]

    @classmethod
    def card(cls, record: Concern, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES[ConcernState(record.state)]}
        return {"lead": Truncator(record.what).chars(160), "badges": [badge], "meta": [text(record.due_on)]}


class ConcernsPage(ListView):
    """The concerns of the own party and of both; whom to turn to; the way to a neutral person."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contacts = ConcernContact.objects.visible_to(self.user).filter(partnership=self.partnership)
        return super().get_context_data(
            contacts=contacts.select_related("party").order_by("party__name", "created_at"),
            raise_url=raise_url(self.standing),
            contact_url=ContactViews.url("create", self.partnership.slug) if ContactViews.creatable(self.standing) else "",
            **kwargs,
        )


def raise_url(standing: Standing) -> str:
    """Where the person raises a concern; empty for neutral people, and where nothing is written any more."""
    open_to = standing.partnership.is_open and standing.party is not None
    return reverse("assessments_trust:raise", args=[standing.partnership.slug]) if open_to else ""


class ContactViews(RecordViews):
    model = ConcernContact
    form_class = model_form(ConcernContact, "name", "reach", "answers_within", "keeps")
    principle = 7
    spaces = (Space.OURS_SHARED, Space.OURS_PRIVATE)
    lead = _("Whom the people of each party turn to with a concern, and how soon they hear.")
    empty = _("Nobody is named yet. Each party names a person or an office.")
    create_label = _("Name our contact")
    columns = ("name", "reach", "answers_within", "keeps")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None


class RaisePage(Formed, RoomPage):
    """A concern, and the way it is to take: open to everybody who stands for a party, whatever the role."""

    principle = 7
    writes = True
    template_name = "assessments/trust/raise.html"

    def check(self) -> None:
        super().check()
        if self.standing.party is None:
            raise PermissionDenied

    def form(self) -> RaiseForm:
        data = self.request.POST if self.request.method == "POST" else None
        return RaiseForm(data, standing=self.standing, neutral=concerns.has_neutral(self.partnership))

    def submit(self, form: Any) -> HttpResponse:
        made = form.write(self.partnership)
        messages.success(self.request, _now("Your concern was received."))
        return redirect(made.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel = reverse("assessments_trust:independent-list", args=[self.partnership.slug])
        if self.standing.may(Right.READ_JOINT):
            cancel = ConcernViews.url("list", self.partnership.slug)
        context = super().get_context_data(title=_("Raise a concern"), submit_label=_("Send it"), cancel_url=cancel, **kwargs)
        return for_all(context, self.standing)


def for_all(context: dict[str, Any], standing: Standing) -> dict[str, Any]:
    """Without the room's other pages for somebody who cannot open them."""
    return context if standing.may(Right.READ_JOINT) else context | {"pages": []}


class IndependentList(RoomPage):
    """The reader's own concerns to a neutral person; for a neutral person, those of the partnership."""

    principle = 7
    template_name = "assessments/trust/independent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = (
            IndependentConcern.objects.visible_to(self.user).filter(partnership=self.partnership).order_by("-raised_at", "pk")
        )
        rows = []
        for concern in found[:200]:
            concern.partnership = self.partnership
            rows.append(
                {
                    "url": concern.get_absolute_url(),
                    "cells": [concern.title, concern.get_category_display(), text(concern.raised_at)],
                    "badges": [{"label": concern.get_state_display(), "tone": TONES[ConcernState(concern.state)]}],
                }
            )
        context = super().get_context_data(
            title=_("Concerns to the neutral person"),
            rows=rows,
            headings=[{"label": _("Concern")}, {"label": _("About")}, {"label": _("Raised")}],
            neutral=concerns.has_neutral(self.partnership),
            raise_url=raise_url(self.standing),
            **kwargs,
        )
        return for_all(context, self.standing)


class IndependentDetail(Formed, RoomPage):
    """One of them with its course, and a form for the next word. 404 to everybody but its author and the neutral people."""

    principle = 7
    template_name = "assessments/trust/independent_concern.html"

    @cached_property
    def concern(self) -> IndependentConcern:
        mine = IndependentConcern.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = get_object_or_404(mine.select_related("author"), pk=self.kwargs["pk"])
        found.partnership = self.partnership
        return found

    @cached_property
    def handles(self) -> bool:
        return IndependentConcern.objects.handled_by(self.user).filter(pk=self.concern.pk).exists()

    def check(self) -> None:
        super().check()
        if self.concern and self.request.method == "POST" and not self.partnership.is_open:
            raise PermissionDenied

    def form(self) -> StepForm:
        data = self.request.POST if self.request.method == "POST" else None
        return StepForm(data, concern=self.concern, handles=self.handles)

    def submit(self, form: Any) -> HttpResponse:
        concerns.step(self.concern, actor=self.user, **form.cleaned_data)
        messages.success(self.request, _now("Sent."))
        return redirect(self.concern.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concern = self.concern
        steps = [
            {"step": step, "is_author": step.by_id == concern.author_id, "is_mine": step.by_id == self.user.pk}
            for step in concern.steps.select_related("by").order_by("at", "pk")
        ]
        context = super().get_context_data(
            title=concern.title,
            concern=concern,
            badge={"label": concern.get_state_display(), "tone": TONES[ConcernState(concern.state)]},
            steps=steps,
            handles=self.handles,
            neutral=concerns.has_neutral(self.partnership),
            may_write=self.partnership.is_open and concern.state != ConcernState.CLOSED,
            list_url=reverse("assessments_trust:independent-list", args=[self.partnership.slug]),
            submit_label=_("Send"),
            **kwargs,
        )
        return for_all(context, self.standing)
