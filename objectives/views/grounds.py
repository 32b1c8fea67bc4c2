"""Drivers, value cases, differences, ways of working, summaries."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from objectives import services
from objectives.models import DifferenceNote, Driver, Mechanism, Summary, ValueCase
from partnerships.access.policy import Standing
from partnerships.clock import today
from partnerships.records.filters import record_filter
from partnerships.records.forms import ActForm, model_form
from partnerships.records.rooms import JOINT_SPACE, OWN_SPACES, Act, RecordViews


class DriverViews(RecordViews):
    model = Driver
    form_class = model_form(Driver, "title", "description")
    filterset_class = record_filter(Driver, search=("title", "description"))
    principle = 3
    layout = "columns"
    lead = _("What drives this collaboration: the needs, opportunities and pressures each side feels.")
    empty = _("No driver yet. Say what moves you: why this, and why now?")
    columns = ("title",)

    @classmethod
    def card(cls, record: Driver, standing: Standing) -> dict[str, Any]:
        return {"lead": Truncator(record.description).chars(160), "badges": [], "meta": []}


class ValueCaseViews(RecordViews):
    model = ValueCase
    form_class = model_form(ValueCase, "reason", "expected_value", "cost")
    filterset_class = record_filter(ValueCase, search=("reason", "expected_value", "cost"))
    principle = 3
    spaces = OWN_SPACES
    layout = "columns"
    lead = _("Why taking part is worth it to each party: what it expects, and what it costs.")
    empty = _("No value case yet. Each party writes one: why it takes part, what it expects of it and what it costs.")
    columns = ("__str__",)
    create_label = _("Write our value case")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: ValueCase, standing: Standing) -> dict[str, Any]:
        return {"lead": Truncator(record.reason).chars(200), "badges": [], "meta": []}


class DifferenceNoteViews(RecordViews):
    model = DifferenceNote
    form_class = model_form(DifferenceNote, "kind", "description", "handling")
    filterset_class = record_filter(DifferenceNote, "kind", search=("description", "handling"))
    principle = 3
    spaces = JOINT_SPACE
    lead = _("Where the sides think or act differently, and how they deal with it.")
    empty = _("No difference noted yet. They are normal: sense of time, risk, rules. Named, they can be dealt with.")
    columns = ("kind", "description", "handling")


class MechanismViews(RecordViews):
    model = Mechanism
    form_class = model_form(Mechanism, "title", "kind", "description", "cadence")
    filterset_class = record_filter(Mechanism, "kind", search=("title", "description"))
    principle = 3
    spaces = JOINT_SPACE
    lead = _("How the parties work together from day to day.")
    empty = _("No way of working yet. Start with the regular meeting: who, how often, about what.")
    columns = ("title", "kind", "cadence")


class SummaryViews(RecordViews):
    model = Summary
    form_class = model_form(Summary, "period_from", "period_to", "due_on", "text")
    filterset_class = record_filter(Summary, "state", search=("text",))
    principle = 3
    spaces = JOINT_SPACE
    lead = _("What each period brought, told while it still matters.")
    empty = _("No summary yet. Plan the first one: its period, and the day by which it is written.")
    columns = ("__str__", "due_on", "state", "published_on")
    ordering = ("-period_to", "pk")
    detail_fields = ("due_on", "state", "published_on", "text")
    acts: ClassVar = (
        Act(
            "draft",
            _("Draft it from the records"),
            services.draft_summary,
            when=lambda summary: summary.state == Summary.State.DUE,
            text=_("The readings, milestones and checks of the period are added to the text, for you to work over."),
        ),
        Act(
            "publish",
            _("Publish"),
            services.publish_summary,
            ActForm,
            when=lambda summary: summary.state == Summary.State.DUE,
            text=_("From then on it stays as it was read."),
        ),
    )

    @classmethod
    def card(cls, record: Summary, standing: Standing) -> dict[str, Any]:
        late = record.state == Summary.State.DUE and record.due_on < today()
        tone = "bad" if late else "good" if record.state == Summary.State.PUBLISHED else "neutral"
        label = _("overdue") if late else record.get_state_display()
        return {"lead": "", "badges": [{"label": label, "tone": tone}], "meta": []}


GROUNDS: tuple[type[RecordViews], ...] = (DriverViews, ValueCaseViews, DifferenceNoteViews, MechanismViews, SummaryViews)
