"""Decisions, activities, and the open list of resources: what is declared of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from rmp.leadership.forms import DecisionNeedForm, LeaderActivityForm
from rmp.leadership.models import DecisionNeed, LeaderActivity, ResourceKind


class DecisionNeedViews(RecordViews):
    model = DecisionNeed
    form_class = DecisionNeedForm
    filterset_class = record_filter(DecisionNeed, "kind", search=("title", "extent"))
    principle = 4
    spaces = JOINT_SPACE
    lead = _("Which decisions come up, how large they are, and to whom they go.")
    empty = _("No decision yet. Think of the last five matters that waited for somebody: who should have decided?")
    create_label = _("Add a decision")
    columns = ("title", "kind", "size", "profile", "leader")
    select_related = ("profile", "leader")
    detail_fields = ("kind", "amount", "unit", "extent", "profile", "leader", "reading")


class LeaderActivityViews(RecordViews):
    model = LeaderActivity
    form_class = LeaderActivityForm
    filterset_class = record_filter(LeaderActivity, "kind", search=("what", "others", "effect"))
    principle = 4
    spaces = JOINT_SPACE
    lead = _("Where leaders showed up, spoke, decided and opened doors: people take their tone from it.")
    empty = _("Nothing noted yet. When did a leader last sit at the table with those who do the work?")
    create_label = _("Note an activity")
    columns = ("on", "what", "kind", "who", "others")
    ordering = ("-on", "-created_at", "pk")
    prefetch_related = ("leaders",)
    detail_fields = ("on", "kind", "who", "others", "effect")

    @classmethod
    def card(cls, record: LeaderActivity, standing: Standing) -> dict[str, Any]:
        return {"lead": record.effect, "badges": [{"label": record.get_kind_display(), "tone": "neutral"}], "meta": []}


class ResourceKindViews(RecordViews):
    model = ResourceKind
    form_class = model_form(ResourceKind, "name", "note")
    filterset_class = record_filter(ResourceKind, search=("name", "note"))
    principle = 4
    spaces = JOINT_SPACE
    lead = _("What leaders need beyond time, budget, staff, premises, tools and training. The list is yours to extend.")
    empty = _("Nothing added yet. What do your leaders need that the list does not name?")
    create_label = _("Add to the list")
    columns = ("name", "note")
    ordering = ("name", "pk")
