"""All states with what each step asks for; what the parties agreed to go without; what has been since the beginning."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from partnerships.access.policy import Right, Standing
from partnerships.access.views import PartnershipMixin
from partnerships.gates import GATES, Gate, Passage, closed, gates_from, passages, shown, waived_at
from partnerships.history.models import Event
from partnerships.lifecycle.milestones import milestones
from partnerships.lifecycle.models import GateOverride
from partnerships.lifecycle.services import ask_override
from partnerships.models import Partnership
from partnerships.records.filters import record_filter
from partnerships.records.forms import RecordForm
from partnerships.records.paging import page_of
from partnerships.records.presentation import event_row
from partnerships.records.rooms import JOINT_SPACE, RecordViews

State = Partnership.State
TONES = {
    GateOverride.State.ASKED: "info",
    GateOverride.State.AGREED: "good",
    GateOverride.State.DECLINED: "bad",
    GateOverride.State.USED: "neutral",
    GateOverride.State.LAPSED: "neutral",
}


def life_pages(partnership: Partnership, here: str) -> list[dict[str, Any]]:
    """The pages of a partnership's life, as tabs."""
    pages = (
        (_now("States and steps"), "lifecycle:life"),
        (_now("Timeline"), "lifecycle:timeline"),
        (_now("Going on without"), "lifecycle:gateoverride-list"),
    )
    return [{"label": label, "url": reverse(name, args=[partnership.slug]), "active": name == here} for label, name in pages]


class LifePage(PartnershipMixin, TemplateView):
    """One table: every state, the steps that leave it, and how the gates of each stand now."""

    template_name = "lifecycle/life.html"
    needs = Right.READ_JOINT
    nav = "life"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for all gates, and one for each step that leaves the present state and lacks something."""
        slug, standing = self.partnership.slug, self.standing
        may_move = standing.may(Right.MANAGE) and bool(Partnership.TRANSITIONS[self.partnership.state])
        may_ask = self.partnership.is_open and standing.may(Right.WRITE)
        return super().get_context_data(
            title=_now("Life of the partnership"),
            rows=self.rows(),
            pages=life_pages(self.partnership, "lifecycle:life"),
            move_url=reverse("partnerships:move", args=[slug]) if may_move else "",
            ask_url=reverse("lifecycle:gateoverride-create", args=[slug]) if may_ask else "",
            **kwargs,
        )

    def rows(self) -> list[dict[str, Any]]:
        """Every state with its steps. A gate that stands at several steps is asked once."""
        by_key: dict[str, Gate] = {gate.key: gate for gate in GATES.values()}
        marks = {p.gate.key: p.is_open for p in passages(self.partnership, list(by_key.values()))}
        return [
            {
                "state": state.label,
                "horizon": Partnership.Horizon(Partnership.HORIZONS[state]).label,
                "is_here": state == self.partnership.state,
                "steps": [self.step(state, to, marks) for to in State if to in Partnership.TRANSITIONS[state]],
            }
            for state in State
        ]

    def step(self, state: str, to: State, marks: dict[str, bool]) -> dict[str, Any]:
        found = [Passage(gate, marks[gate.key]) for gate in gates_from(state, to)]
        here = state == self.partnership.state
        lacking = closed(found)
        waived = waived_at(self.partnership, state, to) if here and lacking else frozenset()
        return {
            "to": to,
            "label": to.label,
            "is_here": here,
            "gates": [shown(passage, self.partnership, waived) for passage in found],
            "lacking": len(closed(found, waived)),
        }


class TimelinePage(PartnershipMixin, TemplateView):
    """The whole life: states, plans in force, decisions of all parties, as far as the reader may know, newest first."""

    template_name = "lifecycle/timeline.html"
    needs = Right.READ_JOINT
    nav = "life"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries."""
        found = Event.objects.visible_to(self.user).filter(milestones(), partnership=self.partnership)
        page = page_of(found, self.request.GET.get("page"))
        rows = []
        for event in page.object_list:
            row = event_row(event)
            if event.kind == Partnership.record_kind:
                row["subject"] = ""
                if "state" in event.changes:
                    row["subject"] = str(State(event.changes["state"][1]).label)
                    row["changes"] = []
            rows.append(row)
        return super().get_context_data(
            title=_now("Timeline"),
            rows=rows,
            page_obj=page,
            page_url_prefix="?",
            pages=life_pages(self.partnership, "lifecycle:timeline"),
            **kwargs,
        )


class OverrideForm(RecordForm):
    """Which step, and why. What lacks is looked up when it is asked."""

    class Meta:
        model = GateOverride
        fields = ("to_state", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            partnership = self.standing.partnership
            lacking = closed(passages(partnership, gates_from(partnership.state)))
            steps = {gate.to_state for gate in lacking}
            self.instance.from_state = partnership.state
            self.fields["to_state"].choices = [choice for choice in State.choices if choice[0] in steps]  # type: ignore[attr-defined]

    def write(self) -> GateOverride:
        data = self.cleaned_data
        return ask_override(
            self.standing.partnership,
            actor=self.standing.user,  # type: ignore[arg-type]
            to_state=data["to_state"],
            reason=data["reason"],
        )


class GateOverrideViews(RecordViews):
    model = GateOverride
    form_class = OverrideForm
    filterset_class = record_filter(GateOverride, "state", search=("reason", "lacking"))
    nav = "life"
    spaces = JOINT_SPACE
    may_update = may_share = False
    title = _("Going on without something")
    lead = _("A step that asks for something can be taken without it only if all parties say so, and say why.")
    empty = _("Every step so far was taken with all that it asks for.")
    create_label = _("Ask all parties")
    columns: ClassVar[Sequence[str]] = ("__str__", "from_state", "reason", "state")
    ordering = ("-created_at", "pk")
    detail_fields = ("from_state", "to_state", "lacking", "reason", "state")

    @classmethod
    def card(cls, record: GateOverride, standing: Standing) -> dict[str, Any]:
        badges = [{"label": record.get_state_display(), "tone": TONES[GateOverride.State(record.state)]}]
        return {"lead": record.reason, "badges": badges, "meta": []}
