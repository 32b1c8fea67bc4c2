"""Ratings of the five areas, compatibility, clashes of ethics, and the screening."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.presentation import record_table
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.signoff.acts import ASK
from rmp.visions import services
from rmp.visions.forms import EthicsScreeningForm, SettleForm
from rmp.visions.models import AreaHandling, AreaRating, CompatibilityAssessment, EthicsCheck, EthicsScreening
from rmp.visions.views.statements import OnlyForParties

Fit, Verdict, Check, Result = AreaRating.Fit, CompatibilityAssessment.Verdict, EthicsCheck.State, EthicsScreening.Result
FIT_TONES = {
    Fit.CONFLICT: "bad",
    Fit.TENSION: "warn",
    Fit.NEUTRAL: "neutral",
    Fit.SUPPORTS: "good",
    Fit.SUPPORTS_STRONGLY: "good",
}
VERDICT_TONES = {Verdict.COMPATIBLE: "good", Verdict.WITH_CARE: "warn", Verdict.NOT_COMPATIBLE: "bad"}
CHECK_TONES = {Check.OPEN: "warn", Check.HANDLED: "good", Check.ACCEPTED: "info", Check.UNRESOLVED: "bad"}
RESULT_TONES = {Result.PASSED: "good", Result.CONDITIONS: "warn", Result.FAILED: "bad"}


class AreaRatingViews(OnlyForParties):
    model = AreaRating
    form_class = model_form(AreaRating, "area", "value", "note")
    filterset_class = record_filter(AreaRating, "area", "value", search=("note",))
    principle = 2
    layout = "columns"
    lead = _("How each side finds that the other fits it, area by area.")
    empty = _("No rating yet. Each side rates the five areas for itself, and shares its ratings when it is ready.")
    columns = ("area", "value", "note")
    ordering = ("area", "created_at", "pk")
    create_label = _("Rate an area")

    @classmethod
    def card(cls, record: AreaRating, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_value_display(), "tone": FIT_TONES[Fit(record.value)]}
        return {"lead": Truncator(record.note).chars(160), "badges": [badge], "meta": []}


class AreaHandlingViews(RecordViews):
    model = AreaHandling
    form_class = model_form(AreaHandling, "area", "note", "handling")
    filterset_class = record_filter(AreaHandling, "area", search=("note", "handling"))
    principle = 2
    spaces = JOINT_SPACE
    lead = _("What the parties say together about areas in which they differ.")
    empty = _("Nothing yet. Where ratings lie apart, or see tension, say together how you deal with it.")
    columns = ("area", "note", "handling")
    create_label = _("Say how we deal with an area")


class CompatibilityViews(RecordViews):
    model = CompatibilityAssessment
    form_class = model_form(CompatibilityAssessment, "assessed_on", "fits", "strains", "verdict", "conclusion")
    filterset_class = record_filter(CompatibilityAssessment, "verdict", search=("fits", "strains", "conclusion"))
    principle = 2
    layout = "columns"
    lead = _("How well the parties go together: what a side finds for itself, and what both find.")
    empty = _("Not assessed yet. Read the other's profile, then say where you fit and where you do not.")
    columns = ("assessed_on", "verdict", "fits", "strains")
    ordering = ("-assessed_on", "pk")
    detail_template = "rmp/visions/compatibility.html"
    create_label = _("Assess compatibility")

    @classmethod
    def card(cls, record: CompatibilityAssessment, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_verdict_display(), "tone": VERDICT_TONES[Verdict(record.verdict)]}
        return {"lead": Truncator(record.fits).chars(160), "badges": [badge], "meta": [text(record.assessed_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The clashes of ethics that the reader may see stand beside what was found."""
        return {"clashes": record_table(EthicsCheckViews, view.standing)}


class EthicsCheckViews(RecordViews):
    model = EthicsCheck
    form_class = model_form(EthicsCheck, "clash", "kind", "description", "due_on", "handling")
    filterset_class = record_filter(EthicsCheck, "kind", "state", search=("clash", "description", "handling"))
    principle = 2
    layout = "columns"
    lead = _("Where what one side does or wants stands against what the other holds to, and how it is dealt with.")
    empty = _("No clash noted. Think of sources of money, use of results, people and animals, data, conflicts of interest.")
    columns = ("clash", "kind", "state", "due_on", "handling")
    detail_fields = ("kind", "description", "due_on", "handling", "state", "settled_on")
    create_label = _("Note a clash")
    acts: ClassVar = (
        Act(
            "settle",
            _("Settle it"),
            services.settle_clash,
            SettleForm,
            when=lambda check: not check.is_settled,
            text=_("Say what became of it. Whoever can see the clash sees this with your name."),
        ),
        Act(
            "reopen",
            _("Open it again"),
            services.reopen_clash,
            ReasonForm,
            when=lambda check: check.is_settled,
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: EthicsCheck, standing: Standing) -> dict[str, Any]:
        late = not record.is_settled and record.due_on is not None and record.due_on < today()
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": CHECK_TONES[Check(record.state)]}]
        if late:
            badges.append({"label": _("overdue"), "tone": "bad"})
        meta = [str(record.get_kind_display()), text(None if record.is_settled else record.due_on)]
        said = record.handling or record.description
        return {"lead": Truncator(said).chars(160), "badges": badges, "meta": [word for word in meta if word]}


class EthicsScreeningViews(RecordViews):
    model = EthicsScreening
    form_class = EthicsScreeningForm
    filterset_class = record_filter(EthicsScreening, "state", "result", search=("findings", "conditions"))
    principle = 2
    layout = "columns"
    title = _("Ethics screening")
    lead = _("Asked before the parties negotiate: together, or each for itself. A screening that has run out holds no more.")
    empty = _("No screening yet. Eight questions, answered honestly, before anything is promised.")
    columns = ("__str__", "state", "result", "concluded_at", "valid_until")
    ordering = ("-created_at", "pk")
    detail_fields = ("findings", "result", "conditions", "valid_until", "state", "concluded_at")
    detail_template = "rmp/visions/screening.html"
    create_label = _("Screen the ethics")
    acts: ClassVar = (
        replace(
            ASK,
            service=services.ask_to_conclude,
            when=lambda screening: screening.is_joint and screening.is_under_way,
        ),
        Act(
            "conclude",
            _("Conclude"),
            services.conclude_screening,
            when=lambda screening: not screening.is_joint and screening.is_under_way,
            text=_("For your party. From then on it stays as it is; to come to another result, screen again."),
        ),
    )

    @classmethod
    def card(cls, record: EthicsScreening, standing: Standing) -> dict[str, Any]:
        if record.is_under_way:
            badge: dict[str, Any] = {"label": record.get_state_display(), "tone": "info"}
        elif record.valid_until and record.valid_until < today():
            badge = {"label": _("run out"), "tone": "bad"}
        else:
            badge = {"label": record.get_result_display(), "tone": RESULT_TONES[Result(record.result)]}
        until = _("valid until %(date)s") % {"date": text(record.valid_until)} if record.valid_until else ""
        lead = Truncator(record.conditions or record.findings).chars(160)
        return {"lead": lead, "badges": [badge], "meta": [str(until)] if until else []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        return {"answers": view.object.answers()}
