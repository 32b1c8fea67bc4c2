"""Categories of information, requests, and what was disclosed."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.access.spaces import Space
from partnerships.clock import today
from partnerships.documents.sources import ATTACH, DOCUMENTS_PANEL
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm
from partnerships.records.rooms import OWN_SPACES, Act, RecordViews, in_state
from rmp.knowledge import forms
from rmp.knowledge.models import DisclosureEvent, DisclosureRequest, InfoCategory
from rmp.knowledge.services import sharing

Sharing, State = InfoCategory.Sharing, DisclosureRequest.State
SHARING_TONES: dict[str, str] = {Sharing.CAN: "good", Sharing.CONDITION: "info", Sharing.CANNOT: "private"}
REQUEST_TONES: dict[str, str] = {
    State.REQUESTED: "info",
    State.CONSIDERED: "info",
    State.GRANTED: "good",
    State.LIMITED: "good",
    State.DECLINED: "bad",
}


class CategoryViews(RecordViews):
    model = InfoCategory
    form_class = forms.CategoryForm
    filterset_class = record_filter(InfoCategory, "owner", "sharing", "level", search=("name", "description", "condition"))
    principle = 9
    layout = "columns"
    title = _("Categories of information")
    lead = _("What each party holds, whether the others can have it, and on which condition.")
    empty = _("No categories yet. Name a kind of information you hold, and say whether the others can have it.")
    create_label = _("Add a category")
    columns = ("name", "owner", "sharing", "level", "agreement", "review_on")
    ordering = ("name", "pk")
    select_related = ("owner", "level", "agreement")
    acts: ClassVar = (
        Act(
            "review",
            _("Still holds"),
            sharing.confirm_category,
            forms.ReviewForm,
            text=_("You have looked at it: what it says still holds."),
            tone="secondary",
        ),
        ATTACH,
    )
    panels = (DOCUMENTS_PANEL,)

    @classmethod
    def card(cls, record: InfoCategory, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [
            {"label": record.get_sharing_display(), "tone": SHARING_TONES[record.sharing]},
            {"label": str(record.level), "tone": "neutral"},
        ]
        if record.review_on and record.review_on < today():
            badges.append({"label": _("to be looked at again"), "tone": "warn"})
        return {"lead": record.condition, "badges": badges, "meta": [record.owner.short_name, str(record.agreement or "")]}


class RequestViews(RecordViews):
    model = DisclosureRequest
    form_class = forms.RequestForm
    filterset_class = record_filter(DisclosureRequest, "state", "of", search=("what", "why", "answer"))
    principle = 9
    spaces = (Space.OURS_SHARED,)
    title = _("Requests for information")
    lead = _("What one party asks of another, and what came of it.")
    empty = _("Nobody has asked for anything yet. Ask for what you need, and say what for.")
    create_label = _("Ask for information")
    columns = ("what", "party", "of", "state", "answer_by", "decided_on")
    ordering = ("-created_at", "pk")
    select_related = ("of", "category")
    detail_fields = ("what", "why", "party", "of", "category", "answer_by", "state", "answer", "limits", "decided_on")
    may_share = False  # it is there for the other party to read
    acts: ClassVar = (
        Act(
            "consider",
            _("Consider"),
            sharing.consider,
            when=in_state(State.REQUESTED),
            text=_("The other party sees that you have taken it up."),
        ),
        Act(
            "decide",
            _("Decide"),
            sharing.decide,
            forms.DecideForm,
            when=in_state(State.CONSIDERED),
        ),
        Act(
            "hand-over",
            _("Hand over"),
            sharing.hand_over,
            forms.HandOverForm,
            when=in_state(State.GRANTED, State.LIMITED),
            text=_("The disclosure is recorded with your name, and the request is closed."),
        ),
        Act(
            "close",
            _("Close"),
            sharing.close_request,
            NoteForm,
            when=lambda request: request.state != State.CLOSED,
            tone="secondary",
        ),
        ATTACH,
    )
    panels = (DOCUMENTS_PANEL,)

    @classmethod
    def card(cls, record: DisclosureRequest, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [
            {"label": record.get_state_display(), "tone": REQUEST_TONES.get(record.state, "neutral")}
        ]
        if record.is_late:
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": record.why, "badges": badges, "meta": [text(record.answer_by)]}


class DisclosureViews(RecordViews):
    model = DisclosureEvent
    form_class = forms.DisclosureForm
    filterset_class = record_filter(DisclosureEvent, "basis", "party", search=("what", "ground", "to_others"))
    principle = 9
    spaces = OWN_SPACES
    title = _("Disclosures")
    lead = _("What was handed over: by whom, to whom, on which basis, when.")
    empty = _("Nothing recorded yet. Note what you hand over, so that all know later who has it and why.")
    create_label = _("Note a disclosure")
    columns = ("at", "what", "party", "to_whom", "basis", "category")
    ordering = ("-at", "-created_at", "pk")
    select_related = ("category",)
    prefetch_related = ("to",)
    detail_fields = (
        *("what", "party", "to", "to_others", "basis", "category", "ground", "agreement", "request", "document", "at"),
        *("recalled_on", "recall"),
    )
    may_update = False  # what went out went out
    acts: ClassVar = (
        Act(
            "recall",
            _("Recall"),
            sharing.recall,
            forms.RecallForm,
            when=lambda event: event.recalled_on is None,
            text=_("It stays on record that it was disclosed. Those who read it here see that it was recalled."),
            tone="danger",
        ),
        ATTACH,
    )
    panels = (DOCUMENTS_PANEL,)

    @classmethod
    def card(cls, record: DisclosureEvent, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_basis_display(), "tone": "neutral"}]
        if record.recalled_on:
            badges.append({"label": _("recalled"), "tone": "bad"})
        return {"lead": record.ground, "badges": badges, "meta": [text(record.at)]}
