"""The register of agreements, their topics and notice periods, and the reason for having none."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from partnerships.access.policy import Right, Standing
from partnerships.access.views import PartnershipMixin
from partnerships.files import serve_private
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.signoff.acts import ASK
from rmp.governance.forms import agreements as forms
from rmp.governance.forms.issues import FactsForm
from rmp.governance.models import Agreement, AgreementTopic, NoAgreement, NoticePeriod
from rmp.governance.services import agreements as services
from rmp.governance.services.issues import escalate_topic

State = Agreement.State
TONES: dict[str, str] = {
    **dict.fromkeys(Agreement.PENDING, "info"),
    **dict.fromkeys(Agreement.EFFECTIVE, "good"),
    State.EXPIRED: "neutral",
    State.TERMINATED: "neutral",
}


class NoticePeriodViews(RecordViews):
    model = NoticePeriod
    form_class = model_form(NoticePeriod, "holder", "days")
    columns = ("holder", "days", "last_day")
    ordering = ("holder__name", "pk")
    select_related = ("holder",)
    lead = _("How long before its end each party must say that it does not go on, and which day is the last for it.")
    empty = _("No notice period yet. Each party's own stands in the agreement.")
    create_label = _("Add a notice period")


class TopicViews(RecordViews):
    model = AgreementTopic
    form_class = model_form(AgreementTopic, "topic", "apart")
    columns = ("topic", "state", "since", "days_open", "apart", "settled")
    ordering = ("topic__position", "pk")
    select_related = ("topic",)
    lead = _("What the parties negotiate about: agreed, still open, or handed up to those who can decide it.")
    empty = _("No topic yet. Write down the ones you expect to be hard first.")
    create_label = _("Add a topic")
    acts: ClassVar = (
        Act(
            "agree",
            _("Agreed"),
            services.agree_topic,
            forms.SettledForm,
            when=lambda topic: topic.agreement.is_pending and topic.state != AgreementTopic.State.AGREED,
        ),
        Act(
            "escalate",
            _("Hand it up"),
            escalate_topic,
            FactsForm,
            when=lambda topic: topic.agreement.is_pending and topic.state == AgreementTopic.State.OPEN,
            text=_("It becomes an issue on the ladder, in all parties at once."),
            tone="secondary",
        ),
        Act(
            "reopen",
            _("Open again"),
            services.reopen_topic,
            NoteForm,
            when=lambda topic: topic.agreement.is_pending and topic.state != AgreementTopic.State.OPEN,
            tone="secondary",
        ),
    )


class AgreementFile(PartnershipMixin, View):
    """The text of the agreement, as a download for whoever may read the agreement."""

    needs = Right.READ_JOINT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        visible = Agreement.objects.visible_to(self.user).filter(partnership=self.partnership).exclude(file="")
        agreement = get_object_or_404(visible, pk=kwargs["pk"])
        try:
            return serve_private(agreement.file, agreement.file_name)
        except FileNotFoundError:
            raise Http404 from None


class AgreementViews(RecordViews):
    model = Agreement
    form_class = forms.AgreementForm
    filterset_class = record_filter(Agreement, "kind", "state", "with_party", search=("title", "reference", "subject"))
    principle = 5
    title = _("Agreements")
    lead = _("What the parties sign with each other: where each agreement lies now, since when, and until when it holds.")
    empty = _("No agreement yet. Begin with the one that says what you may tell each other.")
    create_label = _("Add an agreement")
    spaces = JOINT_SPACE
    columns = ("title", "kind", "reference", "state", "with_party", "days_there", "starts_on", "ends_on")
    ordering = ("created_at", "pk")
    select_related = ("kind", "with_party", "amends")
    detail_fields = (
        *("kind", "reference", "signatories", "subject", "state", "with_party", "with_since", "amends", "value", "currency"),
        *("signed_on", "starts_on", "ends_on", "renewal", "renewal_months", "ended_on", "end_reason"),
        *("file_name", "file_sha256"),
    )
    detail_template = "rmp/governance/agreement.html"
    parts = (TopicViews, NoticePeriodViews)
    acts: ClassVar = (
        Act("move-on", _("Move on"), services.move_agreement, forms.MoveForm, when=lambda agreement: agreement.is_pending),
        replace(ASK, when=lambda agreement: agreement.state == State.AWAITING_SIGNATURE),
        Act(
            "hand-on",
            _("Hand on"),
            services.hand_on,
            forms.HandOnForm,
            when=lambda agreement: agreement.is_pending,
            text=_("Says with whom it lies from today."),
            tone="secondary",
        ),
        Act(
            "attach",
            _("Add the text"),
            services.attach_file,
            forms.FileForm,
            when=lambda agreement: agreement.is_pending,
            text=_("A PDF. It is kept with its hash, and all who read the agreement can download it."),
            tone="secondary",
        ),
        Act(
            "terminate",
            _("End it"),
            services.terminate,
            forms.TerminateForm,
            when=lambda agreement: State.TERMINATED in Agreement.TRANSITIONS[agreement.state],
            tone="danger",
        ),
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        return [*super().urls(), path("<uuid:pk>/file/", AgreementFile.as_view(), name="agreement-file")]

    @classmethod
    def card(cls, record: Agreement, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES[record.state]}
        until = _("until %(day)s") % {"day": text(record.ends_on)} if record.ends_on else ""
        return {"lead": Truncator(record.subject).chars(160), "badges": [badge], "meta": [said for said in (until,) if said]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        file_url = cls.url("file", view.partnership.slug, view.object.pk) if view.object.file else ""
        return {"file_url": file_url}


class NoAgreementViews(RecordViews):
    model = NoAgreement
    form_class = model_form(NoAgreement, "reason", "relied_on", "review_on")
    filterset_class = record_filter(NoAgreement, "state", search=("reason", "relied_on"))
    principle = 5
    title = _("Without an agreement")
    lead = _("Where the parties mean to work together without an agreement, they say why, and all sign it.")
    empty = _("No reason was given. It is needed only where there is no agreement in force.")
    create_label = _("Give the reason")
    spaces = JOINT_SPACE
    columns = ("reason", "state", "agreed_on", "review_on")
    detail_fields = ("reason", "relied_on", "review_on", "state", "agreed_on")
    acts: ClassVar = (
        replace(ASK, when=lambda reason: reason.state == NoAgreement.State.PROPOSED),
        Act(
            "end",
            _("It does not hold any more"),
            services.end_reason,
            NoteForm,
            when=lambda reason: reason.state != NoAgreement.State.OVER,
            tone="danger",
        ),
    )

    @classmethod
    def card(cls, record: NoAgreement, standing: Standing) -> dict[str, Any]:
        tone = "good" if record.state == NoAgreement.State.AGREED else "neutral"
        return {"lead": record.reason, "badges": [{"label": record.get_state_display(), "tone": tone}], "meta": []}
