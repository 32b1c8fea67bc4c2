"""Triggers and the joint assessments they open."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from partnerships.rules.acts import rule_acts
from partnerships.signoff.acts import ASK
from rmp.exits import services
from rmp.exits.course import course
from rmp.exits.forms import BecauseForm, TriggerForm
from rmp.exits.models import AssessmentView, ExitAssessment, ExitTrigger
from rmp.exits.services.triggers import why_resting

State, Stage = ExitTrigger.State, ExitAssessment.State
TONES = {
    State.ARMED: "neutral",
    State.WARNING: "warn",
    State.FIRED: "bad",
    State.ASSESSING: "info",
    State.CONFIRMED: "bad",
    State.WAIVED: "neutral",
    State.FALSE_ALARM: "neutral",
}
RESTING = (State.CONFIRMED, State.WAIVED, State.FALSE_ALARM)
STAGES = {Stage.OPEN: "warn", Stage.UNDER_WAY: "info", Stage.CONCLUDED: "good", Stage.WITHDRAWN: "neutral"}
WAY = (Stage.OPEN, Stage.UNDER_WAY, Stage.CONCLUDED)


class ExitTriggerViews(RecordViews):
    model = ExitTrigger
    form_class = TriggerForm
    filterset_class = record_filter(ExitTrigger, "state", "category", "kind", search=("title", "reading"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    lead = _(
        "The signs at which you look at an end together. A trigger that fires opens a joint assessment, and never an ending."
    )
    empty = _("Agree which signs make you look: an objective missed, the funding ended, a partner sold, trust gone.")
    create_label = _("Add a trigger")
    columns = ("title", "category", "rule", "state")
    ordering = ("created_at", "pk")
    detail_template = "rmp/exits/trigger.html"
    detail_fields = (
        *("category", "kind", "rule", "reading", "assess_within", "state", "fired_on", "fired_because"),
        *("waived_because", "waived_until"),
    )
    acts: ClassVar = (
        Act(
            "report",
            _("It has come"),
            services.report_trigger,
            BecauseForm,
            when=lambda t: t.state in ExitTrigger.WATCHED and t.kind in (ExitTrigger.Kind.EVENT, ExitTrigger.Kind.JUDGEMENT),
            text=_("It opens a joint assessment. Nothing ends by it."),
        ),
        Act(
            "rearm",
            _("Watch it again"),
            services.rearm_trigger,
            ReasonForm,
            when=lambda t: t.state in RESTING and not why_resting(t),
            tone="secondary",
        ),
        *rule_acts(form_class),
    )

    @classmethod
    def card(cls, record: ExitTrigger, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        if not record.is_known:
            badges.append({"label": _("not counted here"), "tone": "warn"})
        return {"lead": record.rule(), "badges": badges, "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Two queries more: the course of its figure, and what it has opened."""
        found = ExitAssessment.objects.visible_to(view.user).for_source(view.object).order_by("-created_at", "pk")
        assessments = []
        for assessment in found[:10]:
            assessment.partnership = view.partnership
            assessments.append({"record": assessment, "tone": STAGES[Stage(assessment.state)]})
        return {"assessments": assessments, "course": course(view.object)}


class AssessmentViewViews(RecordViews):
    model = AssessmentView
    form_class = model_form(AssessmentView, "seen", "affected", "leaning")
    principle = 12
    title = _("How each party sees it")
    lead = _("Each party says how it sees the matter, before all of them conclude.")
    empty = _("No party has said yet how it sees it.")
    create_label = _("Say how we see it")
    columns = ("party", "seen", "affected", "leaning")
    ordering = ("created_at", "pk")


class ExitAssessmentViews(RecordViews):
    model = ExitAssessment
    form_class = model_form(ExitAssessment, "title", "facts", "due_on", "findings", "conclusion", "reason", "look_again_on")
    filterset_class = record_filter(ExitAssessment, "state", "conclusion", search=("title", "facts", "findings"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    lead = _("All parties look at a sign together and sign what follows from it: go on, change something, or prepare an end.")
    empty = _("No sign has fired, and nobody has asked for an assessment.")
    create_label = _("Ask for an assessment")
    columns = ("title", "due_on", "state", "conclusion")
    ordering = ("-created_at", "pk")
    detail_template = "rmp/exits/assessment.html"
    detail_fields = ("facts", "due_on", "findings", "conclusion", "reason", "look_again_on", "state", "concluded_on")
    parts = (AssessmentViewViews,)
    panels = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act("start", _("Begin to look into it"), services.start_assessment, when=in_state(Stage.OPEN)),
        replace(ASK, service=services.ask_to_conclude, label=_("Put the conclusion to all"), when=in_state(Stage.UNDER_WAY)),
        ADD_ACTION,
        Act(
            "drop",
            _("Take it back"),
            services.withdraw_assessment,
            ReasonForm,
            when=in_state(Stage.OPEN, Stage.UNDER_WAY),
            text=_("For what was opened by mistake. A trigger behind it is armed again."),
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: ExitAssessment, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": STAGES[Stage(record.state)]}]
        if record.conclusion:
            badges.append({"label": record.get_conclusion_display(), "tone": "neutral"})
        return {"lead": Truncator(record.facts).chars(180), "badges": badges, "meta": [text(record.due_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Up to three queries more: what it comes from, if the reader may see that, and how the parties lean."""
        record, standing = view.object, view.standing
        views = record.views.select_related("party").order_by("created_at", "pk")
        said = {one.party_id: one for one in views}
        exits = record.state == Stage.CONCLUDED and record.conclusion == ExitAssessment.Conclusion.EXIT
        return {
            "steps": steps(record.state),
            "source": source_of(view),
            "leanings": [{"party": p, "is_ours": p == standing.party, "view": said.get(p.pk)} for p in standing.parties],
            "may_open_case": exits and CaseLink.may(standing),
            "case_url": CaseLink.url(view) if exits else "",
        }


class CaseLink:
    """Where a case that follows from an assessment is opened."""

    @staticmethod
    def may(standing: Standing) -> bool:
        from rmp.exits.views.cases import DisengagementCaseViews

        return DisengagementCaseViews.creatable(standing)

    @staticmethod
    def url(view: Any) -> str:
        from rmp.exits.views.cases import DisengagementCaseViews

        return f"{DisengagementCaseViews.url('create', view.partnership.slug)}?assessment={view.object.pk}"


def source_of(view: Any) -> Any:
    """What the assessment is for the sake of, as far as the person may read it now."""
    record = view.object
    if record.source_type_id is None:
        return None
    model: Any = record.source_type.model_class()
    if model is None:
        return None
    return model.objects.visible_to(view.user).filter(pk=record.source_key).first()


def steps(state: str) -> list[dict[str, Any]]:
    """How far an assessment is."""
    if state == Stage.WITHDRAWN:
        return []
    here = WAY.index(Stage(state))
    over = state == Stage.CONCLUDED
    return [
        {"label": step.label, "state": "done" if n < here or over else "current" if n == here else "todo"}
        for n, step in enumerate(WAY)
    ]
