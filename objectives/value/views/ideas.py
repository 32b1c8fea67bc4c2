"""Ideas with the scores of each party, and the steps of the funnel."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from objectives.value import scoring, services
from objectives.value.forms import IdeaForm, LearningForm, ParkForm, PilotForm
from objectives.value.models import IdeaScore, ValueIdea
from objectives.value.views.benefits import BenefitViews
from objectives.value.views.results import LessonViews
from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, model_form
from partnerships.records.models import Kept
from partnerships.records.presentation import record_table
from partnerships.records.rooms import Act, RecordViews, in_state
from partnerships.signoff.acts import ASK

State = ValueIdea.State
TONES: dict[str, str] = {
    **dict.fromkeys((State.APPROVED, State.PILOTING, State.SCALING), "info"),
    **dict.fromkeys((State.REALISED, State.MEASURED, State.CLOSED), "good"),
    State.PARKED: "warn",
    State.STOPPED: "warn",
    State.REJECTED: "neutral",
}


class IdeaScoreViews(RecordViews):
    model = IdeaScore
    form_class = model_form(IdeaScore, *IdeaScore.DIMENSIONS, "reason")
    columns = ("party", *IdeaScore.DIMENSIONS, "reason")
    ordering = ("party__name", "pk")
    lead = _("Each party scores for itself, from 1 to 5. What lies two steps apart is worth a talk before a vote.")
    empty = _("No party has scored this idea yet.")
    create_label = _("Score it for our party")

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        return standing.party is not None and super().creatable(standing, parent)


class ValueIdeaViews(RecordViews):
    model = ValueIdea
    form_class = IdeaForm
    filterset_class = record_filter(
        ValueIdea, "state", "kind", "raised_by", search=("title", "description", "expected", "learning")
    )
    principle = 8
    layout = "columns"
    lead = _("From the first thought to what was measured. An idea of one party is its own until it shares it.")
    empty = _("No idea yet. Write down what could bring more value than what was agreed: a line is enough to begin.")
    create_label = _("Capture an idea")
    columns = ("title", "kind", "state", "raised_by", "objective", "review_on")
    ordering = ("-updated_at", "pk")
    select_related = ("raised_by", "objective")
    prefetch_related = ("scores",)
    detail_template = "objectives/value/idea.html"
    detail_fields = (
        *("kind", "description", "expected", "objective", "raised_by", "state", "approved_on", "review_on", "learning"),
    )
    parts: ClassVar = (IdeaScoreViews,)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "screen",
            _("Screened"),
            services.screen_idea,
            NoteForm,
            when=in_state(State.CAPTURED),
            text=_("It is understood, nobody has it already, and it is worth the parties' time to score it."),
        ),
        Act(
            "assess",
            _("Close the scoring"),
            services.assess_idea,
            when=in_state(State.SCREENED),
            text=_("Every party has scored it. Then it can be put to all parties for approval."),
        ),
        replace(ASK, when=in_state(State.ASSESSED)),
        Act(
            "pilot",
            _("Start a pilot"),
            services.pilot_idea,
            PilotForm,
            when=in_state(State.APPROVED),
            text=_("Try it out on a small scale, with a day on which the parties look at it and go on or stop."),
        ),
        Act("scale", _("Scale up"), services.scale_idea, NoteForm, when=in_state(State.PILOTING)),
        Act(
            "realise",
            _("In use"),
            services.realise_idea,
            when=in_state(State.PILOTING, State.SCALING),
            text=_("It is part of how the parties work. The benefits that come of it are named."),
        ),
        Act("measure", _("Measured"), services.measure_idea, when=in_state(State.REALISED)),
        Act("close", _("Close"), services.close_idea, NoteForm, when=in_state(State.MEASURED)),
        Act("take-up", _("Take up again"), services.take_up_idea, NoteForm, when=in_state(State.PARKED)),
        replace(ADD_ACTION, when=lambda idea: idea.state in ValueIdea.WAY),
        Act(
            "park",
            _("Park"),
            services.park_idea,
            ParkForm,
            when=in_state(*ValueIdea.UNDECIDED, State.APPROVED, State.PILOTING),
            tone="quiet",
        ),
        Act(
            "reject",
            _("Reject"),
            services.reject_idea,
            LearningForm,
            when=in_state(*ValueIdea.UNDECIDED, State.PARKED),
            tone="danger",
        ),
        Act(
            "stop",
            _("Stop"),
            services.stop_idea,
            LearningForm,
            when=in_state(State.APPROVED, State.PILOTING, State.SCALING, State.REALISED),
            text=_("Do not cling to what fails. What it taught becomes the draft of a lesson."),
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: ValueIdea, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}]
        scores = list(record.scores.all())
        if scoring.apart(scores):
            badges.append({"label": _("scores differ"), "tone": "warn"})
        lead = record.learning if record.state in ValueIdea.ASIDE else record.expected or record.description
        means = {score.party_id: score.mean for score in scores}
        said = [f"{party.short_name} {means[party.pk]}" for party in standing.parties if party.pk in means]
        meta = [str(record.get_kind_display()), *said]
        return {"lead": Truncator(lead).chars(140), "badges": badges, "meta": meta}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Where it stands in the funnel, the scores beside each other, the benefits that come of it, and its lessons."""
        idea, standing = view.object, view.standing
        shown: dict[str, Any] = {
            "steps": scoring.steps(idea),
            "scored": scoring.table(list(idea.scores.all()), standing),
            "benefits": record_table(BenefitViews, standing, idea=idea),
            "lessons": record_table(LessonViews, standing, idea=idea),
        }
        slug = standing.partnership.slug
        if idea.is_undecided and IdeaScoreViews.creatable(standing, idea):
            mine = next((score for score in idea.scores.all() if score.party_id == standing.party.pk), None)
            action, key = ("create", idea.pk) if mine is None else ("update", mine.pk)
            shown["score_url"] = IdeaScoreViews.url(action, slug, key)
        if idea.is_approved and idea.state != State.CLOSED and idea.may(standing, Right.WRITE):
            space = idea.space(standing)
            shown["benefit_url"] = f"{BenefitViews.url('create', slug)}?idea={idea.pk}&space={space}"
        return shown
