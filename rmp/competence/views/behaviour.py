"""The charter that all parties sign, and what they see of it in each other."""

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
from rmp.competence import services
from rmp.competence.forms import AnswerForm, CharterForm, ClosingForm, ObservationForm, OutcomeForm
from rmp.competence.models import BehaviourCharter, BehaviourObservation, CharterStatement

Charter, Kind, State = BehaviourCharter.State, BehaviourObservation.Kind, BehaviourObservation.State
CHARTER_TONES = {Charter.DRAFT: "info", Charter.AGREED: "good", Charter.SUPERSEDED: "neutral"}
STATE_TONES = {State.RAISED: "warn", State.ACKNOWLEDGED: "info", State.DISCUSSED: "info", State.CLOSED: "good"}


class StatementViews(RecordViews):
    model = CharterStatement
    form_class = model_form(CharterStatement, "text", "shown_by", "position")
    columns = ("text", "shown_by")
    ordering = ("position", "created_at", "pk")
    lead = _("What the parties promise each other. Few statements, each of which somebody could notice.")
    empty = _("No statement yet. Five to eight are enough: how we decide, how we tell bad news, how we speak of each other.")
    create_label = _("Add a statement")


class CharterViews(RecordViews):
    model = BehaviourCharter
    form_class = CharterForm
    filterset_class = record_filter(BehaviourCharter, "state", search=("purpose", "statements__text"))
    principle = 6
    spaces = JOINT_SPACE
    title = _("Behaviour charter")
    lead = _(
        "How the parties want to behave towards each other. An agreed version stays as it was signed; what changes is a new one."
    )
    empty = _("No charter yet. Ask first, on both sides, what made past work go well or badly; then write it down together.")
    create_label = _("Write a version")
    columns = ("__str__", "state", "agreed_on", "superseded_on", "review_on")
    ordering = ("-number", "pk")
    detail_fields = ("purpose", "review_on", "agreed_on", "superseded_on")
    detail_template = "rmp/competence/charter.html"
    parts = (StatementViews,)
    acts: ClassVar = (replace(ASK, when=lambda charter: charter.is_draft),)

    @classmethod
    def card(cls, record: BehaviourCharter, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": CHARTER_TONES[Charter(record.state)]}
        return {"lead": Truncator(record.purpose).chars(200), "badges": [badge], "meta": [text(record.agreed_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Its statements; of the agreed one, where the next version is written. One query."""
        charter, standing = view.object, view.standing
        statements = charter.statements.order_by(*StatementViews.ordering)
        write = charter.is_agreed and cls.creatable(standing)
        add = charter.is_draft and StatementViews.creatable(standing, charter)
        return {
            "statements": statements,
            "next_url": cls.url("create", standing.partnership.slug) if write else "",
            "add_url": StatementViews.url("create", standing.partnership.slug, charter.pk) if add else "",
        }


class ObservationViews(RecordViews):
    model = BehaviourObservation
    form_class = ObservationForm
    filterset_class = record_filter(BehaviourObservation, "kind", "state", "about", search=("what", "response", "outcome"))
    principle = 6
    spaces = OWN_SPACES
    layout = "columns"
    title = _("Observations")
    lead = _("What a side sees of another's behaviour, good and bad: of a party, never of a person. The other side answers.")
    empty = _("Nothing observed yet. Begin with something that was exemplary.")
    create_label = _("Note an observation")
    columns = ("observed_on", "kind", "about", "what", "state", "answer_by")
    ordering = ("-observed_on", "-created_at", "pk")
    select_related = ("about", "statement")
    detail_fields = (
        *("kind", "about", "statement", "what", "observed_on", "answer_by"),
        *("state", "response", "outcome", "closing", "closed_on"),
    )
    acts: ClassVar = (
        Act(
            "acknowledge",
            _("Answer it"),
            services.acknowledge_observation,
            AnswerForm,
            when=lambda observation: observation.is_raised,
            text=_("You have taken it in, and say how your party sees it. What was observed stays as it is from then on."),
        ),
        Act(
            "discuss",
            _("Note what was said"),
            services.discuss_observation,
            OutcomeForm,
            when=lambda observation: observation.state == State.ACKNOWLEDGED,
            text=_("Both sides have spoken about it. Either of them notes what came of the talk."),
        ),
        Act(
            "close",
            _("Close"),
            services.close_observation,
            ClosingForm,
            when=lambda observation: observation.state == State.DISCUSSED,
        ),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: BehaviourObservation, standing: Standing) -> dict[str, Any]:
        kind = {"label": record.get_kind_display(), "tone": "good" if record.kind == Kind.EXEMPLARY else "warn"}
        badges: list[dict[str, Any]] = [kind, {"label": record.get_state_display(), "tone": STATE_TONES[State(record.state)]}]
        if record.is_late:
            badges.append({"label": _("answer overdue"), "tone": "bad"})
        lead = record.response or (str(record.statement) if record.statement else "")
        return {
            "lead": Truncator(lead).chars(160),
            "badges": badges,
            "meta": [str(_("about %(party)s") % {"party": record.about.short_name}), text(record.observed_on)],
        }
