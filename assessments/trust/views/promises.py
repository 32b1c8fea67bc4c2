"""The ledger: who promised what to whom, and the steps each side takes."""

from typing import Any, ClassVar

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from assessments.trust.forms import ConfirmForm, MoveForm, PromiseForm, ReportForm
from assessments.trust.models import Promise
from assessments.trust.reliability import reliability
from assessments.trust.services import promises
from partnerships.access.policy import Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from partnerships.records.views import ListView

State = Promise.State
TONES = {
    State.NOTED: "neutral",
    State.OPEN: "info",
    State.MOVING: "warn",
    State.REPORTED: "warn",
    State.KEPT: "good",
    State.LATE: "warn",
    State.BROKEN: "bad",
    State.RELEASED: "neutral",
    State.DECLINED: "neutral",
}


def badges(promise: Promise) -> list[dict[str, Any]]:
    """The state, whether it is overdue, and how often it was moved."""
    found: list[dict[str, Any]] = [{"label": promise.get_state_display(), "tone": TONES[State(promise.state)]}]
    if promise.is_overdue:
        found.append({"label": _("overdue"), "tone": "bad"})
    if promise.times_moved:
        found.append({"label": _("renegotiated"), "tone": "neutral"})
    return found


class PromiseViews(RecordViews):
    model = Promise
    form_class = PromiseForm
    filterset_class = record_filter(Promise, "state", "by", "to", search=("text", "details"))
    principle = 7
    spaces = JOINT_SPACE
    title = _("Promise ledger")
    lead = _("What each side promised the other. Whether it was kept says the one who received it.")
    empty = _("No promise yet. Note the next thing one side says it will do for the other, with a day.")
    create_label = _("Note a promise")
    columns = ("text", "by", "receiver", "due_on", "state", "kept_on")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("by", "to", "asked_by", "confirmed_for")
    detail_fields = (
        *("by", "receiver", "text", "details", "due_on", "first_due_on", "times_moved", "state", "given_on", "source"),
        *(
            "asked_due_on",
            "asked_text",
            "asked_by",
            "asked_why",
            "reported_on",
            "report",
            "kept_on",
            "confirmed_for",
            "settled_on",
        ),
    )
    list_template = "assessments/trust/ledger.html"
    detail_template = "assessments/trust/promise.html"
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "give",
            _("We promise this"),
            promises.give,
            when=in_state(State.NOTED),
            text=_("From now on it counts: as kept, late or broken."),
        ),
        Act(
            "decline",
            _("We did not promise this"),
            promises.decline,
            ReasonForm,
            when=in_state(State.NOTED),
            tone="secondary",
        ),
        Act(
            "report",
            _("Report as kept"),
            promises.report,
            ReportForm,
            when=in_state(State.OPEN),
            text=_("The other side is asked to confirm it. Until then it stays open."),
        ),
        Act(
            "confirm",
            _("Confirm that it was kept"),
            promises.confirm,
            ConfirmForm,
            when=in_state(State.OPEN, State.REPORTED, State.BROKEN),
        ),
        Act(
            "dispute",
            _("Not kept yet"),
            promises.dispute,
            ReasonForm,
            when=in_state(State.REPORTED),
            tone="secondary",
        ),
        Act("agree", _("Agree to the new terms"), promises.agree_to_move, when=in_state(State.MOVING)),
        Act(
            "refuse",
            _("Keep the old terms"),
            promises.refuse_to_move,
            ReasonForm,
            when=in_state(State.MOVING),
            tone="secondary",
        ),
        Act(
            "move",
            _("Ask for new terms"),
            promises.ask_to_move,
            MoveForm,
            when=in_state(State.OPEN),
            tone="quiet",
        ),
        Act(
            "release",
            _("Release from it"),
            promises.release,
            ReasonForm,
            when=in_state(State.OPEN, State.REPORTED),
            text=_("It will count neither as kept nor as broken."),
            tone="quiet",
        ),
        Act(
            "break",
            _("Note it as broken"),
            promises.call_broken,
            ReasonForm,
            when=in_state(State.OPEN, State.REPORTED),
            text=_("The one who promised can say so at any time, the other side once it is overdue."),
            tone="danger",
        ),
        ADD_ACTION,
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        return [path("", LedgerPage.as_view(room=cls), name="promise-list"), *super().urls()[1:]]

    @classmethod
    def card(cls, record: Promise, standing: Standing) -> dict[str, Any]:
        return {"lead": record.details, "badges": badges(record), "meta": [str(record.by), text(record.due_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Where it comes from, if the reader may read that."""
        source = view.object.source
        if source is None or not type(source).objects.visible_to(view.user).filter(pk=source.pk).exists():
            return {}
        return {"origin": source}


class LedgerPage(ListView):
    """The list, with the reliability of each side above it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reliability=reliability(self.standing), **kwargs)
