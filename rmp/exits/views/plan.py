"""Items of the exit plan with their owners, and the rehearsals."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from rmp.exits import services
from rmp.exits.forms import ProofForm
from rmp.exits.models import ExitPlanItem, ExitRehearsal, ItemOwner

State = ExitPlanItem.State
TONES = {
    State.NOT_STARTED: "warn",
    State.READY: "info",
    State.IN_PROGRESS: "info",
    State.DONE: "info",
    State.ACCEPTED: "good",
}


def to(state: str) -> Callable[..., Any]:
    return partial(services.advance_item, state=state)


class ItemOwnerViews(RecordViews):
    model = ItemOwner
    form_class = model_form(ItemOwner, "of", "person", "name")
    principle = 12
    lead = _("Each party names who sees to it.")
    empty = _("Nobody sees to it yet.")
    create_label = _("Name an owner")
    columns = ("of", "who")
    ordering = ("of__name", "pk")
    select_related = ("of", "person")


class ExitPlanItemViews(RecordViews):
    model = ExitPlanItem
    form_class = model_form(ExitPlanItem, "title", "area", "now", "then", "responsible", "after", "due_on", "weight")
    filterset_class = record_filter(ExitPlanItem, "area", "state", "responsible", search=("title", "now", "then"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    lead = _("What has to be settled for an end to go well. Ready means: it could be done any day.")
    empty = _(
        "Walk through the twelve areas: people, research, data, rights, publications, equipment, money, contracts and so on."
    )
    create_label = _("Add an item")
    columns = ("title", "area", "responsible", "due_on", "state")
    ordering = ("area", "created_at", "pk")
    select_related = ("responsible", "after")
    detail_fields = (
        *("area", "now", "then", "responsible", "after", "due_on", "weight", "state", "proof", "done_on"),
        *("accepted_by", "accepted_on"),
    )
    parts = (ItemOwnerViews,)
    acts: ClassVar = (
        Act("ready", _("It is ready"), to(State.READY), NoteForm, when=in_state(State.NOT_STARTED)),
        Act("start", _("Begin"), to(State.IN_PROGRESS), NoteForm, when=in_state(State.READY)),
        Act(
            "finish",
            _("It is done"),
            services.finish_item,
            ProofForm,
            when=in_state(State.IN_PROGRESS),
            text=_("The other side is asked to accept it."),
        ),
        Act("accept", _("Accept"), services.accept_item, NoteForm, when=in_state(State.DONE)),
        Act(
            "return",
            _("Do not accept yet"),
            services.return_item,
            ReasonForm,
            when=in_state(State.DONE),
            tone="secondary",
        ),
        Act("unready", _("Not ready after all"), to(State.NOT_STARTED), NoteForm, when=in_state(State.READY), tone="secondary"),
        Act("pause", _("Back to ready"), to(State.READY), NoteForm, when=in_state(State.IN_PROGRESS), tone="secondary"),
    )

    @classmethod
    def card(cls, record: ExitPlanItem, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        return {"lead": record.then, "badges": badges, "meta": [text(record.due_on)]}


class ExitRehearsalViews(RecordViews):
    model = ExitRehearsal
    form_class = model_form(ExitRehearsal, "on", "walked", "findings", "next_on")
    filterset_class = record_filter(ExitRehearsal, search=("walked", "findings"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    lead = _("Walk through the plan once a year, as you would a fire drill.")
    empty = _("The plan was never walked through.")
    create_label = _("Note a rehearsal")
    columns = ("on", "walked", "findings", "next_on")
    ordering = ("-on", "pk")
