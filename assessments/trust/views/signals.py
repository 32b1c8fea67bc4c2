"""Signals of behaviour: noted in private, put to the party concerned, answered by it."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from assessments.trust.forms import ClosingForm, SignalReplyForm
from assessments.trust.models import BehaviourSignal, SignalReply
from assessments.trust.services import signals
from partnerships.access.policy import Standing
from partnerships.access.spaces import Space
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import RecordForm
from partnerships.records.rooms import Act, RecordViews

State, Kind = BehaviourSignal.State, BehaviourSignal.Kind
TONES = {Kind.EXEMPLARY: "good", Kind.CONCERN: "warn"}


class BehaviourSignalForm(RecordForm):
    class Meta:
        model = BehaviourSignal
        fields = BehaviourSignal.SAID

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.queryset = about.queryset.exclude(pk=self.standing.party.pk if self.standing.party else None)
        if len(self.standing.others) == 1:
            about.initial = self.standing.others[0]


class SignalReplyViews(RecordViews):
    model = SignalReply
    form_class = SignalReplyForm
    columns = ("party", "text")
    lead = _("The party that the signal is about may reply once, and change its reply until the signal is closed.")
    empty = _("No reply yet.")
    create_label = _("Reply for our party")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        concerned = parent is None or (standing.party is not None and standing.party.pk == parent.about_id)
        return super().creatable(standing, parent) and concerned

    @classmethod
    def applies(cls, parent: Any) -> bool:
        return parent.state != State.NOTED


class BehaviourSignalViews(RecordViews):
    model = BehaviourSignal
    form_class = BehaviourSignalForm
    filterset_class = record_filter(BehaviourSignal, "kind", "state", "about", search=("what", "effect"))
    principle = 7
    spaces = (Space.OURS_PRIVATE,)
    may_share = False  # `put` does, after it has looked for names
    layout = "columns"
    lead = _("What one side noticed in the behaviour of the other: good examples and what gives pause. The other side replies.")
    empty = _("Nothing noted. Begin with something the other side did well.")
    create_label = _("Note a signal")
    columns = ("what", "kind", "about", "on", "state", "reply_by")
    ordering = ("-on", "-created_at", "pk")
    select_related = ("about",)
    prefetch_related = ("replies",)
    detail_fields = (*BehaviourSignal.SAID, "state", "put_on", "reply_by", "closing")
    detail_template = "assessments/trust/signal.html"
    parts: ClassVar = (SignalReplyViews,)
    acts: ClassVar = (
        Act(
            "put",
            _("Put it to the party"),
            signals.put,
            when=lambda signal: signal.state == State.NOTED,
            text=_("All parties will read it, and the party it is about can reply. It names no person."),
        ),
        Act(
            "close",
            _("Close it"),
            signals.close,
            ClosingForm,
            when=lambda signal: signal.state in (State.PUT, State.ANSWERED),
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: BehaviourSignal, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_kind_display(), "tone": TONES[Kind(record.kind)]}, {"label": record.get_state_display()}]
        replies = list(record.replies.all())
        return {"lead": replies[0].text if replies else record.effect, "badges": badges, "meta": [text(record.on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        signal, standing = view.object, view.standing
        replies = list(signal.replies.select_related("party"))
        url = ""
        if not replies and SignalReplyViews.applies(signal) and SignalReplyViews.creatable(standing, signal):
            url = SignalReplyViews.url("create", standing.partnership.slug, signal.pk)
        return {"replies": replies, "reply_url": url, "is_put": signal.state != State.NOTED}
