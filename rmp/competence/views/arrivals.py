"""Newcomers, and what they should have seen, read and met."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import OWN_SPACES, Act, RecordViews
from rmp.competence import services
from rmp.competence.forms import InductionForm, LessonsForm
from rmp.competence.models import Induction, InductionStep

State = Induction.State
TONES = {State.PLANNED: "neutral", State.UNDER_WAY: "info", State.COMPLETED: "good", State.CANCELLED: "neutral"}


class InductionStepViews(RecordViews):
    model = InductionStep
    form_class = model_form(InductionStep, "text", "due_on")
    columns = ("text", "due_on", "done_on", "done_by")
    ordering = ("position", "created_at", "pk")
    select_related = ("done_by",)
    lead = _("All of it is ticked off, or removed, before the induction is completed.")
    empty = _("Nothing on the list.")
    create_label = _("Add a step")
    acts: ClassVar = (
        Act("tick", _("Tick off"), services.tick_step, when=lambda step: step.induction.is_open and not step.is_done),
        Act("untick", _("Untick"), services.untick_step, when=lambda step: step.induction.is_open and step.is_done),
    )


class InductionViews(RecordViews):
    model = Induction
    form_class = InductionForm
    filterset_class = record_filter(Induction, "state", "role", search=("person__name", "name"))
    principle = 6
    spaces = OWN_SPACES
    layout = "columns"
    title = _("Newcomers")
    lead = _(
        "Whoever is new learns in the first weeks what the others have learnt in years. Share it, and the other side can help."
    )
    empty = _("Nobody is new. Plan the induction as soon as it is known that somebody comes.")
    create_label = _("Plan an induction")
    columns = ("who", "role", "starts_on", "due_on", "state", "mentor")
    ordering = ("-starts_on", "created_at", "pk")
    select_related = ("person", "mentor", "role")
    prefetch_related = ("steps",)
    detail_fields = ("person", "name", "role", "mentor", "starts_on", "due_on", "state", "ended_on", "lessons")
    parts = (InductionStepViews,)
    acts: ClassVar = (
        Act("start", _("Begin"), services.start_induction, when=lambda induction: induction.state == State.PLANNED),
        Act(
            "complete",
            _("Complete"),
            services.complete_induction,
            LessonsForm,
            when=lambda induction: induction.state == State.UNDER_WAY,
        ),
        Act(
            "cancel",
            _("Call it off"),
            services.cancel_induction,
            ReasonForm,
            when=lambda induction: induction.is_open,
            tone="danger",
        ),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: Induction, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        if record.is_late:
            badges.append({"label": _("overdue"), "tone": "bad"})
        steps = list(record.steps.all())
        done = _("%(done)s of %(all)s steps") % {"done": sum(step.is_done for step in steps), "all": len(steps)}
        return {"lead": str(record.role), "badges": badges, "meta": [str(done), text(record.due_on)]}
