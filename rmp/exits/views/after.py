"""What goes on, and what could come next."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.models import Partnership
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, ReasonForm, model_form
from partnerships.records.rooms import ALL_SPACES, JOINT_SPACE, Act, RecordViews, in_state
from partnerships.rules.acts import rule_acts
from rmp.exits import services
from rmp.exits.forms import TakeUpForm
from rmp.exits.models import FutureOpportunity, SurvivingObligation

State = SurvivingObligation.State
TONES = {State.ACTIVE: "info", State.FULFILLED: "good", State.EXPIRED: "neutral", State.BREACHED: "bad"}


class SurvivingObligationViews(RecordViews):
    model = SurvivingObligation
    form_class = model_form(SurvivingObligation, "title", "kind", "details", "holder", "beneficiary", "until", "case")
    filterset_class = record_filter(SurvivingObligation, "state", "kind", "holder", search=("title", "details"))
    principle = 12
    spaces = JOINT_SPACE
    may_share = False
    lead = _(
        "What a party owes after the end. These steps stay open when the partnership is closed, and both sides are reminded."
    )
    empty = _(
        "Nothing would go on after the end, or nobody has written it down: confidentiality, data, rights, payments, support."
    )
    create_label = _("Add an obligation")
    columns = ("title", "kind", "holder", "beneficiary", "until", "state")
    ordering = ("until", "created_at", "pk")
    select_related = ("holder", "beneficiary", "case")
    detail_fields = (*("kind", "details", "holder", "beneficiary", "until", "case", "state", "settled_on", "outcome"),)
    acts: ClassVar = (
        Act(
            "fulfil",
            _("It was kept"),
            services.fulfil_obligation,
            NoteForm,
            when=lambda one: one.state in (State.ACTIVE, State.BREACHED) and not one.is_owed_to_several(),
            text=_("Who is owed says it. The obligation is settled."),
        ),
        Act(
            "breach",
            _("It was not kept"),
            services.report_breach,
            ReasonForm,
            when=in_state(State.ACTIVE),
            tone="danger",
        ),
        Act(
            "reinstate",
            _("It goes on"),
            services.reinstate_obligation,
            ReasonForm,
            when=in_state(State.BREACHED),
            tone="secondary",
        ),
        *rule_acts(form_class),
    )

    @classmethod
    def card(cls, record: SurvivingObligation, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        to = record.beneficiary.short_name if record.beneficiary else _("all others")
        whose = str(_("%(holder)s owes it to %(to)s")) % {"holder": record.holder.short_name, "to": to}
        return {"lead": Truncator(record.details).chars(180), "badges": badges, "meta": [whose, text(record.until)]}


class FutureOpportunityViews(RecordViews):
    model = FutureOpportunity
    form_class = model_form(FutureOpportunity, "title", "description", "not_before")
    filterset_class = record_filter(FutureOpportunity, "state", search=("title", "description"))
    principle = 12
    layout = "columns"
    spaces = ALL_SPACES
    title = _("What could come next")
    lead = _("An end is often a beginning. An idea that is taken up becomes a possible partnership that grew from this one.")
    empty = _("No idea for a next step yet.")
    create_label = _("Note an idea")
    columns = ("title", "state", "not_before")
    detail_template = "rmp/exits/opportunity.html"
    acts: ClassVar = (
        Act(
            "take-up",
            _("Take it up"),
            services.take_up_opportunity,
            TakeUpForm,
            when=in_state(FutureOpportunity.State.IDEA),
            text=_("It opens a possible partnership of the same parties, which are invited to it. For officers of a party."),
        ),
        Act(
            "drop",
            _("Drop it"),
            services.drop_opportunity,
            ReasonForm,
            when=in_state(FutureOpportunity.State.IDEA),
            tone="secondary",
        ),
        Act(
            "retake",
            _("Think of it again"),
            services.retake_opportunity,
            when=in_state(FutureOpportunity.State.DROPPED),
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: FutureOpportunity, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": "good" if record.state == "opened" else "neutral"}]
        return {"lead": Truncator(record.description).chars(180), "badges": badges, "meta": [text(record.not_before)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The partnership that grew from it, for those who stand in it. One query more."""
        opened = view.object.opened_id
        return {"grown": Partnership.objects.visible_to(view.user).filter(pk=opened).first() if opened else None}
