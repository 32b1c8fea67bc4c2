"""What each party stands for, and the versions of the joint vision."""

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
from rmp.visions import services
from rmp.visions.coverage import coverage
from rmp.visions.forms import JointVisionForm, PublishForm
from rmp.visions.models import JointVision, PartyProfile

TONES = {JointVision.State.DRAFT: "neutral", JointVision.State.AGREED: "good", JointVision.State.SUPERSEDED: "neutral"}


class OnlyForParties(RecordViews):
    """What only a party says: neutral people have none."""

    spaces = OWN_SPACES

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None


class PartyProfileViews(OnlyForParties):
    model = PartyProfile
    form_class = model_form(PartyProfile, "vision", "values", "profile", "culture", "brings")
    filterset_class = record_filter(PartyProfile, search=("vision", "values", "profile", "culture", "brings"))
    principle = 2
    layout = "columns"
    lead = _("Who each party is here: where it wants to go, what it holds to, how it works, what it brings.")
    empty = _("No profile yet. Each party writes its own first, alone, and shares it when it is ready.")
    create_label = _("Write our profile")

    @classmethod
    def card(cls, record: PartyProfile, standing: Standing) -> dict[str, Any]:
        return {"lead": Truncator(record.vision).chars(240), "badges": [], "meta": record.value_list[:5]}


class Acknowledge(Act):
    """Offered until the person has done it."""

    def offered(self, record: Any, standing: Standing) -> bool:
        return super().offered(record, standing) and not record.acknowledgements.filter(author=standing.user.pk).exists()


def read_by(view: Any) -> dict[str, Any]:
    return {"coverage": coverage(view.object, view.standing)}


class JointVisionViews(RecordViews):
    model = JointVision
    form_class = JointVisionForm
    filterset_class = record_filter(
        JointVision, "state", search=("direction", "culture", "values", "value_creation", "reflects")
    )
    principle = 2
    title = _("Joint vision")
    lead = _("What the parties state together. An agreed version stays as it was signed; what changes later is a new version.")
    empty = _("No joint vision yet. Half a page is enough: where to, how, what we hold to, and which value we mean to create.")
    create_label = _("Write a version")
    spaces = JOINT_SPACE
    columns = ("__str__", "state", "agreed_on", "superseded_on", "published_on")
    ordering = ("-number", "pk")
    detail_fields = (*JointVision.FIXED, "agreed_on", "superseded_on", "published_on", "published_where")
    detail_template = "rmp/visions/vision.html"
    panels: ClassVar = (("acknowledgement", _("Read by"), "rmp/visions/read_by.html", read_by),)
    acts: ClassVar = (
        replace(ASK, when=lambda vision: vision.is_draft),
        Acknowledge(
            "acknowledge",
            _("I have read and understood it"),
            services.acknowledge,
            when=lambda vision: vision.is_agreed,
            text=_("It is kept with your name and the time, for this version. All who work here see it."),
        ),
        Act(
            "publish",
            _("Note where it is published"),
            services.publish_vision,
            PublishForm,
            when=lambda vision: vision.is_agreed,
            tone="secondary",
        ),
    )

    @classmethod
    def card(cls, record: JointVision, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": TONES[JointVision.State(record.state)]}
        return {"lead": Truncator(record.direction).chars(200), "badges": [badge], "meta": [text(record.agreed_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Of the agreed version, who has read it; and where the next version is written."""
        vision, standing = view.object, view.standing
        if not vision.is_agreed:
            return {}
        next_url = cls.url("create", standing.partnership.slug) if cls.creatable(standing) else ""
        return {"coverage": coverage(vision, standing), "next_url": next_url}
