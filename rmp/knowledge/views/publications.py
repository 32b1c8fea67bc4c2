"""Publication reviews: what is to be published, what the others say of it, and until when they can."""

import datetime as dt
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.documents.sources import ATTACH, DOCUMENTS_PANEL
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import OWN_SPACES, Act, RecordViews, in_state
from partnerships.zones import end_of, zones_of
from rmp.knowledge import forms
from rmp.knowledge.models import PublicationOpinion, PublicationReview
from rmp.knowledge.services import publications

State, Answer = PublicationReview.State, PublicationOpinion.Answer
TONES: dict[str, str] = {
    State.SUBMITTED: "info",
    State.PARTNER_REVIEW: "info",
    State.CHANGES_ASKED: "warn",
    State.DELAY_ASKED: "warn",
    State.CLEARED: "good",
    State.DEEMED_CLEARED: "good",
    State.PUBLISHED: "good",
}
ANSWER_TONES: dict[str, str] = {
    Answer.WAITING: "info",
    Answer.CLEARED: "good",
    Answer.CHANGES: "warn",
    Answer.DELAY: "warn",
    Answer.SILENT: "neutral",
}


class PublicationViews(RecordViews):
    model = PublicationReview
    form_class = model_form(PublicationReview, *PublicationReview.FIXED)
    filterset_class = record_filter(
        PublicationReview, "state", "kind", "party", search=("title", "authors", "abstract", "venue")
    )
    principle = 9
    spaces = OWN_SPACES
    may_share = False  # submitting a work shows it to the others
    title = _("Publication reviews")
    lead = _("Works that the other parties read before they are published. Who does not answer in time, consents.")
    empty = _("No work yet. Before something is published, lay it before the other parties: each has its days to answer.")
    create_label = _("Prepare a review")
    columns = ("title", "kind", "party", "state", "respond_by", "delay_until")
    ordering = ("-created_at", "pk")
    select_related = ("agreement",)
    detail_template = "rmp/knowledge/publication.html"
    detail_fields = (
        *("kind", "authors", "abstract", "venue", "wanted_on", "days", "agreement", "state", "submitted_at", "respond_by"),
        *("delay_until", "cleared_at", "published_on", "published_where"),
    )
    acts: ClassVar = (
        Act(
            "submit",
            _("Submit"),
            publications.submit,
            when=in_state(State.PREPARED, State.CHANGES_ASKED),
            text=_(
                "The other parties read this work with its documents, and the clock begins to run. When the last day has ended in "
                "the time zone of each of them, silence counts as consent."
            ),
        ),
        Act(
            "take-up",
            _("Take it up"),
            publications.take_up,
            when=in_state(State.SUBMITTED),
            tone="secondary",
        ),
        Act(
            "clear",
            _("Clear"),
            publications.clear,
            forms.ClearForm,
            when=in_state(*PublicationReview.PENDING),
            text=_("Your party consents to the publication."),
        ),
        Act(
            "ask-changes",
            _("Ask for changes"),
            publications.ask_changes,
            forms.ChangesForm,
            when=in_state(*PublicationReview.PENDING),
            text=_("The clock stops. It begins anew when the work is submitted again."),
            tone="secondary",
        ),
        Act(
            "ask-delay",
            _("Ask for a delay"),
            publications.ask_delay,
            forms.DelayForm,
            when=in_state(*PublicationReview.REVIEWED),
            text=_("The work is cleared when the day has ended, or when you clear it before."),
            tone="secondary",
        ),
        Act(
            "published",
            _("Note the publication"),
            publications.note_publication,
            forms.PublishedForm,
            when=in_state(*PublicationReview.FREE),
        ),
        Act(
            "withdraw-work",
            _("Withdraw the work"),
            publications.withdraw_work,
            ReasonForm,
            when=lambda review: State.WITHDRAWN in PublicationReview.TRANSITIONS[review.state],
            tone="danger",
        ),
        ATTACH,
    )
    panels = (DOCUMENTS_PANEL,)

    @classmethod
    def card(cls, record: PublicationReview, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}
        return {"lead": record.abstract, "badges": [badge], "meta": [record.authors, text(record.respond_by)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        review, now = view.object, timezone.now()
        opinions = list(PublicationOpinion.objects.visible_to(view.user).filter(review=review).select_related("party"))
        opinions.sort(key=lambda opinion: (opinion.party != view.standing.party, opinion.party.name))
        for opinion in opinions:
            opinion.review = review
        over = review.over_at(opinions) if review.is_reviewed and opinions else None
        return {
            "opinions": [_row(opinion, now) for opinion in opinions],
            "over_at": over,
            "is_over": over is not None and over <= now,
        }


def _row(opinion: PublicationOpinion, now: dt.datetime) -> dict[str, Any]:
    """An opinion with the moment at which its party's last day ends, as the clock shows it there."""
    over = opinion.over_at()
    day = opinion.review.respond_by
    assert day is not None  # what has opinions was submitted, and that sets the day
    there = max(zones_of(opinion.party), key=lambda zone: end_of(day, [zone]))
    waiting = opinion.is_waiting and opinion.review.is_pending
    return {
        "opinion": opinion,
        "tone": ANSWER_TONES[opinion.answer],
        "over_at": over,
        "zone": there.key,
        "left": max((over - now).days, 0) if waiting and over > now else None,
        "is_over": waiting and over <= now,
    }
