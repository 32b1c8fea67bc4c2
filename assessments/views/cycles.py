"""Cycles, whom each party asks, the scores agreed in the workshop, and the rhythm."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments import workbook
from assessments.forms import ConclusionForm, ConsensusForm, CycleForm, RespondentForm, RhythmForm, TakeInForm, WorkshopForm
from assessments.models import Consensus, Cycle, Questionnaire, Respondent, Rhythm
from assessments.services import cycles as services
from assessments.services.handing import take_in_workbook
from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from partnerships.records.views import ObjectView
from partnerships.rules.acts import rule_acts
from partnerships.signoff.acts import AskForm

State = Cycle.State
TONES = {State.OPEN: "info", State.FINISHED: "neutral", State.CANCELLED: "neutral"}


class ConsensusViews(RecordViews):
    model = Consensus
    form_class = ConsensusForm
    columns = ("dimension", "score", "rationale", "dissent")
    ordering = ("dimension__position", "pk")
    select_related = ("dimension", "cycle__instrument")
    lead = _("What the parties agree on in the workshop, dimension by dimension; who sees it otherwise is heard here too.")
    empty = _("No score agreed yet. Begin where the gap is widest.")
    create_label = _("Agree a score")

    @classmethod
    def applies(cls, parent: Any) -> bool:
        return parent.is_released


class CycleViews(RecordViews):
    model = Cycle
    form_class = CycleForm
    filterset_class = record_filter(Cycle, "state", search=("title", "about"))
    principle = 11
    spaces = JOINT_SPACE
    lead = _("Both sides answer the same questions, each blind to the other, and read the results at the same moment.")
    empty = _("Nothing asked yet. Begin with a health check: three questions to each principle, ten minutes for each person.")
    columns = ("title", "instrument", "state", "closes_on", "released_on")
    ordering = ("-created_at", "pk")
    select_related = ("instrument",)
    detail_fields = (
        "instrument",
        "about",
        "closes_on",
        "workshop_by",
        "follow_up_on",
        "min_group",
        "workshop_on",
        "moderated_by",
        "conclusion",
    )
    detail_template = "assessments/cycle.html"
    create_label = _("Plan a cycle")
    parts: ClassVar = (ConsensusViews,)
    acts: ClassVar = (
        Act(
            "invite",
            _("Begin inviting"),
            services.start_inviting,
            when=in_state(State.PLANNED),
            text=_("Each party then names its own people. Nobody of the other party sees their names."),
        ),
        Act(
            "ask-the-same",
            _("Ask our same people"),
            services.ask_the_same,
            when=in_state(State.INVITING, State.OPEN),
            text=_("The people of your party who were asked the last time are named again, as far as they still stand for it."),
            tone="secondary",
        ),
        Act(
            "open",
            _("Open for answers"),
            services.open_cycle,
            when=in_state(State.INVITING),
            text=_("Everybody who is named is mailed a link. From then on questions and smallest group stay as they are."),
        ),
        Act(
            "close-side",
            _("Close our side"),
            services.close_side,
            when=in_state(State.OPEN),
            text=_("Nobody of your party can answer after that. When every side is closed, the answers are analysed."),
        ),
        Act(
            "release",
            _("Release to both"),
            services.release,
            when=in_state(State.ANALYSED),
            text=_("Every party sees the results from this moment on. Until then nobody has seen any of them."),
        ),
        Act("workshop", _("Hold the workshop"), services.hold_workshop, WorkshopForm, when=in_state(State.RELEASED)),
        Act(
            "ask",
            _("Put to all parties"),
            services.ask_for_consensus,
            AskForm,
            when=in_state(State.WORKSHOP),
            text=_("The agreed scores are frozen and laid before every party to sign."),
        ),
        Act(
            "agree-actions",
            _("Agree the improvements"),
            services.agree_actions,
            when=in_state(State.CONSENSUS),
            text=_("What is proposed is agreed, and each party gets its action in the plan."),
        ),
        Act("follow-up", _("Follow up"), services.follow_up, ConclusionForm, when=in_state(State.ACTIONS)),
        Act("finish", _("Close the cycle"), services.finish, when=in_state(State.FOLLOWED_UP, State.RELEASED)),
        Act(
            "cancel",
            _("Call it off"),
            services.cancel,
            ReasonForm,
            when=in_state(State.PLANNED, State.INVITING),
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: Cycle, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "good")}]  # type: ignore[call-overload]
        if record.state == State.OPEN and record.closes_on:
            until = _now("until %(day)s") % {"day": text(record.closes_on)}
            badges.append({"label": until, "tone": "warn" if record.closes_on <= today() else "neutral"})
        return {"lead": record.about, "badges": badges, "meta": [str(record.instrument)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """How far it is, and how many of each side have answered. Three queries."""
        cycle, standing = view.object, view.standing
        place = Cycle.WAY.index(cycle.state) if cycle.state in Cycle.WAY else -1
        way = [{"label": State(state).label, "done": n < place, "current": n == place} for n, state in enumerate(Cycle.WAY)]
        names = standing.may(Right.WRITE) and cycle.state in (State.INVITING, State.OPEN)
        slug = standing.partnership.slug
        asked = cycle.state not in (State.PLANNED, State.CANCELLED)
        mine = Questionnaire.objects.visible_to(view.user).filter(respondent__cycle=cycle).first() if asked else None
        if mine is not None:
            mine.respondent.partnership, mine.respondent.cycle = standing.partnership, cycle
        return {
            "way": way,
            "participation": services.participation(cycle) if asked else [],
            "name_url": f"{RespondentViews.url('create', slug)}?cycle={cycle.pk}" if names and standing.party else "",
            "people_url": f"{RespondentViews.url('list', slug)}?cycle={cycle.pk}" if standing.party and asked else "",
            "answer_url": mine.get_absolute_url() if mine and mine.is_open else "",
            "results_url": cycle.results_url() if cycle.is_released else "",
        }


class RespondentViews(RecordViews):
    model = Respondent
    form_class = RespondentForm
    filterset_class = record_filter(Respondent, "cycle", "group", search=("name", "email", "user__name"))
    principle = 11
    spaces = (Space.OURS_PRIVATE,)
    title = _("Whom we ask")
    lead = _("The people of your own party who are asked. No other party sees their names, and nobody sees who has answered.")
    empty = _("Nobody named yet. Take a fair mix: those who do the work, those who manage it, those who pay for it.")
    columns = ("__str__", "group", "cycle")
    ordering = ("cycle", "created_at", "pk")
    select_related = ("cycle", "user")
    detail_fields = ("cycle", "user", "name", "email", "group")
    create_label = _("Name somebody")
    may_share = False
    acts: ClassVar = (
        Act(
            "resend",
            _("Mail the link again"),
            services.resend_link,
            when=lambda person: person.cycle.state == State.OPEN,
            text=_("The link sent before ends. Who has handed in gets no mail; you are not told which it was."),
        ),
        Act(
            "take-in",
            _("Take in a workbook"),
            take_in_workbook,
            TakeInForm,
            when=lambda person: (
                person.cycle.state == State.OPEN and not person.user_id and not person.questionnaire.side_closed
            ),
            text=_(
                "For somebody who cannot use the web. Whoever holds the file can read it: better, the person uploads it with the link. "
                "Here nothing of it is shown. What the person has begun to answer stays, and then the file is left out; you are not "
                "told whether it was."
            ),
            tone="secondary",
        ),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return standing.party is not None and super().creatable(standing, parent)

    @classmethod
    def card(cls, record: Respondent, standing: Standing) -> dict[str, Any]:
        return {"lead": "", "badges": [{"label": record.get_group_display(), "tone": "neutral"}], "meta": []}


class BlankWorkbook(ObjectView):
    """The empty workbook for one person; what he or she has answered is not in it."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        questionnaire = Questionnaire.objects.select_related("respondent__cycle__instrument", "respondent__party").get(
            respondent=self.object
        )
        questionnaire.respondent.partnership = self.partnership
        return workbook_response(questionnaire, with_answers=False)


def workbook_response(questionnaire: Questionnaire, *, with_answers: bool) -> HttpResponse:
    content = workbook.write(questionnaire, with_answers=with_answers)
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = 'attachment; filename="questions.xlsx"'
    return response


class RhythmViews(RecordViews):
    model = Rhythm
    form_class = RhythmForm
    filterset_class = record_filter(Rhythm, "active")
    principle = 11
    spaces = JOINT_SPACE
    lead = _("How often you ask yourselves the same. When the day comes a cycle is planned; what you do with it is yours.")
    empty = _("No rhythm yet. Usual is a pulse each quarter, a health check each half-year, maturity once a year.")
    columns = ("title", "instrument", "every_months", "next_on", "active")
    ordering = ("next_on", "pk")
    select_related = ("instrument",)
    list_template = "assessments/rhythm.html"
    create_label = _("Set a rhythm")
    acts = rule_acts(form_class)


__all__ = ["BlankWorkbook", "ConsensusViews", "CycleViews", "RespondentViews", "RhythmViews"]
