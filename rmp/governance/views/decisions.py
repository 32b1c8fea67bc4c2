"""Decisions with the positions of the parties; authority and responsibilities; joint processes."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.rules.acts import rule_acts
from partnerships.signoff.acts import ASK
from rmp.governance.forms import issues as forms
from rmp.governance.models import (
    Activity,
    AuthorityRule,
    Decision,
    JointProcess,
    OwnWay,
    PartyPosition,
    Responsibility,
)
from rmp.governance.services import decisions, processes

State = Decision.State
TONES: dict[str, str] = {
    State.OPEN: "info",
    State.ADOPTED: "good",
    State.IMPLEMENTED: "good",
    State.REJECTED: "bad",
    State.DEFERRED: "warn",
}
POSITION_TONES: dict[str, str] = {"for": "good", "against": "bad", "abstain": "neutral", "reservation": "warn"}


class DecisionViews(RecordViews):
    model = Decision
    form_class = forms.DecisionForm
    filterset_class = record_filter(Decision, "body", "state", "method", search=("title", "text", "outcome"))
    principle = 5
    title = _("Decisions")
    lead = _("What the parties decided, how, where each stood, and whether it was done.")
    empty = _("No decision yet. Write down the next one that needs both sides, and put it to the parties.")
    create_label = _("Propose a decision")
    spaces = JOINT_SPACE
    columns = ("title", "body", "method", "state", "decide_by", "decided_on", "implement_by", "is_overdue")
    ordering = ("-created_at", "pk")
    select_related = ("body", "meeting__body", "delegated_to", "powers", "responsible", "rescinds")
    detail_fields = (
        *("text", "body", "meeting", "method", "delegated_to", "powers", "rescinds", "state", "decide_by", "decided_on"),
        *("responsible", "implement_by", "implemented_on", "outcome"),
    )
    detail_template = "rmp/governance/decision.html"
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "put",
            _("Put to the parties"),
            decisions.put_to_parties,
            when=lambda decision: decision.state in (State.PROPOSED, State.DEFERRED),
            text=_("From now on its words are fixed, and each party says where it stands. The last position decides."),
        ),
        Act(
            "position",
            _("Take a position"),
            decisions.take_position,
            forms.ChoiceForm,
            when=lambda decision: decision.is_open,
            text=_("It is your party's position. Until all have spoken, you may change it."),
        ),
        Act("defer", _("Defer it"), decisions.defer, ReasonForm, when=lambda decision: decision.is_open, tone="secondary"),
        Act(
            "implement",
            _("It is done"),
            decisions.implement,
            forms.OutcomeForm,
            when=lambda decision: decision.state == State.ADOPTED,
        ),
        ADD_ACTION,
    )

    @classmethod
    def card(cls, record: Decision, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}]
        if record.is_overdue:
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": Truncator(record.text).chars(160), "badges": badges, "meta": [text(record.decided_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Where each party stands, and where it stood before the decision was put to them anew. One query."""
        taken = list(PartyPosition.objects.filter(decision=view.object).order_by("created_at", "pk"))
        said = {position.party_id: position for position in taken if position.stands}
        rows = []
        for party in view.standing.parties:
            position = said.get(party.pk)
            tone = POSITION_TONES[position.choice] if position else "neutral"
            earlier = [fallen for fallen in taken if fallen.party_id == party.pk and not fallen.stands]
            rows.append(
                {"party": party, "ours": party == view.standing.party, "position": position, "tone": tone, "earlier": earlier}
            )
        return {"positions": rows}


# --- authority and responsibilities -----------------------------------------------------------------------------------
class AuthorityRuleViews(RecordViews):
    model = AuthorityRule
    form_class = model_form(
        AuthorityRule,
        *("matter", "limit_kind", "amount", "currency", "days", "limit", "body", "role", "of_party"),
    )
    filterset_class = record_filter(AuthorityRule, "limit_kind", "body", search=("matter", "role", "limit"))
    principle = 5
    title = _("Authority")
    lead = _("Who may decide what by themselves, up to which limit of money, scope, time or publicity.")
    empty = _("No rule yet. Begin with money: who may spend how much without asking?")
    create_label = _("Add a rule")
    spaces = JOINT_SPACE
    columns = ("matter", "limit_kind", "up_to", "holder")
    ordering = ("limit_kind", "matter", "pk")
    select_related = ("body", "of_party")
    detail_fields = ("limit_kind", "up_to", "holder")
    acts = rule_acts(form_class)


