"""What stays and what gets better: outputs, lessons, improvement targets."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from objectives.value import services
from objectives.value.forms import ApplicationForm, LinkField, NewDayForm, OutcomeForm, PassOnForm, ServingForm
from objectives.value.models import ImprovementTarget, Lesson, LessonApplication, Output, TargetReading
from partnerships.access.policy import Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.models import Kept
from partnerships.records.rooms import Act, RecordViews, in_state
from partnerships.signoff.acts import ASK


class OutputForm(ServingForm):
    class Meta:
        model = Output
        fields = ("title", "kind", "description", "link", "attribution", "made_on", "objective", "idea")
        field_classes = {"link": LinkField}


class OutputViews(RecordViews):
    model = Output
    form_class = OutputForm
    filterset_class = record_filter(Output, "kind", "idea", search=("title", "description", "attribution"))
    principle = 8
    lead = _("What came of it and can be pointed at, with those who made it.")
    empty = _("No output yet. A paper, a patent, a course, a placement, a data set: what can one point at?")
    create_label = _("Add an output")
    columns = ("title", "kind", "attribution", "made_on", "link")
    ordering = ("-made_on", "-created_at", "pk")
    select_related = ("idea", "objective")
    detail_fields = ("kind", "description", "attribution", "made_on", "objective", "idea")
    detail_template = "objectives/value/output.html"


class ApplicationViews(RecordViews):
    model = LessonApplication
    form_class = ApplicationForm
    columns = ("where", "on", "effect")
    ordering = ("-on", "-created_at")
    empty = _("Not applied yet. A lesson is worth what it changes elsewhere.")
    create_label = _("Note where it was applied")

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        return isinstance(parent, Lesson) and parent.is_agreed and super().creatable(standing, parent)


LESSON_TONES = {Lesson.State.AGREED: "info", Lesson.State.SHARED: "info", Lesson.State.APPLIED: "good"}


class LessonViews(RecordViews):
    model = Lesson
    form_class = model_form(Lesson, "title", "category", "happened", "recommendation", "idea")
    filterset_class = record_filter(Lesson, "state", "category", "idea", search=("title", "happened", "recommendation"))
    principle = 8
    layout = "columns"
    lead = _("What was learned, from what worked and from what did not, and where it was applied since.")
    empty = _("No lesson yet. What would you do again, and what would you do otherwise?")
    create_label = _("Write a lesson")
    columns = ("title", "category", "state", "agreed_on", "passed_on_to")
    ordering = ("-created_at", "pk")
    select_related = ("idea",)
    detail_fields = ("category", "happened", "recommendation", "idea", "state", "agreed_on", "passed_on_to")
    parts: ClassVar = (ApplicationViews,)
    acts: ClassVar = (
        replace(ASK, when=lambda lesson: lesson.is_joint and lesson.state == Lesson.State.DRAFT),
        Act(
            "adopt",
            _("Adopt"),
            services.adopt_lesson,
            when=lambda lesson: not lesson.is_joint and lesson.state == Lesson.State.DRAFT,
            text=_("Your party takes this lesson as settled."),
        ),
        Act("pass-on", _("Pass on"), services.pass_on_lesson, PassOnForm, when=in_state(Lesson.State.AGREED)),
    )

    @classmethod
    def card(cls, record: Lesson, standing: Standing) -> dict[str, Any]:
        tone = LESSON_TONES.get(Lesson.State(record.state), "neutral")
        meta = [str(record.get_category_display()), record.passed_on_to]
        return {
            "lead": Truncator(record.recommendation or record.happened).chars(140),
            "badges": [{"label": record.get_state_display(), "tone": tone}],
            "meta": [said for said in meta if said],
        }


class TargetReadingViews(RecordViews):
    model = TargetReading
    form_class = model_form(TargetReading, "on", "value", "note")
    columns = ("on", "value", "note")
    ordering = ("-on", "-created_at")
    empty = _("Not read yet.")
    create_label = _("Add a reading")


Target = ImprovementTarget.State


class ImprovementTargetViews(RecordViews):
    model = ImprovementTarget
    form_class = model_form(ImprovementTarget, *ImprovementTarget.FIXED, "responsible")
    filterset_class = record_filter(ImprovementTarget, "state", "area", "responsible")
    principle = 8
    lead = _("What shall get better in how the parties work, from where to where.")
    empty = _("No improvement target yet. What takes too long, costs too much, or could be better, and by how much?")
    create_label = _("Set a target")
    columns = ("title", "area", "responsible", "baseline", "target", "unit", "progress_text", "due_on", "state")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("responsible",)
    detail_template = "objectives/value/target.html"
    detail_fields = ("area", "responsible", "baseline", "target", "unit", "due_on", "state", "outcome")
    parts: ClassVar = (TargetReadingViews,)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act("reach", _("Reached"), services.reach_target, OutcomeForm, when=in_state(Target.OPEN)),
        Act("extend", _("Go on with it"), services.extend_target, NewDayForm, when=in_state(Target.MISSED)),
        replace(ADD_ACTION, when=in_state(Target.OPEN)),
        Act("miss", _("Missed"), services.miss_target, OutcomeForm, when=in_state(Target.OPEN), tone="quiet"),
        Act("drop", _("Drop"), services.drop_target, ReasonForm, when=in_state(Target.OPEN), tone="danger"),
    )

    @classmethod
    def card(cls, record: ImprovementTarget, standing: Standing) -> dict[str, Any]:
        tones = {Target.REACHED: "good", Target.MISSED: "bad", Target.DROPPED: "neutral"}
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": tones.get(Target(record.state), "info")}]
        if record.state == Target.OPEN and record.due_on < today():
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": "", "badges": badges, "meta": [text(record.due_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        target = view.object
        amount = "" if target.value is None else f"{text(target.value)} / {text(target.target)} {target.unit}"
        return {"amount": amount}
