"""The requests by which the parties change what they agreed."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from partnerships.rules.models import RuleChange

State = RuleChange.State
TONES = {
    State.WAITING: "info",
    State.AGREED: "good",
    State.DECLINED: "bad",
    State.WITHDRAWN: "neutral",
    State.EXPIRED: "warn",
    State.VOID: "warn",
}


class RuleChangeViews(RecordViews):
    model = RuleChange
    form_class = model_form(RuleChange)
    filterset_class = record_filter(RuleChange, "state", "kind", search=("title", "reason"))
    nav = "signoff"
    spaces = JOINT_SPACE
    lead = _("What the signed plan fixed changes only when every party signs the change.")
    empty = _("No request yet. On the page of an agreed rule, choose “Propose a change”.")
    columns = ("__str__", "state", "created_at")
    ordering = ("-created_at", "pk")
    detail_template = "rules/change.html"
    detail_fields = ("state", "reason", "created_at")
    may_create = may_update = may_share = False

    @classmethod
    def card(cls, record: RuleChange, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES[State(record.state)]}]
        return {"lead": Truncator(record.reason).chars(140), "badges": badges, "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The rule, if it is still there, and who asks."""
        return {"rule": view.object.rule(), "author": view.object.author}
