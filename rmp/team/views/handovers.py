"""Handovers: who leaves, what is to be done before, what is still in hand, and the steps."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.clock import today
from partnerships.records.filters import record_filter
from partnerships.records.forms import ActForm, ReasonForm, model_form
from partnerships.records.rooms import OWN_SPACES, Act, RecordViews
from rmp.team import services
from rmp.team.access import memberships_here
from rmp.team.forms import HandOverForm, HandoverForm
from rmp.team.models import ChecklistItem, Handover
from rmp.team.services.commitments import commitments, in_hand

if TYPE_CHECKING:
    from partnerships.records.views import DetailView

State = Handover.State
STATE_TONES: dict[str, str] = {State.UNDER_WAY: "info", State.COMPLETED: "good"}


class ChecklistItemViews(RecordViews):
    model = ChecklistItem
    form_class = model_form(ChecklistItem, "text")
    columns = ("text", "done_on", "done_by")
    ordering = ("position", "created_at", "pk")
    select_related = ("done_by",)
    lead = _("What is to be done before the person is gone. All of it is ticked, or removed, before the handover is completed.")
    empty = _("Nothing on the list.")
    create_label = _("Add an item")
    acts: ClassVar = (
        Act("tick", _("Tick off"), services.tick_item, when=lambda item: item.handover.is_open and not item.is_done),
        Act("untick", _("Untick"), services.untick_item, when=lambda item: item.handover.is_open and item.is_done),
    )


def still_in_hand(view: "DetailView") -> dict[str, Any]:
    """What the leaving person still has in hand, as far as the reader may read it."""
    handover, standing = view.object, view.standing
    found = commitments(handover, view.user) if handover.is_open else []
    may_pass_on = handover.state == State.UNDER_WAY and handover.may(standing, Right.MANAGE) and standing.partnership.is_open
    return {
        "commitments": found,
        "hand_over_url": view.room.url("hand-over", view.partnership.slug, handover.pk)
        if may_pass_on and any(commitment.may_change for commitment in found)
        else "",
    }


class HandoverViews(RecordViews):
    model = Handover
    form_class = HandoverForm
    filterset_class = record_filter(Handover, "state", search=("person__name", "successor__name", "note"))
    principle = 1
    spaces = OWN_SPACES
    lead = _("When a person leaves, another takes over what he or she did, and the other parties know whom to turn to.")
    empty = _("No handover so far. Plan one as soon as it is known that somebody leaves: it can be prepared in private.")
    create_label = _("Plan a handover")
    columns = ("person", "successor", "last_day", "state", "begun_on", "ended_on")
    ordering = ("-last_day", "created_at", "pk")
    select_related = ("person", "successor")
    detail_template = "rmp/team/handover.html"
    detail_fields = ("person", "successor", "last_day", "note", "begun_on", "ended_on")
    parts = (ChecklistItemViews,)
    panels: ClassVar = (("in-hand", _("Still in hand"), "rmp/team/commitments.html", still_in_hand),)
    acts: ClassVar = (
        Act(
            "begin",
            _("Begin"),
            services.begin_handover,
            when=lambda handover: handover.state == State.PLANNED,
            text=_("From now on all parties can read it, and those who look after the partnership for them get a mail."),
        ),
        Act(
            "hand-over",
            _("Pass on what is in hand"),
            services.hand_over,
            HandOverForm,
            when=lambda handover: handover.state == State.UNDER_WAY,
            text=_(
                "Choose for each of them who takes it on; the successor is proposed. From today it is that person's, places in the "
                "team too."
            ),
        ),
        Act(
            "complete",
            _("Complete"),
            services.complete_handover,
            ActForm,
            when=lambda handover: handover.state == State.UNDER_WAY,
            text=_(
                "The place of the leaving person in this partnership ends, and with it all access, at once. A place in all "
                "partnerships of the party is not ended by this: only an administrator ends that. What the person has written stays."
            ),
        ),
        Act(
            "cancel",
            _("Call it off"),
            services.cancel_handover,
            ReasonForm,
            when=lambda handover: handover.is_open,
            text=_("The person stays. What was passed on already stays where it is."),
            tone="danger",
        ),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: Handover, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": STATE_TONES.get(record.state, "neutral")}]
        if record.is_open and record.last_day < today():
            badges.append({"label": _("the last day has passed"), "tone": "bad"})
        return {"lead": "", "badges": badges, "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The steps, what is missing before it can be completed, and what becomes of the person's access."""
        handover: Handover = view.object
        shown: dict[str, Any] = {"steps": steps(handover)}
        if handover.is_open:
            shown |= {"checks": checks(handover, view.standing), "access": access_after(handover)}
        return shown


def steps(handover: Handover) -> list[dict[str, str]]:
    """The way of a handover as a row of states, the present one marked; none when it was cancelled."""
    way = [State.PLANNED, State.UNDER_WAY, State.COMPLETED]
    if handover.state not in way:
        return []
    at = way.index(State(handover.state))
    done = handover.state == State.COMPLETED
    return [
        {"label": str(state.label), "state": "done" if i < at or done else "current" if i == at else "todo"}
        for i, state in enumerate(way)
    ]


def checks(handover: Handover, standing: Standing) -> list[dict[str, Any]]:
    """What must hold before it is completed: {text, done}. Theirs to pass on is named, and does not hold it up."""
    items = list(handover.items.values_list("done_on", flat=True))
    found = in_hand(handover, standing.user)  # type: ignore[arg-type]
    ours = sum(may_change for _due, _key, may_change in found)
    theirs = len(found) - ours
    # Only the party itself can tell what holds it up; the others see what is in hand.
    is_ours = standing.may(Right.WRITE, handover.party)
    blocking = ours if is_ours else len(found)
    n_done = sum(day is not None for day in items)
    rows = [
        {"text": _now("All parties know"), "done": handover.state != State.PLANNED},
        {"text": _now("A successor is named"), "done": handover.successor_id is not None},
        {
            "text": _now("The checklist is done: %(done)d of %(all)d") % {"done": n_done, "all": len(items)},
            "done": n_done == len(items),
        },
        {
            "text": _now("Nothing is left in hand") if not blocking else _now("Left in hand: %(n)d") % {"n": blocking},
            "done": not blocking,
        },
    ]
    if is_ours and theirs:
        rows.append({"text": _now("In hand, but for others to pass on: %(n)d") % {"n": theirs}, "done": False})
    return rows


def access_after(handover: Handover) -> list[str]:
    """What becomes of the leaving person's access when it is completed, in sentences."""
    said = []
    for membership in memberships_here(handover).filter(user=handover.person).order_by("pk"):
        words = {"person": handover.person, "party": handover.party, "role": membership.get_role_display()}
        if membership.partnership_id:
            line = _now("%(person)s stands for %(party)s here as %(role)s: that ends with the handover, at once.")
        else:
            line = _now(
                "%(person)s stands for %(party)s in all its partnerships as %(role)s. A handover in one of them does not end "
                "that: ask an administrator."
            )
        said.append(line % words)
    words = {"person": handover.person, "party": handover.party}
    return said or [_now("%(person)s does not stand for %(party)s here any more.") % words]
