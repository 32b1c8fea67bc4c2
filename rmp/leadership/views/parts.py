"""What hangs on an appointment, each kind in a tab of its page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import Act, RecordViews
from rmp.leadership import services
from rmp.leadership.models import LeaderResource, LeaderReview, Removal, SupportConfirmation


class SupportViews(RecordViews):
    model = SupportConfirmation
    form_class = model_form(SupportConfirmation, "level", "kind", "confirmed_by", "on", "note")
    columns = ("party", "level", "kind", "confirmed_by", "on", "note")
    lead = _("Who stands behind this leader, level by level, in each house.")
    empty = _("Nobody has confirmed support yet. Ask each level of both houses, and note who said so.")
    create_label = _("Confirm support")


class ResourceViews(RecordViews):
    model = LeaderResource
    form_class = model_form(LeaderResource, "kind", "further", "required", "allocated", "unit", "note")
    columns = ("party", "kind_text", "required", "allocated", "gap", "unit", "note")
    select_related = ("further",)
    lead = _("What this leader needs of each party, and what has been set aside.")
    empty = _("Nothing set aside yet. Begin with the share of working time.")
    create_label = _("Add a resource")


class ReviewViews(RecordViews):
    model = LeaderReview
    form_class = model_form(LeaderReview, "on", "finding", "next_on")
    columns = ("party", "on", "finding", "next_on")
    ordering = ("-on", "-created_at")
    lead = _("How each party finds that it goes. The newest review names the next.")
    empty = _("Not reviewed yet.")
    create_label = _("Write a review")


def waits(removal: Removal) -> bool:
    return removal.state == Removal.State.PROPOSED


class RemovalViews(RecordViews):
    model = Removal
    form_class = model_form(Removal, "reason")
    columns = ("party", "reason", "state", "answer")
    ordering = ("-created_at", "pk")
    title = _("removal")
    lead = _("A leader leaves office by removal only if all parties agree.")
    empty = _("Nobody has proposed it.")
    may_create = may_update = False
    acts: ClassVar = (
        Act(
            "agree",
            _("Agree"),
            services.agree_to_removal,
            when=waits,
            text=_("If all parties agree, the office ends today."),
        ),
        Act("object", _("Object"), services.object_to_removal, ReasonForm, when=waits),
        Act("take-back", _("Take back"), services.withdraw_removal, ReasonForm, when=waits, tone="danger"),
    )


PARTS: tuple[type[RecordViews], ...] = (SupportViews, ResourceViews, ReviewViews, RemovalViews)
