"""Bodies with their members; meetings with agenda, attendance and minutes."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from partnerships.access.policy import Right, Standing
from partnerships.access.views import PartnershipMixin
from partnerships.clock import today
from partnerships.records import presentation
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import NoteForm, ReasonForm
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.rules.acts import rule_acts
from rmp.governance.forms import meetings as forms
from rmp.governance.invitation import CONTENT_TYPE, FILE_NAME, calendar_of
from rmp.governance.models import AgendaItem, Attendance, BodyMember, GovernanceBody, Meeting
from rmp.governance.services import meetings as services
from rmp.governance.views.decisions import DecisionViews

State = Meeting.State
TONES: dict[str, str] = {
    State.AGENDA_ISSUED: "info",
    State.HELD: "warn",
    State.MINUTES_DRAFTED: "warn",
    State.MINUTES_AGREED: "good",
    State.CLOSED: "good",
}


class BodyMemberViews(RecordViews):
    model = BodyMember
    form_class = forms.BodyMemberForm
    columns = ("__str__", "role", "position", "stands_in_for", "voting", "starts_on", "ends_on")
    ordering = ("ends_on", "seat_of__name", "name", "pk")
    select_related = ("seat_of", "person", "stands_in_for__seat_of")
    lead = _(
        "Who sits here for which party, who takes whose place, and who votes. Each party names its own; a seat without a name is vacant."
    )
    empty = _("Nobody sits here yet. Begin with the chair, and somebody of each party.")
    create_label = _("Add a seat")


def meetings_of(view: Any) -> dict[str, Any]:
    """The body's meetings, as a table."""
    part = presentation.record_table(MeetingViews, view.standing, body=view.object)
    if part["create_url"]:
        part["create_url"] += f"?body={view.object.pk}"
    return {"part": part}


class BodyViews(RecordViews):
    model = GovernanceBody
    form_class = forms.BodyForm
    filterset_class = record_filter(GovernanceBody, "level", search=("name", "terms"))
    principle = 5
    title = _("Bodies")
    lead = _(
        "Where the parties decide together, from the senior leaders down, and to whom each hands on what it cannot settle."
    )
    empty = _("No body yet. Begin at the top: where do the senior leaders of both sides meet?")
    create_label = _("Set up a body")
    spaces = JOINT_SPACE
    columns = ("name", "level", "chair_rule", "cadence", "next_meeting_on", "escalates_to", "dissolved_on")
    ordering = ("created_at", "pk")
    select_related = ("escalates_to", "chair_party")
    detail_fields = (
        *("level", "terms", "chair_rule", "chair_party", "quorum_parties", "quorum_per_party", "cadence", "escalates_to"),
        *("next_meeting_on", "dissolved_on"),
    )
    parts = (BodyMemberViews,)
    panels: ClassVar = (("meetings", _("Meetings"), "records/part.html", meetings_of),)
    acts: ClassVar = (
        Act(
            "dissolve",
            _("Dissolve"),
            services.dissolve,
            ReasonForm,
            when=lambda b: b.is_standing and not b.is_agreed,
            tone="danger",
        ),
        *rule_acts(form_class),
    )

    @classmethod
    def card(cls, record: GovernanceBody, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_level_display(), "tone": "joint"}]
        if not record.is_standing:
            badges.append({"label": _("dissolved"), "tone": "neutral"})
        elif record.next_meeting_on and record.next_meeting_on < today():
            badges.append({"label": _("a meeting is due"), "tone": "warn"})
        return {"lead": Truncator(record.terms).chars(160), "badges": badges, "meta": []}


class AgendaItemViews(RecordViews):
    model = AgendaItem
    form_class = forms.AgendaItemForm
    columns = ("title", "kind", "duration", "presenter", "outcome")
    ordering = ("position", "created_at", "pk")
    lead = _("What is taken up, how long, and what is asked for: information, discussion, a decision, a review.")
    empty = _("No item yet.")
    create_label = _("Add an item")
    acts: ClassVar = (
        Act(
            "note-outcome",
            _("Note the outcome"),
            services.note_outcome,
            forms.OutcomeForm,
            when=lambda i: i.meeting.is_being_written,
        ),
    )


class AttendanceViews(RecordViews):
    model = Attendance
    form_class = forms.AttendanceForm
    columns = ("member", "kind")
    ordering = ("member__seat_of__name", "member__name", "pk")
    select_related = ("member__seat_of", "member__body")
    title = _("attendance")
    empty = _("Noted when the meeting has been held.")
    may_create = False

    @classmethod
    def applies(cls, parent: Any) -> bool:
        return parent.held_on is not None


def decisions_of(view: Any) -> dict[str, Any]:
    """What was put to the parties in the meeting, as a table."""
    part = presentation.record_table(DecisionViews, view.standing, meeting=view.object)
    if part["create_url"]:
        part["create_url"] += f"?meeting={view.object.pk}&body={view.object.body_id}"
    return {"part": part}


