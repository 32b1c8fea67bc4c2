"""The objectives themselves: *Ours - Joint - Theirs*."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from objectives import services
from objectives.forms import ConcludeForm, ObjectiveForm
from objectives.models import Objective
from objectives.views.parts import PARTS
from objectives.views.revisions import RevisionViews
from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm
from partnerships.records.presentation import record_table
from partnerships.records.rooms import Act, RecordViews
from partnerships.signoff.acts import ASK

State, Health = Objective.State, Objective.Health
STATE_TONES: dict[str, str] = {
    State.AGREED: "info",
    State.ACTIVE: "info",
    State.ACHIEVED: "good",
    State.PARTLY_ACHIEVED: "warn",
    State.NOT_ACHIEVED: "bad",
}
HEALTH_TONES: dict[str, str] = {Health.ON_TRACK: "good", Health.AT_RISK: "warn", Health.OFF_TRACK: "bad"}


class ObjectiveViews(RecordViews):
    model = Objective
    form_class = ObjectiveForm
    filterset_class = record_filter(
        Objective, "state", "term", "health", "work_area", "responsible", search=("title", "description", "direction")
    )
    principle = 3
    layout = "columns"
    lead = _("What each party wants for itself, and what all want together.")
    empty = _("No objective yet. Say what will be different, by when, and how one will see it.")
    columns = ("title", "term", "work_area", "responsible", "target_on", "state", "health")
    select_related = ("work_area", "responsible", "parent")
    detail_template = "objectives/objective.html"
    detail_fields = (
        *("description", "direction", "term", "work_area", "responsible", "starts_on", "target_on", "parent", "phase"),
        *("drivers", "feasibility", "effectiveness", "state", "health", "agreed_at", "outcome"),
    )
    parts = PARTS
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        replace(ASK, when=lambda objective: objective.is_common and objective.state == State.PROPOSED),
        Act(
            "adopt",
            _("Adopt"),
            services.adopt_objective,
            when=lambda objective: not objective.is_common and objective.state == State.PROPOSED,
            text=_("Your party takes this objective as settled."),
        ),
        Act(
            "start",
            _("Start"),
            services.start_objective,
            when=lambda objective: objective.state == State.AGREED,
        ),
        Act(
            "conclude",
            _("Conclude"),
            services.conclude_objective,
            ConcludeForm,
            when=lambda objective: objective.state == State.ACTIVE,
        ),
        replace(ADD_ACTION, when=lambda objective: objective.is_live),
        Act(
            "drop",
            _("Drop"),
            services.drop_objective,
            ReasonForm,
            tone="danger",
            when=lambda objective: objective.is_live and not objective.is_fixed,
        ),
    )

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """How far its measures are, its phases as far as the reader may see them, and its revisions."""
        objective, standing = view.object, view.standing
        shown: dict[str, Any] = {"measures": objective.measured(), "phases": record_table(cls, standing, parent=objective)}
        if objective.is_live and objective.may(standing, Right.WRITE):
            space = objective.space(standing)
            shown["phase_url"] = f"{cls.url('create', standing.partnership.slug)}?space={space}&parent={objective.pk}"
        if objective.is_fixed:
            shown["revisions"] = record_table(RevisionViews, standing, objective=objective)
        return shown

    @classmethod
    def card(cls, record: Objective, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": STATE_TONES.get(record.state, "neutral")}]
        if record.health and record.is_live:
            badges.append({"label": record.get_health_display(), "tone": HEALTH_TONES[record.health]})
        party = record.responsible.short_name if record.is_common and record.responsible else ""
        meta = [str(record.get_term_display()), party, text(record.target_on)]
        return {"lead": Truncator(record.description).chars(140), "badges": badges, "meta": [said for said in meta if said]}
