"""How agreed objectives change: the rules, and the revisions (5.3.3.6)."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from objectives import services
from objectives.forms import CommunicateForm, ImpactForm, RevisionForm
from objectives.models import InitiatorRule, Revision, RevisionCondition, RevisionStep
from partnerships.access.policy import Right, Standing
from partnerships.records import presentation
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.records.views import RoomPage
from partnerships.rules.acts import rule_acts
from partnerships.signoff.acts import ASK

State = Revision.State
TONES: dict[str, str] = {
    State.RETURNED: "warn",
    State.REJECTED: "bad",
    State.DEFERRED: "warn",
    State.APPROVED: "good",
    State.APPLIED: "good",
    State.COMMUNICATED: "good",
}


class RevisionConditionViews(RecordViews):
    model = RevisionCondition
    form_class = model_form(RevisionCondition, "kind", "text")
    principle = 3
    spaces = JOINT_SPACE
    lead = _("When an agreed objective may be revised.")
    empty = _("No condition yet. What would have to happen for you to reopen an agreed objective?")
    columns = ("kind", "text")
    create_label = _("Add a condition")
    acts = rule_acts(form_class)


class InitiatorRuleViews(RecordViews):
    model = InitiatorRule
    form_class = model_form(InitiatorRule, "kind", "named_party", "conditions")
    principle = 3
    spaces = JOINT_SPACE
    lead = _("Whose word starts a revision.")
    empty = _("No rule yet. Until there is one, nobody can submit a revision.")
    columns = ("__str__", "on_conditions")
    create_label = _("Add a rule")
    select_related = ("named_party",)
    prefetch_related = ("conditions",)
    acts = rule_acts(form_class)


class RevisionStepViews(RecordViews):
    model = RevisionStep
    form_class = model_form(RevisionStep, "order", "name", "days_allowed", "decision_rule")
    principle = 3
    spaces = JOINT_SPACE
    lead = _("Which way a revision takes, and how long each step may take.")
    empty = _("No step yet. Write down who looks at a revision, who decides, and by when.")
    columns = ("order", "name", "days_allowed", "decision_rule")
    ordering = ("order", "pk")
    create_label = _("Add a step")
    acts = rule_acts(form_class)


class RevisionViews(RecordViews):
    model = Revision
    form_class = RevisionForm
    filterset_class = record_filter(Revision, "state", "objective", search=("objective__title", "reason"))
    principle = 3
    spaces = JOINT_SPACE
    lead = _("Changes of agreed objectives, with what was before and what shall be after.")
    empty = _("No revision yet. An agreed objective changes only by one.")
    columns = ("objective", "condition", "state", "effective_on", "initiator_party")
    ordering = ("-created_at", "pk")
    create_label = _("Propose a revision")
    select_related = ("objective", "condition", "initiator", "initiator_party")
    detail_template = "objectives/revision.html"
    detail_fields = (
        *("objective", "condition", "reason", "effective_on", "state", "initiator", "initiator_party"),
        *("impact_note", "answer", "applied_on"),
    )
    acts: ClassVar = (
        Act(
            "submit",
            _("Submit"),
            services.submit_revision,
            when=lambda revision: revision.state in Revision.OPEN_TO_CHANGE,
            text=_("It is held against the rules of who may start a revision. What is submitted does not change any more."),
        ),
        Act(
            "note-impact",
            _("Note what it entails"),
            services.note_impact,
            ImpactForm,
            when=lambda revision: revision.state == State.SUBMITTED,
        ),
        replace(
            ASK,
            service=services.put_to_decision,
            when=lambda revision: revision.state in (State.IMPACT_NOTED, State.DEFERRED),
        ),
        Act(
            "apply",
            _("Apply"),
            services.apply_revision,
            when=lambda revision: revision.state == State.APPROVED and revision.is_in_effect,
            text=_("The objective takes its new values."),
        ),
        Act(
            "communicate",
            _("Tell those concerned"),
            services.communicate_revision,
            CommunicateForm,
            when=lambda revision: revision.state == State.APPLIED,
        ),
        Act(
            "withdraw",
            _("Withdraw"),
            services.withdraw_revision,
            ReasonForm,
            tone="danger",
            when=lambda revision: State.WITHDRAWN in Revision.TRANSITIONS[revision.state],
        ),
    )

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        return {"compared": view.object.compared()}

    @classmethod
    def card(cls, record: Revision, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}]
        return {"lead": Truncator(record.reason).chars(140), "badges": badges, "meta": []}


class RevisingPage(RoomPage):
    """On one page: on which conditions, on whose word and by which steps an agreed objective changes, and which do now."""

    needs = Right.READ_JOINT
    template_name = "objectives/revising.html"
    principle = 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = (RevisionViews, RevisionConditionViews, InitiatorRuleViews, RevisionStepViews)
        sections = [presentation.record_table(kind, self.standing) for kind in kinds]
        return super().get_context_data(title=_("Revising objectives"), sections=sections, **kwargs)


RULES: tuple[type[RecordViews], ...] = (RevisionConditionViews, InitiatorRuleViews, RevisionStepViews)