class MeetingCalendar(PartnershipMixin, View):
    """The meeting as a calendar file."""

    needs = Right.READ_JOINT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visible = Meeting.objects.visible_to(self.user).filter(partnership=self.partnership).select_related("body")
        meeting = get_object_or_404(visible, pk=kwargs["pk"])
        meeting.partnership = self.partnership
        response = HttpResponse(calendar_of(meeting), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class MeetingViews(RecordViews):
    model = Meeting
    form_class = forms.MeetingForm
    filterset_class = record_filter(Meeting, "body", "state", search=("body__name", "place", "minutes"))
    principle = 5
    title = _("Meetings")
    lead = _("Called with an agenda, held with a quorum, and written down so that every party agrees to what was said.")
    empty = _("No meeting yet. Plan one, write its agenda, and send it to the members.")
    create_label = _("Plan a meeting")
    spaces = JOINT_SPACE
    columns = ("__str__", "starts_at", "state", "chaired_by", "quorate", "minutes_due_on", "agreed_on")
    ordering = ("-starts_at", "pk")
    select_related = ("body", "chaired_by")
    detail_fields = (
        *("body", "starts_at", "duration", "mode", "place", "link", "chaired_by", "issued_on", "held_on", "quorate", "guests"),
        *("minutes_due_on", "agreed_on", "cancelled_because"),
    )
    detail_template = "rmp/governance/meeting.html"
    parts = (AgendaItemViews, AttendanceViews)
    panels: ClassVar = (("decisions", _("Decisions"), "records/part.html", decisions_of),)
    acts: ClassVar = (
        Act(
            "issue",
            _("Send the agenda"),
            services.issue_agenda,
            when=lambda meeting: meeting.state == State.PLANNED,
            text=_("Every member with an account gets the agenda, with the meeting as a calendar file."),
        ),
        Act(
            "hold",
            _("It was held"),
            services.hold_meeting,
            forms.HoldForm,
            when=lambda meeting: meeting.state == State.AGENDA_ISSUED and meeting.on <= today(),
        ),
        Act(
            "write-minutes",
            _("Write the minutes"),
            services.draft_minutes,
            forms.MinutesForm,
            when=lambda meeting: meeting.state == State.HELD,
            text=_("They go to all parties, who agree or object. Any later change makes the signatures void."),
        ),
        Act(
            "close", _("Close it"), services.close_meeting, NoteForm, when=lambda meeting: meeting.state == State.MINUTES_AGREED
        ),
        Act(
            "move",
            _("Move it"),
            services.move_meeting,
            forms.MoveMeetingForm,
            when=lambda meeting: meeting.state == State.AGENDA_ISSUED,
            text=_("All who were invited are told."),
            tone="secondary",
        ),
        Act(
            "cancel", _("Cancel it"), services.cancel_meeting, ReasonForm, when=lambda meeting: meeting.is_coming, tone="danger"
        ),
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        return [*super().urls(), path("<uuid:pk>/calendar/", MeetingCalendar.as_view(), name="meeting-calendar")]

    @classmethod
    def card(cls, record: Meeting, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES.get(record.state, "neutral")}]
        if record.minutes_are_late:
            badges.append({"label": _("minutes are late"), "tone": "bad"})
        if record.quorate is False:
            badges.append({"label": _("no quorum"), "tone": "warn"})
        return {"lead": "", "badges": badges, "meta": [text(record.starts_at)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Where it is on its way, the agenda with what came of it, the quorum, the minutes. Two queries, three once it was held."""
        meeting = view.object
        items = list(meeting.items.order_by("position", "created_at", "pk"))
        for item in items:
            item.meeting = meeting
        found: dict[str, Any] = {
            "steps": steps(meeting),
            "items": items,
            "planned_minutes": sum(item.duration or 0 for item in items),
            "calendar_url": cls.url("calendar", view.partnership.slug, meeting.pk),
            "quorum": [],
        }
        if meeting.held_on:
            came = meeting.attendance.filter(kind=Attendance.Kind.PRESENT).select_related("member")
            readers = {seat.party_id for seat in view.standing.at_table if meeting.is_read_at(seat)}
            parties = [party for party in view.standing.parties if party.pk in readers]
            found["quorum"] = services.quorum(meeting.body, parties, [row.member for row in came])
        return found


WAY = (State.PLANNED, State.AGENDA_ISSUED, State.HELD, State.MINUTES_DRAFTED, State.MINUTES_AGREED, State.CLOSED)


def steps(meeting: Meeting) -> list[dict[str, str]]:
    """The way of a meeting, as components/steps.html wants it."""
    if meeting.state == State.CANCELLED:
        return [{"label": _now("Cancelled"), "state": "current"}]
    here = WAY.index(State(meeting.state))
    return [
        {"label": str(state.label), "state": "done" if n < here else "current" if n == here else "todo"}
        for n, state in enumerate(WAY)
    ]
