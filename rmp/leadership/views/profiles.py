"""Leader profiles with their powers."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.signoff.acts import ASK
from rmp.leadership import services
from rmp.leadership.models import LeaderProfile, Power

State = LeaderProfile.State
TONES: dict[str, str] = {State.DRAFT: "neutral", State.AGREED: "good", State.SUPERSEDED: "neutral"}


class PowerViews(RecordViews):
    model = Power
    form_class = model_form(Power, "kind", "what", "limit", "unit", "words")
    columns = ("what", "kind", "limit_text")
    lead = _("What these leaders may decide without asking, and up to where. Decisions that come up are held against it.")
    empty = _("No power yet. What may they decide, and up to which amount or point?")
    create_label = _("Add a power")


class LeaderProfileViews(RecordViews):
    model = LeaderProfile
    form_class = model_form(LeaderProfile, "title", "requirements", "responsibilities", "filled_by", "wanted")
    filterset_class = record_filter(LeaderProfile, "state", "filled_by", search=("title", "requirements", "responsibilities"))
    principle = 4
    spaces = JOINT_SPACE
    lead = _("What leaders must bring, answer for and may decide: agreed by all parties before they look at names.")
    empty = _("No profile yet. Write down together what the leaders need to be, may decide and must answer for.")
    create_label = _("Write a profile")
    columns = ("__str__", "filled_by", "wanted", "state", "agreed_on")
    detail_fields = ("requirements", "responsibilities", "filled_by", "wanted", "number", "state", "agreed_on", "replaces")
    detail_template = "rmp/leadership/profile.html"
    parts = (PowerViews,)
    acts: ClassVar = (
        replace(ASK, when=lambda profile: profile.state == State.DRAFT),
        Act(
            "revise",
            _("Write a new version"),
            services.revise_profile,
            when=lambda profile: profile.state == State.AGREED,
            text=_("The present version holds until all parties have signed the new one. It starts with the same words."),
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: LeaderProfile, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES[record.state]}
        return {"lead": Truncator(record.responsibilities).chars(140), "badges": [badge], "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        return {"powers": list(view.object.powers.order_by("created_at", "pk"))}
