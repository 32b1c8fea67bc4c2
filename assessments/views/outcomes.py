"""Improvements, claims of maturity, and what to do with the relationship."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.forms import EffectForm, ImprovementForm, OptimizationForm
from assessments.models import Improvement, MaturityClaim, OptimizationReview
from assessments.services import improving as services
from partnerships.access.policy import Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from partnerships.signoff.acts import ASK, AskForm

State, Claim, Review = Improvement.State, MaturityClaim.State, OptimizationReview.State
TONES = {State.EFFECTIVE: "good", State.NOT_EFFECTIVE: "bad", State.DROPPED: "neutral"}


class ImprovementViews(RecordViews):
    model = Improvement
    form_class = ImprovementForm
    filterset_class = record_filter(Improvement, "state", search=("title", "description", "expected"))
    principle = 11
    spaces = JOINT_SPACE
    lead = _("Two or three things at a time, each with an action for every party, a day, and a look whether it helped.")
    empty = _("Nothing chosen yet. Begin with the widest gap of the last cycle.")
    columns = ("title", "dimension", "cycle", "due_on", "check_on", "state")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("cycle__instrument", "dimension")
    detail_fields = ("cycle", "dimension", "description", "expected", "due_on", "check_on", "state", "effect", "checked_on")
    create_label = _("Propose an improvement")
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "agree",
            _("Agree"),
            services.agree_improvement,
            when=in_state(State.PROPOSED),
            text=_("Each party gets an action for it, which stands in the plan."),
        ),
        Act("start", _("Start"), services.start_improvement, when=in_state(State.AGREED)),
        Act("finish", _("Done"), services.finish_improvement, when=in_state(State.AGREED, State.DOING)),
        Act("check", _("Check the effect"), services.check_effect, EffectForm, when=in_state(State.DONE)),
        Act(
            "drop",
            _("Drop it"),
            services.drop_improvement,
            ReasonForm,
            when=in_state(State.PROPOSED, State.AGREED, State.DOING),
            tone="danger",
        ),
        ADD_ACTION,
    )

    @classmethod
    def updatable(cls, record: Any, standing: Standing) -> bool:
        return record.state not in Improvement.ENDED and super().updatable(record, standing)

    @classmethod
    def card(cls, record: Improvement, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [
            {"label": record.get_state_display(), "tone": TONES.get(record.state, "info")}  # type: ignore[call-overload]
        ]
        if record.state in (State.AGREED, State.DOING) and record.due_on < today():
            badges.append({"label": _now("overdue"), "tone": "bad"})
        return {"lead": record.expected, "badges": badges, "meta": [text(record.due_on)]}


class MaturityClaimViews(RecordViews):
    model = MaturityClaim
    form_class = model_form(MaturityClaim, "principle", "level", "evidence", "claimed_on")
    filterset_class = record_filter(MaturityClaim, "principle", "level", "state", search=("evidence",))
    principle = 11
    layout = "columns"
    title = _("Maturity")
    lead = _("From 0 to 5 for each principle: what a side claims, and what all claim together. From level 3 on all sign.")
    empty = _("No claim yet. Claim the level whose description holds today, and name what shows it.")
    columns = ("principle", "level", "state", "claimed_on", "evidence")
    ordering = ("principle", "-created_at", "pk")
    create_label = _("Claim a level")
    acts: ClassVar = (
        Act(
            "ask",
            _("Put to all parties"),
            services.ask_for_maturity,
            AskForm,
            when=lambda claim: claim.is_joint and claim.state == Claim.CLAIMED,
            text=_("The claim and its evidence are frozen and laid before every party to sign."),
        ),
        Act(
            "settle",
            _("Agree"),
            services.settle_maturity,
            when=lambda claim: claim.is_joint and claim.state == Claim.CLAIMED and not claim.needs_signatures,
            text=_("Up to level 2 one signature is enough: the level says that it does not hold for both yet."),
        ),
    )

    @classmethod
    def card(cls, record: MaturityClaim, standing: Standing) -> dict[str, Any]:
        tone = {Claim.AGREED: "good", Claim.CLAIMED: "info"}.get(record.state, "neutral")  # type: ignore[call-overload]
        badges = [{"label": record.get_level_display(), "tone": "neutral"}]
        if record.is_joint:
            badges.append({"label": record.get_state_display(), "tone": tone})
        return {"lead": record.evidence[:160], "badges": badges, "meta": [text(record.claimed_on)]}


class OptimizationReviewViews(RecordViews):
    model = OptimizationReview
    form_class = OptimizationForm
    filterset_class = record_filter(OptimizationReview, "decision", "state", search=("reasons",))
    principle = 11
    spaces = JOINT_SPACE
    title = _("Where it goes")
    lead = _("After measuring and improving: go on, improve, widen, reshape, shrink, or look at how it could end.")
    empty = _("Nothing decided yet. After each yearly review say together how it goes on, and why.")
    columns = ("decision", "cycle", "state", "agreed_on", "next_review_on")
    ordering = ("-created_at", "pk")
    select_related = ("cycle",)
    detail_fields = ("decision", "reasons", "cycle", "next_review_on", "state", "agreed_on")
    create_label = _("Prepare a decision")
    acts: ClassVar = (Act(ASK.name, ASK.label, ASK.service, ASK.form_class, when=in_state(Review.DRAFT), text=ASK.text),)

    @classmethod
    def card(cls, record: OptimizationReview, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": "good" if record.state == Review.AGREED else "info"}
        return {"lead": record.reasons[:160], "badges": [badge], "meta": [text(record.agreed_on)]}
