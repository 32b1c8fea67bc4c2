"""Nominations and appointments: from a name to the end of a term."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm
from partnerships.records.rooms import OWN_SPACES, Act, RecordViews, in_state
from rmp.leadership import services
from rmp.leadership.forms import (
    AnswerForm,
    AppointForm,
    CommitmentForm,
    EndForm,
    HandOverForm,
    NominationForm,
    PutForwardForm,
    RemovalForm,
)
from rmp.leadership.models import Appointment
from rmp.leadership.querysets import IN_OFFICE
from rmp.leadership.views.parts import PARTS

State = Appointment.State
TONES: dict[str, str] = {
    State.NOMINATED: "info",
    State.OBJECTED: "bad",
    State.ENDORSED: "info",
    State.APPOINTED: "info",
    State.ACCEPTED: "info",
    State.ACTIVE: "good",
    State.HANDING_OVER: "warn",
}
# The way, as the page of an appointment shows it.
WAY = (State.PREPARED, State.NOMINATED, State.ENDORSED, State.APPOINTED, State.ACCEPTED, State.ACTIVE, State.ENDED)
BESIDE = {State.OBJECTED: State.NOMINATED, State.GIVEN_UP: State.NOMINATED, State.DECLINED: State.APPOINTED}


class AppointmentViews(RecordViews):
    model = Appointment
    form_class = NominationForm
    filterset_class = record_filter(Appointment, "state", "profile", "party", search=("name", "position", "evidence"))
    principle = 4
    spaces = OWN_SPACES
    may_share = False  # putting a nomination forward shows it to the others
    title = _("Nominations and appointments")
    lead = _("Who was proposed to lead, what the other parties said, and what came of it.")
    empty = _("Nobody has been nominated yet. Agree a profile first; then each party nominates, and the others endorse.")
    create_label = _("Nominate somebody")
    columns = ("name", "party", "profile", "state", "term_from", "term_to")
    ordering = ("-created_at", "pk")
    select_related = ("profile", "person")
    detail_template = "rmp/leadership/appointment.html"
    detail_fields = (
        *("profile", "party", "position", "evidence", "term_from", "term_to", "state", "answer", "endorsed_on", "instrument"),
        *("reference", "appointed_on", "accepted_on", "started_on", "review_on", "handover_by", "handover", "ended_on"),
        "end_reason",
    )
    parts = PARTS
    acts: ClassVar = (
        Act(
            "put-forward",
            _("Put forward"),
            services.put_forward,
            PutForwardForm,
            when=in_state(State.PREPARED),
            text=_("All parties will read this nomination, and each of the others is asked to endorse it or to say why not."),
        ),
        Act(
            "endorse",
            _("Endorse"),
            services.endorse,
            when=in_state(State.NOMINATED),
            text=_("Your party agrees that this person leads. It is recorded with your name as a signature."),
        ),
        Act(
            "object",
            _("Object"),
            services.object_to,
            ReasonForm,
            when=in_state(State.NOMINATED),
            text=_("All parties read your reason. The nominating party answers it, or gives the nomination up."),
            tone="secondary",
        ),
        Act(
            "answer",
            _("Answer and put forward again"),
            services.answer_objection,
            AnswerForm,
            when=in_state(State.OBJECTED),
            text=_("You may first edit evidence and term. Then the others are asked anew."),
        ),
        Act(
            "appoint",
            _("Appoint"),
            services.appoint,
            AppointForm,
            when=in_state(State.ENDORSED),
            text=_("Note the paper by which the person is appointed. He or she is then asked to accept."),
        ),
        Act(
            "accept",
            _("Accept"),
            services.accept,
            CommitmentForm,
            when=in_state(State.APPOINTED),
        ),
        Act(
            "decline",
            _("Decline"),
            services.decline,
            ReasonForm,
            when=in_state(State.APPOINTED),
            tone="secondary",
        ),
        Act(
            "start",
            _("Start the term"),
            services.start,
            when=in_state(State.ACCEPTED),
            text=_("From today on this person leads."),
        ),
        Act(
            "recommit",
            _("Renew the commitment"),
            services.recommit,
            CommitmentForm,
            when=in_state(State.ACCEPTED, State.ACTIVE, State.HANDING_OVER),
            tone="secondary",
        ),
        Act(
            "hand-over",
            _("Hand over"),
            services.hand_over,
            HandOverForm,
            when=in_state(State.ACTIVE),
            tone="secondary",
        ),
        Act(
            "end",
            _("End the office"),
            services.end,
            EndForm,
            when=in_state(*IN_OFFICE),
            text=_("If it was your party's last leader, the time to find a successor begins to count."),
            tone="secondary",
        ),
        Act(
            "propose-removal",
            _("Propose removal"),
            services.propose_removal,
            RemovalForm,
            when=in_state(*IN_OFFICE),
            text=_("All parties read your reason. The office ends only if all of them agree."),
            tone="danger",
        ),
        Act(
            "give-up",
            _("Give up"),
            services.give_up,
            ReasonForm,
            when=in_state(State.NOMINATED, State.OBJECTED, State.ENDORSED),
            text=_("The nomination is withdrawn. The history keeps that it was there, and why it was given up."),
            tone="danger",
        ),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: Appointment, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}]
        if record.is_live and record.commitment_is_older:
            badges.append({"label": _("commitment older than the profile"), "tone": "warn"})
        lead = Truncator(record.commitment or record.position).chars(180)
        until = _("until %(day)s") % {"day": text(record.term_to)} if record.term_to else ""
        return {"lead": lead, "badges": badges, "meta": [said for said in (str(record.profile), until) if said]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        return {"steps": steps(view.object)}


def steps(appointment: Appointment) -> list[dict[str, Any]]:
    """How far the appointment is on its way."""
    state = State(BESIDE.get(State(appointment.state), State(appointment.state)))
    state = State.ACTIVE if state == State.HANDING_OVER else state
    here = WAY.index(state)
    way = WAY[: here + 1] if appointment.state in (State.GIVEN_UP, State.DECLINED) else WAY
    return [
        {
            "label": str(step.label if place != here else State(appointment.state).label),
            "state": "done" if place < here or appointment.state == State.ENDED else "current" if place == here else "todo",
        }
        for place, step in enumerate(way)
    ]
