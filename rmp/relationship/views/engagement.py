"""How the parties engage: one process with its steps, and who speaks with whom."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Right, Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.presentation import part_table, record_table
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from partnerships.records.views import RoomPage
from partnerships.rules.acts import rule_acts
from rmp.relationship.models import CommunicationLine, EngagementProcess, EngagementStep


class EngagementStepViews(RecordViews):
    model = EngagementStep
    form_class = model_form(EngagementStep, "stage", "order", "title", "who", "answers", "documented_in")
    columns = ("title", "stage", "who", "answers", "documented_in")
    ordering = ("stage", "order", "created_at", "pk")
    select_related = ("answers",)
    lead = gettext_lazy("What is done at which stage, by whom, and where one finds it written down.")
    empty = gettext_lazy("No step yet. Begin with the first talk: who has it, and what is written down after it?")
    create_label = gettext_lazy("Add a step")
    acts = rule_acts(form_class)


class EngagementProcessViews(RecordViews):
    model = EngagementProcess
    form_class = model_form(EngagementProcess, "management_mode", "description")
    principle = 1
    spaces = JOINT_SPACE
    lead = gettext_lazy("The one way in which all parties engage with each other.")
    empty = gettext_lazy("Not written down yet. How do you manage the relationship, and by which steps does it grow?")
    create_label = gettext_lazy("Write down how you engage")
    columns = ("__str__", "management_mode", "description")
    parts = (EngagementStepViews,)
    acts = rule_acts(form_class)

    @classmethod
    def card(cls, record: EngagementProcess, standing: Standing) -> dict[str, Any]:
        return {"lead": "", "badges": [{"label": record.get_management_mode_display(), "tone": "info"}], "meta": []}


class CommunicationLineViews(RecordViews):
    model = CommunicationLine
    form_class = model_form(CommunicationLine, "topic", "who", "who_party", "whom", "whom_party", "frequency", "channel")
    filterset_class = record_filter(
        CommunicationLine, "who_party", "whom_party", "frequency", search=("topic", "who", "whom", "channel")
    )
    principle = 1
    spaces = JOINT_SPACE
    lead = gettext_lazy("Who speaks with whom about what, how often and by which channel.")
    empty = gettext_lazy("Nobody named yet. Whom does one call about money, students, results, trouble?")
    create_label = gettext_lazy("Add a line")
    columns = ("topic", "speaker", "listener", "frequency", "channel")
    select_related = ("who_party", "whom_party")
    detail_fields = ("topic", "speaker", "listener", "frequency", "channel")


class EngagementPage(RoomPage):
    """The process with its steps and the communication matrix, on one page (5.1.2, 5.1.3.1)."""

    needs = Right.READ_JOINT
    template_name = "rmp/relationship/engagement.html"
    principle = 1

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        process = record_table(EngagementProcessViews, self.standing)
        record = process["rows"][0]["record"] if process["rows"] else None
        return super().get_context_data(
            title=_("How we engage"),
            process=process,
            record=record,
            steps=part_table(EngagementStepViews, record, self.standing) if record else None,
            lines=record_table(CommunicationLineViews, self.standing),
            **kwargs,
        )
