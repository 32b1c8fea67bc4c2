"""The communication plan, knowledge assets, data sharing, and incidents."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships import referrals
from partnerships.access.policy import Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.clock import today
from partnerships.documents.sources import ATTACH, DOCUMENTS_PANEL
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, model_form
from partnerships.records.rooms import Act, RecordViews, in_state
from rmp.knowledge import forms
from rmp.knowledge.models import CommunicationLine, DataSharing, IncidentNotice, InfoIncident, KnowledgeAsset
from rmp.knowledge.services import keeping

State = InfoIncident.State
INCIDENT_TONES: dict[str, str] = {
    State.REPORTED: "bad",
    State.CONTAINED: "warn",
    State.ASSESSED: "warn",
    State.NOTIFIED: "info",
    State.CLOSED: "good",
}
WAY = (State.REPORTED, State.CONTAINED, State.ASSESSED, State.NOTIFIED, State.CLOSED)


def late(day: Any) -> bool:
    return day is not None and day < today()


class CommunicationViews(RecordViews):
    model = CommunicationLine
    form_class = model_form(
        CommunicationLine, "addressees", "message", "channel", "frequency", "speaker", "person", "approval", "next_on"
    )
    filterset_class = record_filter(CommunicationLine, "channel", "speaker", search=("addressees", "message"))
    principle = 9
    title = _("Communication plan")
    lead = _("Who is told what, how, how often and by whom, and who agrees beforehand.")
    empty = _("No plan yet. Begin with those who would be sorry to learn of it from the press.")
    create_label = _("Add a line")
    columns = ("addressees", "channel", "frequency", "speaker", "approval", "next_on", "last_on")
    ordering = ("next_on", "addressees", "pk")
    select_related = ("speaker", "person")
    acts: ClassVar = (
        Act("told", _("Told"), keeping.note_told, forms.ToldForm, text=_("The audience was told. Say when it is told again.")),
        ADD_ACTION,
    )
    panels = (ACTIONS_PANEL,)

    @classmethod
    def card(cls, record: CommunicationLine, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_frequency_display(), "tone": "neutral"}]
        if late(record.next_on):
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": record.message, "badges": badges, "meta": [record.speaker.short_name, text(record.next_on)]}


class AssetViews(RecordViews):
    model = KnowledgeAsset
    form_class = model_form(
        KnowledgeAsset, "title", "description", "form", "holding", "holder", "place", "risk", "why", "review_on"
    )
    filterset_class = record_filter(KnowledgeAsset, "form", "risk", "holding", search=("title", "description", "place"))
    principle = 9
    title = _("Knowledge assets")
    lead = _("What the collaboration cannot do without, who holds it, and what is done so that it is not lost.")
    empty = _("Nothing named yet. Whose absence would stop the work? Begin with what only that person knows.")
    create_label = _("Name an asset")
    columns = ("title", "form", "holding", "holder", "risk", "review_on")
    ordering = ("title", "pk")
    select_related = ("holding", "holder")
    acts: ClassVar = (ADD_ACTION, ATTACH)
    panels = (ACTIONS_PANEL, DOCUMENTS_PANEL)

    @classmethod
    def card(cls, record: KnowledgeAsset, standing: Standing) -> dict[str, Any]:
        tones = {"low": "neutral", "moderate": "info", "high": "bad"}
        badge = {"label": _("risk of loss: %(risk)s") % {"risk": record.get_risk_display()}, "tone": tones[record.risk]}
        return {"lead": record.why or record.description, "badges": [badge], "meta": [record.holding.short_name]}


class DataViews(RecordViews):
    model = DataSharing
    form_class = model_form(
        DataSharing,
        *("title", "giver", "recipient", "personal", "purpose", "basis", "roles", "safeguards", "retention", "delete_by"),
        "agreement",
    )
    filterset_class = record_filter(DataSharing, "personal", "basis", "recipient", search=("title", "purpose"))
    principle = 9
    title = _("Data sharing")
    lead = _("Which data pass from whom to whom, what for, on which basis, and when they are gone again.")
    empty = _("No data are shared yet. Before they are: say what for, on which basis, and how long they are kept.")
    create_label = _("Add data")
    columns = ("title", "giver", "recipient", "personal", "basis", "delete_by", "disposed_on")
    ordering = ("title", "pk")
    select_related = ("giver", "recipient", "agreement")
    detail_fields = (
        *("title", "giver", "recipient", "personal", "purpose", "basis", "roles", "safeguards", "retention", "delete_by"),
        *("agreement", "disposed_on", "disposal"),
    )
    acts: ClassVar = (
        Act(
            "dispose",
            _("Deleted or returned"),
            keeping.note_disposal,
            forms.DisposalForm,
            when=lambda data: data.disposed_on is None,
        ),
        ADD_ACTION,
        ATTACH,
    )
    panels = (ACTIONS_PANEL, DOCUMENTS_PANEL)

    @classmethod
    def card(cls, record: DataSharing, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = []
        if record.personal:
            badges.append({"label": _("personal data"), "tone": "warn"})
        if record.disposed_on:
            badges.append({"label": _("deleted or returned"), "tone": "good"})
        elif late(record.delete_by):
            badges.append({"label": _("overdue"), "tone": "bad"})
        return {"lead": record.purpose, "badges": badges, "meta": [text(record.delete_by)]}


class IncidentViews(RecordViews):
    model = InfoIncident
    form_class = forms.IncidentForm
    filterset_class = record_filter(InfoIncident, "state", "kind", "personal", search=("title", "facts"))
    principle = 9
    title = _("Information incidents")
    lead = _("What was lost, leaked or misused; how it was contained; and that all parties know of it.")
    empty = _("No incidents. If something goes wrong, write it down here at once: what is known is enough to begin with.")
    create_label = _("Report an incident")
    columns = ("title", "kind", "state", "personal", "discovered_on", "notify_by")
    ordering = ("-discovered_on", "-created_at", "pk")
    select_related = ("category",)
    detail_template = "rmp/knowledge/incident.html"
    detail_fields = (
        *("kind", "facts", "category", "personal", "discovered_on", "notify_by", "state", "containment", "assessment"),
        *("lesson", "closed_on"),
    )
    acts: ClassVar = (
        Act("contain", _("Contained"), keeping.contain, forms.ContainForm, when=in_state(State.REPORTED)),
        Act("assess", _("Assess"), keeping.assess, forms.AssessForm, when=in_state(State.CONTAINED)),
        Act(
            "confirm",
            _("We were told"),
            keeping.confirm_notice,
            forms.NoticeForm,
            when=lambda incident: not incident.is_private and incident.state != State.CLOSED,
            text=_("Confirm for your party that it knows of this incident. When all parties have, it counts as notified."),
            tone="secondary",
        ),
        Act("close", _("Close"), keeping.close_incident, forms.CloseForm, when=in_state(State.NOTIFIED)),
        Act(
            "raise-issue",
            _("Raise an issue"),
            keeping.raise_issue,
            NoteForm,
            when=lambda incident: referrals.is_open(keeping.DESK) and not incident.is_private,
            text=_("Governance takes it in: the parties settle it level by level."),
            tone="quiet",
        ),
        ADD_ACTION,
        ATTACH,
    )
    panels = (ACTIONS_PANEL, DOCUMENTS_PANEL)

    @classmethod
    def card(cls, record: InfoIncident, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": INCIDENT_TONES[record.state]}]
        if record.personal:
            badges.append({"label": _("personal data"), "tone": "warn"})
        return {"lead": record.facts, "badges": badges, "meta": [text(record.discovered_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        incident = view.object
        notices = IncidentNotice.objects.visible_to(view.user).filter(incident=incident).select_related("party")
        place = WAY.index(State(incident.state))
        return {
            "notices": sorted(notices, key=lambda notice: (notice.party != view.standing.party, notice.party.name)),
            "is_late": incident.state != State.CLOSED and late(incident.notify_by),
            "steps": [
                {"label": step.label, "state": "current" if at == place else ("done" if at < place else "todo")}
                for at, step in enumerate(WAY)
            ],
        }