class ResponsibilityViews(RecordViews):
    model = Responsibility
    form_class = model_form(Responsibility, "holder", "role", "letter")
    columns = ("holder", "role", "letter")
    ordering = ("holder__name", "letter", "pk")
    select_related = ("holder",)
    lead = _("Exactly one answers for it; at least one does it.")
    empty = _("Nobody yet. Begin with whoever answers for it.")
    create_label = _("Add a responsibility")
    acts = rule_acts(form_class)


class ActivityViews(RecordViews):
    model = Activity
    form_class = model_form(Activity, "name", "details", "position")
    filterset_class = record_filter(Activity, search=("name", "details"))
    principle = 5
    title = _("Activities")
    lead = _("The rows of the responsibility matrix.")
    empty = _("No activity yet. Begin with what both sides do together: ordering, publishing, admitting students.")
    create_label = _("Add an activity")
    spaces = JOINT_SPACE
    columns = ("name", "details")
    ordering = ("position", "created_at", "pk")
    detail_fields = ("details",)
    parts = (ResponsibilityViews,)
    acts = rule_acts(form_class)


# --- joint processes --------------------------------------------------------------------------------------------------
Process = JointProcess.State
PROCESS_TONES: dict[str, str] = {
    Process.AGREED: "good",
    Process.IN_USE: "good",
    Process.REVIEW: "warn",
    Process.COMPARED: "info",
}


class OwnWayViews(RecordViews):
    model = OwnWay
    form_class = model_form(OwnWay, "text", "keeps")
    columns = ("party", "text", "keeps")
    lead = _("Each party writes how it does it in its own house, before anybody says how it should be.")
    empty = _("Nobody has written it yet.")
    create_label = _("Write how we do it")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None


class JointProcessViews(RecordViews):
    model = JointProcess
    form_class = model_form(JointProcess, "name", "gap", "agreed_way", "owned_by", "owner", "review_on")
    filterset_class = record_filter(JointProcess, "state", "owned_by", search=("name", "gap", "agreed_way"))
    principle = 5
    title = _("Joint processes")
    lead = _("Processes that run through both houses: how each does it, where that does not fit, and the way agreed.")
    empty = _("No process yet. Where did the two houses last get into each other's way?")
    create_label = _("Add a process")
    spaces = JOINT_SPACE
    columns = ("name", "state", "owned_by", "owner", "agreed_on", "review_on")
    ordering = ("created_at", "pk")
    select_related = ("owned_by", "owner")
    detail_fields = ("gap", "agreed_way", "owned_by", "owner", "state", "agreed_on", "in_use_since", "review_on")
    detail_template = "rmp/governance/process.html"
    parts = (OwnWayViews,)
    acts: ClassVar = (
        Act(
            "compare", _("Compare"), processes.compare, forms.GapForm, when=lambda process: process.state == Process.IDENTIFIED
        ),
        replace(ASK, service=processes.ask_to_agree, when=lambda process: process.state == Process.COMPARED),
        Act(
            "use",
            _("Bring into use"),
            processes.bring_into_use,
            forms.UseForm,
            when=lambda process: process.state in (Process.AGREED, Process.REVIEW),
        ),
        Act("review", _("Look at it again"), processes.review, NoteForm, when=lambda process: process.state == Process.IN_USE),
        Act(
            "compare-again",
            _("Compare again"),
            processes.compare_again,
            forms.GapForm,
            when=lambda process: process.state == Process.REVIEW,
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: JointProcess, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": PROCESS_TONES.get(record.state, "neutral")}
        return {"lead": Truncator(record.agreed_way or record.gap).chars(160), "badges": [badge], "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Each party's own way beside the others'. One query."""
        ways = {way.party_id: way for way in OwnWay.objects.filter(process=view.object)}
        sides = []
        for party in view.standing.parties:
            way, ours = ways.get(party.pk), party == view.standing.party
            url = ""
            if ours and view.object.record.may(view.standing, Right.WRITE):
                slug = view.partnership.slug
                url = OwnWayViews.url("update", slug, way.pk) if way else OwnWayViews.url("create", slug, view.object.pk)
            sides.append({"party": party, "ours": ours, "way": way, "url": url})
        return {"sides": sides}
