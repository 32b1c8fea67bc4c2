"""Pulses: planned and read by whoever reads the joint space, answered by whoever may answer for a party."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.trust.forms import AnswerForm, TrustPulseForm
from assessments.trust.models import AskedPulse, TrustPulse
from assessments.trust.models.pulses import SMALLEST_GROUP
from assessments.trust.pulse_results import FALL, GAP, results
from assessments.trust.services import pulses
from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.records.views import Formed, RoomPage

State = TrustPulse.State
TONES = {State.PLANNED: "neutral", State.OPEN: "info", State.CLOSED: "good", State.CANCELLED: "neutral"}


class TrustPulseViews(RecordViews):
    model = TrustPulse
    form_class = TrustPulseForm
    filterset_class = record_filter(TrustPulse, "state", search=("occasion",))
    principle = 7
    spaces = JOINT_SPACE
    lead = _("Six statements, answered by people of each side. What one person answers is told to nobody.")
    empty = _("No pulse yet. Every three months is a good measure, and after the people who work here have changed.")
    create_label = _("Plan a pulse")
    columns = ("__str__", "state", "closed_on", "mean", "gap", "fall")
    ordering = ("-closes_on", "-created_at", "pk")
    detail_fields = ("occasion", "opens_on", "closes_on", "state", "closed_on")
    detail_template = "assessments/trust/pulse.html"
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act("open", _("Open it now"), pulses.open_pulse, when=lambda pulse: pulse.state == State.PLANNED),
        Act(
            "cancel",
            _("Call it off"),
            pulses.cancel_pulse,
            ReasonForm,
            when=lambda pulse: pulse.state == State.PLANNED,
            tone="danger",
        ),
        ADD_ACTION,
    )

    @classmethod
    def card(cls, record: TrustPulse, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES[State(record.state)]}
        return {"lead": record.occasion, "badges": [badge], "meta": [text(record.closes_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Of a closed pulse its results; of an open one nothing but the way to one's own answer."""
        pulse, standing = view.object, view.standing
        found: dict[str, Any] = {"smallest": SMALLEST_GROUP, "least_fall": FALL, "least_gap": GAP}
        if pulse.is_closed:
            found["results"] = results(pulse, standing)
        elif pulse.takes_answers and pulses.answering_party(pulse, standing) is not None:
            found["answered"] = pulse.marks.filter(user=view.user).exists()
            found["answer_url"] = reverse("assessments_trust:pulse-answer", args=[standing.partnership.slug, pulse.pk])
        return found


class AnswerPage(Formed, RoomPage):
    """The six statements for one person. Whoever may answer for a party gets here, also without reading the joint space."""

    needs = Right.ANSWER
    principle = 7
    writes = True
    template_name = "assessments/trust/answer.html"

    @cached_property
    def pulse(self) -> AskedPulse:
        asked = AskedPulse.objects.visible_to(self.user).filter(partnership=self.partnership)
        return get_object_or_404(asked.filter(state__in=(State.OPEN, State.CLOSED)), pk=self.kwargs["pk"])

    def check(self) -> None:
        super().check()
        if pulses.answering_party(self.pulse, self.standing) is None:
            raise PermissionDenied
        self.pulse.partnership = self.partnership

    @cached_property
    def answered(self) -> bool:
        return self.pulse.marks.filter(user=self.user).exists()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check()
        if request.method == "POST" and (self.answered or not self.pulse.takes_answers):
            words = _("You have answered this one.") if self.answered else _("This pulse takes no more answers.")
            messages.warning(request, words)
            return redirect(self.pulse.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def form(self) -> forms.Form:
        return AnswerForm(self.request.POST if self.request.method == "POST" else None)

    def submit(self, form: Any) -> HttpResponse:
        pulses.answer_pulse(self.pulse, actor=self.user, values=form.cleaned_data)
        messages.success(self.request, _now("Thank you. Your answers are counted, and nobody can tell which are yours."))
        return redirect(self.pulse.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reads = self.standing.may(Right.READ_JOINT)
        url = reverse("assessments_trust:trustpulse-detail", args=[self.partnership.slug, self.pulse.pk]) if reads else ""
        context = super().get_context_data(
            title=_("Trust pulse"),
            pulse=self.pulse,
            answered=self.answered,
            smallest=SMALLEST_GROUP,
            pulse_url=url,
            submit_label=_("Send my answers"),
            **kwargs,
        )
        return context | ({} if reads else {"pages": []})  # the room's other pages are not theirs
