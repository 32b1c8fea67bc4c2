"""What is declared of the plan's records: their pages and the steps one takes with a version."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import RecordFilter
from partnerships.records.forms import ReasonForm
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews, in_state
from rmp.plan import pages, services
from rmp.plan.forms import PlanVersionForm, ReviewForm, SectionTextForm, SignaturesForm
from rmp.plan.models import PlanVersion, SectionText

State = PlanVersion.State
TONES = {
    State.DRAFT: "neutral",
    State.JOINT_REVIEW: "info",
    State.CHANGES_REQUESTED: "warn",
    State.AWAITING_SIGNATURES: "info",
    State.IN_FORCE: "good",
    State.SUPERSEDED: "neutral",
    State.WITHDRAWN: "neutral",
}


class VersionFilter(RecordFilter):
    search_fields = ("summary", "digest")
    space = None  # all of them are joint

    class Meta:
        model = PlanVersion
        fields = ("state",)


class ActOnPage(Act):
    """A step whose form stands on the record's page already, so that no button need lead to it."""

    def offered(self, record: Any, standing: Standing) -> bool:
        return False


class SectionTextViews(RecordViews):
    """The parties' words in a section: written from the plan, at an address that bears the section's name."""

    model = SectionText
    form_class = SectionTextForm
    principle = 1
    nav = "plan"
    spaces = JOINT_SPACE


class VersionViews(RecordViews):
    model = PlanVersion
    form_class = PlanVersionForm
    filterset_class = VersionFilter
    principle = 1
    nav = "plan"
    title = _("Versions of the plan")
    lead = _("A version keeps the plan as the parties agreed on it: frozen, reviewed section by section, signed by all.")
    empty = _("No version yet. Start one when the plan says enough to be agreed on.")
    create_label = _("Start a version")
    spaces = JOINT_SPACE
    columns = ("__str__", "state", "frozen_at", "in_force_on", "review_on")
    ordering = ("-number", "pk")
    detail_fields = (
        *("summary", "frozen_at", "in_force_on", "superseded_on", "review_on"),
        *("open_points", "reason"),
    )
    detail_template = "rmp/plan/version.html"
    acts: ClassVar = (
        Act(
            "freeze",
            _("Freeze for review"),
            services.freeze,
            when=in_state(State.DRAFT),
            text=_("The plan is kept as it stands now, with a hash. All parties then review it section by section."),
        ),
        Act(
            "request-signatures",
            _("Ask for signatures"),
            services.request_signatures,
            SignaturesForm,
            when=in_state(*PlanVersion.IN_REVIEW),
            text=_("Every party is asked to sign exactly this content. Any change of it voids the signatures given."),
        ),
        Act(
            "accept",
            _("Accept all sections"),
            services.accept_all,
            when=in_state(*PlanVersion.IN_REVIEW),
            text=_("For your party, every section it has not spoken of yet. What it asked to change stays asked."),
            tone="secondary",
        ),
        ActOnPage(
            "review",
            _("Review a section"),
            services.review_section,
            ReviewForm,
            when=in_state(*PlanVersion.IN_REVIEW),
            tone="secondary",
        ),
        Act(
            "unfreeze",
            _("Back to draft"),
            services.unfreeze,
            ReasonForm,
            when=in_state(*PlanVersion.IN_REVIEW, State.AWAITING_SIGNATURES),
            text=_("The plan can be changed again. Signatures given for this version fall; all parties see the reason."),
            tone="secondary",
        ),
        Act(
            "withdraw",
            _("Withdraw"),
            services.withdraw_version,
            ReasonForm,
            when=in_state(*PlanVersion.OPEN),
            text=_("The version is given up. The plan in force, if there is one, stays in force."),
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: PlanVersion, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES[State(record.state)]}
        return {"lead": record.summary, "badges": [badge], "meta": [text(record.in_force_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        return pages.review(view.object, view.standing)
