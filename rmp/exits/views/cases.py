"""Cases of ending or change, with what belongs to them."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.access.views import PartnershipMixin
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.files import serve_private
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from partnerships.signoff.acts import ASK
from rmp.exits import services
from rmp.exits.forms import CaseForm, DispositionProofForm, NoticeForm, ToldForm
from rmp.exits.models import CaseEvaluation, ContinuityMeasure, DisengagementCase, Disposition

State = DisengagementCase.State
WAY = (
    *(State.PROPOSED, State.JOINT_ASSESSMENT, State.DECIDED, State.NOTIFIED, State.TRANSITION),
    *(State.CLEARING, State.EVALUATION, State.CLOSED),
)
TONES = {State.PROPOSED: "info", State.CLOSED: "good", State.WITHDRAWN: "neutral"}


class ContinuityViews(RecordViews):
    model = ContinuityMeasure
    form_class = model_form(ContinuityMeasure, "stakeholder", "service", "how", "responsible", "until")
    principle = 12
    lead = _("Who must not be left in the middle: what goes on for them, how, and for how long.")
    empty = _("Think of students in mid-thesis, patients, customers, suppliers.")
    create_label = _("Add a measure")
    columns = ("stakeholder", "service", "how", "responsible", "until")
    ordering = ("created_at", "pk")
    select_related = ("responsible",)


class DispositionViews(RecordViews):
    model = Disposition
    form_class = model_form(Disposition, "kind", "what", "holder", "way", "where", "due_on")
    principle = 12
    lead = _("Where each asset and each set of data goes. Who holds it proves it, the other side confirms.")
    empty = _("List equipment, samples, documents and data, and say where they go.")
    create_label = _("Add an asset or data")
    columns = ("what", "kind", "holder", "way", "where", "due_on", "state", "proof")
    ordering = ("created_at", "pk")
    select_related = ("holder",)
    acts: ClassVar = (
        Act(
            "finish",
            _("It is done"),
            services.finish_disposition,
            DispositionProofForm,
            when=in_state(Disposition.State.OPEN),
        ),
        Act(
            "confirm",
            _("Confirm"),
            services.confirm_disposition,
            NoteForm,
            when=in_state(Disposition.State.DONE),
        ),
        Act(
            "return",
            _("Do not confirm yet"),
            services.return_disposition,
            ReasonForm,
            when=in_state(Disposition.State.DONE),
            tone="secondary",
        ),
    )


class DispositionFile(PartnershipMixin):
    """The proof as a file: fetched by all who read the case, 404 for others."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        found = Disposition.objects.visible_to(self.user).of_partnership(self.partnership).exclude(file="")
        item = get_object_or_404(found, pk=kwargs["pk"])
        try:
            return serve_private(item.file, item.file_name)
        except FileNotFoundError:
            raise Http404 from None


class CaseEvaluationViews(RecordViews):
    model = CaseEvaluation
    form_class = model_form(CaseEvaluation, "objectives", "value", "trust", "lessons", "again")
    principle = 12
    lead = _("Each party looks back for itself; then you write down together what you learnt.")
    empty = _("No party has looked back yet.")
    create_label = _("Look back")
    columns = ("party", "objectives", "value", "trust", "again", "lessons")
    ordering = ("created_at", "pk")


class DisengagementCaseViews(RecordViews):
    model = DisengagementCase
    form_class = CaseForm
    filterset_class = record_filter(DisengagementCase, "kind", "state", search=("reason", "terms", "lessons"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    title = _("Cases of ending or change")
    lead = _(
        "From the proposal to the look back: ending, renewing, changing form, resting. All parties decide, or one gives notice."
    )
    empty = _("No end and no change of form is under way.")
    create_label = _("Propose an end or a change")
    columns = ("__str__", "effective_on", "state", "by_notice")
    ordering = ("-created_at", "pk")
    select_related = ("by_notice", "assessment", "leaver")
    detail_template = "rmp/exits/case.html"
    detail_fields = (
        *("leaver", "reason", "assessment", "terms", "effective_on", "successor"),
        *("state", "by_notice", "decided_on", "told", "told_on"),
        *("outcome", "lessons", "publishable", "closed_on"),
    )
    parts = (ContinuityViews, DispositionViews, CaseEvaluationViews)
    panels = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act("assess", _("Assess it together"), services.assess_case, when=in_state(State.PROPOSED)),
        replace(
            ASK,
            service=services.ask_to_decide,
            label=_("Put the decision to all"),
            when=in_state(State.JOINT_ASSESSMENT),
        ),
        Act(
            "notice",
            _("Give notice"),
            services.give_notice,
            NoticeForm,
            when=lambda case: case.state == State.JOINT_ASSESSMENT and case.is_one_sided,
            text=_(
                "Your party decides it alone, by the notice that the strategy asks for. The others' signatures are not asked."
            ),
            tone="danger",
        ),
        Act("notify", _("Those concerned were told"), services.notify, ToldForm, when=in_state(State.DECIDED)),
        Act(
            "begin",
            _("Begin the transition"),
            services.begin_transition,
            when=in_state(State.NOTIFIED),
            text=_("Where it is an end, the partnership is exiting from now on."),
        ),
        Act("clear", _("Only obligations remain"), services.clear_obligations, when=in_state(State.TRANSITION)),
        Act("evaluate", _("Look back"), services.evaluate_case, when=in_state(State.CLEARING)),
        Act(
            "close",
            _("Close"),
            services.close_case,
            when=lambda case: case.state == State.EVALUATION and case.has_come,
            text=_(
                "An end closes the partnership: records are only read from then on, and both sides get the same archive. "
                "A party that leaves finds nothing here any more."
            ),
        ),
        ADD_ACTION,
        Act(
            "back",
            _("Something is still open"),
            services.back_to_clearing,
            ReasonForm,
            when=in_state(State.EVALUATION),
            tone="secondary",
        ),
        Act(
            "drop",
            _("Take it back"),
            services.withdraw_case,
            ReasonForm,
            when=lambda case: (
                case.is_undecided or (case.by_notice is not None and case.state in (State.DECIDED, State.NOTIFIED))
            ),
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: DisengagementCase, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES.get(State(record.state), "warn")}]
        if record.by_notice is not None:
            badges.append({"label": str(_("by notice of %(party)s")) % {"party": record.by_notice.short_name}, "tone": "warn"})
        return {"lead": Truncator(record.reason).chars(180), "badges": badges, "meta": [text(record.effective_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Up to four queries more: what is still open, and the proofs that can be fetched."""
        case = view.object
        looking = case.state in (State.TRANSITION, State.CLEARING, State.EVALUATION)
        proofs = Disposition.objects.visible_to(view.user).filter(case=case).exclude(file="").order_by("created_at", "pk")
        slug = view.partnership.slug
        return {
            "steps": steps(case),
            "lacking": services.lacking(case, view.standing) if looking else [],
            "looking": looking,
            "proofs": [
                {"what": p.what, "name": p.file_name, "url": reverse("rmp_exits:disposition-file", args=[slug, p.pk])}
                for p in proofs
            ],
        }


def steps(case: DisengagementCase) -> list[dict[str, Any]]:
    """How far the case is; nothing for one that was taken back."""
    if case.state == State.WITHDRAWN:
        return []
    here = WAY.index(State(case.state))
    over = case.state == State.CLOSED
    return [
        {"label": step.label, "state": "done" if n < here or over else "current" if n == here else "todo"}
        for n, step in enumerate(WAY)
    ]
