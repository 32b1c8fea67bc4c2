"""What each party is good at as an organisation, and by which measures people learn."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import OWN_SPACES, Act, RecordViews
from rmp.competence import services, side_by_side
from rmp.competence.forms import DevelopmentActionForm, DropForm, ResultForm, VerifyForm
from rmp.competence.models import DevelopmentAction, OrgCapability
from rmp.competence.views.coverage import CompetencePage

State = DevelopmentAction.State
TONES = {
    State.PLANNED: "neutral",
    State.IN_PROGRESS: "info",
    State.DONE: "info",
    State.VERIFIED: "good",
    State.DROPPED: "neutral",
}


class DevelopmentActionViews(RecordViews):
    model = DevelopmentAction
    form_class = DevelopmentActionForm
    filterset_class = record_filter(DevelopmentAction, "kind", "state", "role", search=("title", "aim", "result"))
    principle = 6
    layout = "columns"
    title = _("Development")
    lead = _("How people of a side, or of all, learn what their roles ask for. What is for one person stands with that person.")
    empty = _("No measure yet. Begin where the published coverage is low.")
    create_label = _("Plan a measure")
    columns = ("title", "kind", "competence", "role", "responsible", "due_on", "state")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("competence", "role", "responsible", "assignee")
    detail_fields = (
        *("kind", "competence", "role", "aim", "responsible", "assignee", "due_on"),
        *("state", "result", "done_by", "ended_on"),
    )
    acts: ClassVar = (
        Act("start", _("Start"), services.start_learning, when=lambda measure: measure.state == State.PLANNED),
        Act(
            "finish",
            _("It is done"),
            services.finish_learning,
            ResultForm,
            when=lambda measure: measure.state == State.IN_PROGRESS,
        ),
        Act(
            "verify",
            _("Verify"),
            services.verify_learning,
            VerifyForm,
            when=lambda measure: measure.state == State.DONE,
            text=_("Somebody else than who said that it is done says whether it helped."),
        ),
        Act(
            "resume",
            _("Go on"),
            services.resume_learning,
            when=lambda measure: measure.state == State.DONE,
            tone="secondary",
        ),
        Act("drop", _("Give up"), services.drop_learning, DropForm, when=lambda measure: measure.is_open, tone="danger"),
    )

    @classmethod
    def card(cls, record: DevelopmentAction, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        if record.is_late:
            badges.append({"label": _("overdue"), "tone": "bad"})
        meta = [str(record.get_kind_display()), str(record.role or ""), text(record.due_on)]
        said = str(record.competence or "") or record.aim
        return {"lead": Truncator(said).chars(160), "badges": badges, "meta": [word for word in meta if word]}


class OrgCapabilityViews(RecordViews):
    model = OrgCapability
    form_class = model_form(OrgCapability, "dimension", "finding", "what", "evidence", "action", "assessed_on")
    filterset_class = record_filter(OrgCapability, "dimension", "finding", search=("what", "evidence", "action"))
    principle = 6
    spaces = OWN_SPACES
    layout = "columns"
    title = _("Strengths and weaknesses")
    lead = _(
        "What a party is good at as an organisation when it works with others, where it is weak, and what it does about it."
    )
    empty = _("Nothing yet. Look at your own house first, before you look for a partner.")
    create_label = _("Note a strength or weakness")
    columns = ("dimension", "finding", "what", "action", "assessed_on")
    ordering = ("dimension", "finding", "created_at", "pk")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: OrgCapability, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_finding_display(), "tone": "good" if record.is_strength else "warn"}
        return {"lead": Truncator(record.action).chars(160), "badges": [badge], "meta": [str(record.get_dimension_display())]}


class CapabilityPage(CompetencePage):
    """The six dimensions of each party as an organisation, side by side."""

    template_name = "rmp/competence/capability.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query."""
        slug = self.partnership.slug
        may_create = OrgCapabilityViews.creatable(self.standing)
        create_url = OrgCapabilityViews.url("create", slug) if may_create else ""
        rows = side_by_side.capability(self.standing)
        for row in rows:
            row.create_url = f"{create_url}?dimension={row.dimension}" if create_url else ""
        return super().get_context_data(
            title=_now("Capability of the organisations"),
            rows=rows,
            create_url=create_url,
            list_url=OrgCapabilityViews.url("list", slug),
            **kwargs,
        )
