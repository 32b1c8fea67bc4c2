"""By which measure risks are judged, and how much of it each party bears."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, OWN_SPACES, Act, RecordViews
from partnerships.signoff.acts import ASK
from risks import services
from risks.forms import ImpactDimensionForm, RiskCriteriaForm
from risks.heatmap import grid
from risks.models import ImpactDimension, PartyStance, RiskCriteria
from risks.scale import Level

State = RiskCriteria.State
LEVEL_TONES = {Level.LOW: "good", Level.MODERATE: "info", Level.HIGH: "warn", Level.CRITICAL: "bad"}


class ImpactDimensionViews(RecordViews):
    model = ImpactDimension
    form_class = ImpactDimensionForm
    principle = 10
    columns = ("name", "steps")
    empty = _("No dimension yet: in what is an impact felt?")
    create_label = _("Add a dimension")


class RiskCriteriaViews(RecordViews):
    model = RiskCriteria
    form_class = RiskCriteriaForm
    filterset_class = record_filter(RiskCriteria, "state", search=("likelihoods", "statement"))
    principle = 10
    title = _("Criteria")
    lead = _(
        "By which measure risks are judged. The version in force counts for every risk; until there is one, the house's own matrix does."
    )
    empty = _("No criteria of your own yet. Begin with the house's matrix and say what the steps mean to you.")
    create_label = _("Write a version")
    spaces = JOINT_SPACE
    columns = ("__str__", "state", "in_force_on", "appetite")
    ordering = ("-number", "pk")
    detail_fields = ("appetite", "statement", "likelihoods", "in_force_on")
    detail_template = "risks/criteria.html"
    parts = (ImpactDimensionViews,)
    acts: ClassVar = (replace(ASK, when=lambda criteria: criteria.is_draft),)

    @classmethod
    def card(cls, record: RiskCriteria, standing: Standing) -> dict[str, Any]:
        tone = "good" if record.state == State.IN_FORCE else "neutral"
        badge = {"label": record.get_state_display(), "tone": tone}
        return {"lead": Truncator(record.statement).chars(200), "badges": [badge], "meta": [text(record.in_force_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        return {"grid": grid(view.object.matrix)}


class PartyStanceViews(RecordViews):
    model = PartyStance
    form_class = model_form(PartyStance, "appetite", "statement")
    filterset_class = record_filter(PartyStance, "appetite", search=("statement",))
    principle = 10
    title = _("Appetite")
    lead = _("How much risk each party is ready to bear here. Risk profiles differ: better known early than found out late.")
    empty = _("Nothing said yet. Each party says how much it bears, for itself first, and shares it when it is ready.")
    create_label = _("Say how much we bear")
    layout = "columns"
    spaces = OWN_SPACES
    columns = ("__str__", "appetite", "count_shown")
    detail_fields = ("appetite", "statement", "count_shown")
    acts: ClassVar = (
        Act(
            "allow-count",
            _("Let the others know the count"),
            services.allow_count,
            when=lambda stance: not stance.count_shown and not stance.is_private,
            text=_(
                "At each objective the other parties will read how many of your risks are undisclosed: the number, and nothing else "
                "of them."
            ),
            tone="secondary",
        ),
        Act(
            "stop-count",
            _("Stop showing the count"),
            services.stop_count,
            when=lambda stance: stance.count_shown,
            text=_("The other parties no longer read how many of your risks are undisclosed."),
            tone="secondary",
        ),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: PartyStance, standing: Standing) -> dict[str, Any]:
        level = Level(record.appetite)
        badges: list[dict[str, Any]] = [{"label": _("up to: %(level)s") % {"level": level.label}, "tone": LEVEL_TONES[level]}]
        if record.count_shown:
            badges.append({"label": _("count shown"), "tone": "neutral"})
        return {"lead": Truncator(record.statement).chars(240), "badges": badges, "meta": []}
