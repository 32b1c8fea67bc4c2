"""The actions of a partnership, whatever room they came from."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.actions import services
from partnerships.actions.models import Action
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ActForm, ReasonForm, RecordForm
from partnerships.records.rooms import Act, RecordViews, in_state


class ActionForm(RecordForm):
    class Meta:
        model = Action
        fields = ("title", "description", "responsible", "assignee", "starts_on", "due_on", "done_when")


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=_("What came of it"), required=False, widget=forms.Textarea, max_length=2000)


class ActionViews(RecordViews):
    model = Action
    form_class = ActionForm
    filterset_class = record_filter(Action, "state", "responsible", search=("title", "description", "done_when"))
    nav = "actions"
    lead = _("Who does what until when. Actions of all rooms meet here.")
    empty = _("No actions yet. An action says who does what until when, and how one sees that it is done.")
    columns = ("title", "responsible", "assignee", "due_on", "state")
    ordering = ("due_on", "title", "pk")
    select_related = ("responsible", "assignee")
    detail_fields = (
        "description",
        "responsible",
        "assignee",
        "starts_on",
        "due_on",
        "done_when",
        "state",
        "done_on",
        "outcome",
        "source",
    )
    acts: ClassVar = (
        Act("start", _("Start"), services.start_action, when=in_state(Action.State.OPEN)),
        Act("finish", _("Finish"), services.finish_action, OutcomeForm, when=in_state(Action.State.OPEN, Action.State.DOING)),
        Act(
            "cancel",
            _("Cancel"),
            services.cancel_action,
            ReasonForm,
            when=in_state(Action.State.OPEN, Action.State.DOING),
            tone="danger",
        ),
        Act("reopen", _("Open again"), services.reopen_action, when=in_state(Action.State.DONE, Action.State.CANCELLED)),
    )

    @classmethod
    def card(cls, record: Action, standing: Standing) -> dict[str, Any]:
        late = record.due_on and record.due_on < today() and record.state in (Action.State.OPEN, Action.State.DOING)
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": "neutral"}]
        if late:
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": record.done_when, "badges": badges, "meta": [record.responsible.short_name, text(record.due_on)]}
