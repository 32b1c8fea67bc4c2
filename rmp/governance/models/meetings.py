"""Meetings of a body: the agenda, who came, what came of each item, and minutes that every party has agreed (5.5)."""

import datetime as dt
import zoneinfo
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import content, text
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.subjects import Signable
from rmp.governance.models.bodies import BodyMember, GovernanceBody
from rmp.governance.querysets import AgendaItemQuerySet, MeetingQuerySet

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class Meeting(Signable, PartnershipRecord):
    """A meeting of a body. What it came to stands in the minutes, which all parties sign or object to."""

    record_kind = "meeting"
    is_removable = False
    offered_to_newcomers = False  # what was said in it was said among those who were there

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        AGENDA_ISSUED = "agenda_issued", _("Agenda issued")
        HELD = "held", _("Held")
        MINUTES_DRAFTED = "minutes_drafted", _("Minutes before the parties")
        MINUTES_AGREED = "minutes_agreed", _("Minutes agreed")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("In one place")
        REMOTE = "remote", _("By video")
        HYBRID = "hybrid", _("Both")

    COMING = (State.PLANNED, State.AGENDA_ISSUED)
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.PLANNED: frozenset({State.AGENDA_ISSUED, State.CANCELLED}),
        # Moved to another time, it is called anew.
        State.AGENDA_ISSUED: frozenset({State.AGENDA_ISSUED, State.HELD, State.CANCELLED}),
        State.HELD: frozenset({State.MINUTES_DRAFTED}),
        # Objected to, they are written anew.
        State.MINUTES_DRAFTED: frozenset({State.MINUTES_AGREED, State.HELD}),
        State.MINUTES_AGREED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
        State.CANCELLED: frozenset(),
    }
    CALLED: ClassVar[tuple[str, ...]] = ("body", "starts_at", "duration", "mode", "place", "link")

    body = models.ForeignKey(GovernanceBody, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    starts_at = models.DateTimeField(_("begins"))
    duration = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(1440)], help_text=_("How long it lasts.")
    )
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices, default=Mode.REMOTE)
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("address of the video meeting"), blank=True)
    chaired_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("chaired by")
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PLANNED, editable=False)
    issued_on = models.DateField(_("agenda issued"), null=True, blank=True, editable=False)
    held_on = models.DateField(_("held on"), null=True, blank=True, editable=False)
    quorate = models.BooleanField(_("quorum met"), null=True, blank=True, editable=False)
    guests = models.CharField(_("guests"), max_length=500, blank=True, editable=False)
    minutes = models.TextField(_("minutes"), blank=True, editable=False)
    minutes_due_on = models.DateField(_("minutes agreed by"), null=True, blank=True, editable=False)
    agreed_on = models.DateField(_("minutes agreed on"), null=True, blank=True, editable=False)
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True, editable=False)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=("planned", "agenda_issued", "cancelled"), held_on__isnull=True)
                | ~Q(state__in=("planned", "agenda_issued", "cancelled")) & Q(held_on__isnull=False),
                name="meeting_held_has_a_day",
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "starts_at")),
            models.Index(fields=("state", "minutes_due_on")),
        )

    def __str__(self) -> str:
        return f"{self.body}, {text(self.on)}"

    @property
    def on(self) -> dt.date:
        """The day in the installation's time zone, by which it is called for readers everywhere."""
        return self.starts_at.astimezone(zoneinfo.ZoneInfo(settings.TIME_ZONE)).date()

    @property
    def is_coming(self) -> bool:
        return self.state in self.COMING

    @property
    def is_being_written(self) -> bool:
        """Whether it was held and its minutes may still change."""
        return self.state in (self.State.HELD, self.State.MINUTES_DRAFTED)

    @property
    def minutes_are_late(self) -> bool:
        return self.is_being_written and self.minutes_due_on is not None and self.minutes_due_on < today()

    def locked_fields(self) -> frozenset[str]:
        """What has been called is moved by an act, so that all who come are told."""
        return frozenset() if self.state == self.State.PLANNED else frozenset(self.CALLED)

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties agree: when and of which body, who came, what came of each item, and the text."""
        items = self.items.order_by("position", "created_at", "pk")
        came = self.attendance.select_related("member__seat_of").order_by("member__seat_of__name", "member__name", "pk")
        return {
            **content(self, ("body", "starts_at", "quorate", "guests", "minutes")),
            "agenda": [[item.title, item.outcome] for item in items],
            "attendance": [[str(row.member), row.kind] for row in came],
        }

    def signoff_title(self) -> str:
        return _now("Minutes: %(meeting)s") % {"meeting": self}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.meetings import minutes_agreed

        minutes_agreed(self, actor=actor)

    def signoff_declined(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.meetings import minutes_back

        minutes_back(self, actor=actor, note=round.closing_note, objected=True)

    def signoff_voided(self, round: "SignOffRound", actor: "User | None") -> None:
        from rmp.governance.services.meetings import minutes_back

        minutes_back(self, actor=actor, note=round.closing_note)


class AgendaItem(RecordPart):
    """One item of the agenda, and, once the meeting was held, what came of it."""

    record_kind = "agenda-item"

    class Kind(models.TextChoices):
        INFO = "info", _("Information")
        DISCUSSION = "discussion", _("Discussion")
        DECISION = "decision", _("Decision")
        REVIEW = "review", _("Review")

    part_of = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", editable=False)
    position = models.PositiveSmallIntegerField(_("place"), default=1, validators=[MinValueValidator(1)])
    title = models.CharField(_("item"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DISCUSSION)
    duration = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    presenter = models.CharField(_("brought in by"), max_length=150, blank=True)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)

    objects: ClassVar[Any] = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("agenda")
        indexes = (models.Index(fields=("meeting", "position")),)

    def __str__(self) -> str:
        return self.title

    @property
    def lacks_outcome(self) -> bool:
        return not self.outcome and self.meeting.held_on is not None

    def locked_fields(self) -> frozenset[str]:
        """The agenda is fixed once the meeting was held; what came of it, once the minutes are agreed."""
        asked = {"title", "kind", "duration", "presenter", "position"}
        if self.meeting.is_coming:
            return frozenset()
        if self.meeting.is_being_written:
            # What was taken up on the spot is added afterwards, too.
            return frozenset() if self._state.adding else frozenset(asked)
        return frozenset({*asked, "outcome"})


class Attendance(RecordPart):
    """Whether a member came."""

    record_kind = "attendance"
    is_removable = False

    class Kind(models.TextChoices):
        PRESENT = "present", _("Present")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    part_of = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", editable=False)
    member = models.ForeignKey(BodyMember, models.PROTECT, related_name="+", editable=False, verbose_name=_("member"))
    kind = models.CharField(_("attendance"), max_length=10, choices=Kind.choices, default=Kind.PRESENT)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (models.UniqueConstraint(fields=("meeting", "member"), name="meeting_attendance_once"),)

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.meeting.is_being_written else frozenset({"kind"})
