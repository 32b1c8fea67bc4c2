"""The strategy with its notices, and each party's own position."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, OWN_SPACES, Act, RecordViews, in_state
from partnerships.signoff.acts import ASK
from rmp.exits import services
from rmp.exits.forms import StrategyForm
from rmp.exits.models import ExitPosition, ExitStrategy, NoticePeriod

State = ExitStrategy.State
TONES = {State.DRAFT: "info", State.AGREED: "good", State.SUPERSEDED: "neutral"}


class NoticeViews(RecordViews):
    model = NoticePeriod
    form_class = model_form(NoticePeriod, "giver", "days", "form")
    principle = 12
    lead = _("How long before an end of its own choosing each party says so.")
    empty = _("No periods of notice yet: without them no party can end it alone.")
    create_label = _("Add a period of notice")
    columns = ("giver", "days", "form")
    ordering = ("giver__name", "pk")
    select_related = ("giver",)


class ExitStrategyViews(RecordViews):
    model = ExitStrategy
    form_class = StrategyForm
    filterset_class = record_filter(ExitStrategy, "state", search=("extent", "boundaries", "principles"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    lead = _(
        "Agreed while you like each other: what an end would end, what nobody does, who is protected, how long before one says so."
    )
    empty = _("Write it before you sign the first plan. It is signed with the plan, or by itself.")
    create_label = _("Write the exit strategy")
    columns = ("__str__", "state", "agreed_on", "review_on")
    ordering = ("-number",)
    detail_fields = (
        *("extent", "boundaries", "principles", "protected", "communication", "cause_days"),
        *("review_on", "state", "agreed_on", "superseded_on"),
    )
    parts = (NoticeViews,)
    acts: ClassVar = (
        replace(ASK, when=in_state(State.DRAFT)),
        Act(
            "revise",
            _("Write the next version"),
            services.revise_strategy,
            when=in_state(State.AGREED),
            text=_("A draft with the same words. This version holds until all parties have agreed the next one."),
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: ExitStrategy, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        return {"lead": record.extent, "badges": badges, "meta": []}


class ExitPositionViews(RecordViews):
    model = ExitPosition
    form_class = model_form(ExitPosition, "dependence", "must_keep", "walk_away", "alternatives", "review_on")
    principle = 12
    layout = "columns"
    spaces = OWN_SPACES
    lead = _("What an end would mean to each party. Yours is read by your own party only, until you share it.")
    empty = _("Nothing here. Write for yourselves what you must keep and what would make you leave.")
    create_label = _("Write our position")
    columns = ("__str__", "dependence", "review_on")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: ExitPosition, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_dependence_display(), "tone": "warn" if record.dependence == "high" else "neutral"}]
        meta = [str(_("again on %(day)s")) % {"day": text(record.review_on)}] if record.review_on else []
        return {"lead": Truncator(record.must_keep).chars(200), "badges": badges, "meta": meta}
