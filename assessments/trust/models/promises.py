"""What one party promises the other, and whether it is kept in the eyes of the one who received it."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext_lazy as _

from assessments.trust.querysets import PromiseQuerySet
from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Participation, Party
from partnerships.records.models import Kept, PartnershipRecord, Sourced

if TYPE_CHECKING:
    from collections.abc import Mapping


class Promise(Sourced, PartnershipRecord):
    """A line of the ledger: by whom, to whom, what, until when, and what became of it.

    The ledger is joint: both sides read the same lines. Whoever notes a promise of the other side has noted no more than that; it
    counts from the moment the giver gives it. What was given is changed by both, and that it was kept is said by the receiver.
    """

    record_kind = "promise"

    class State(models.TextChoices):
        NOTED = "noted", _("Noted, not given yet")
        OPEN = "open", _("Open")
        MOVING = "moving", _("New terms asked for")
        REPORTED = "reported", _("Reported as kept")
        KEPT = "kept", _("Kept")
        LATE = "late", _("Kept late")
        BROKEN = "broken", _("Broken")
        RELEASED = "released", _("Released")
        DECLINED = "declined", _("Not given")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.NOTED: frozenset({State.OPEN, State.DECLINED}),
        State.OPEN: frozenset({State.MOVING, State.REPORTED, State.KEPT, State.LATE, State.BROKEN, State.RELEASED}),
        State.MOVING: frozenset({State.OPEN}),
        State.REPORTED: frozenset({State.OPEN, State.KEPT, State.LATE, State.BROKEN, State.RELEASED}),
        State.KEPT: frozenset(),
        State.LATE: frozenset(),
        State.BROKEN: frozenset({State.LATE}),  # made good in the end
        State.RELEASED: frozenset(),
        State.DECLINED: frozenset(),
    }
    TERMS: ClassVar[tuple[str, ...]] = ("by", "to", "text", "details", "due_on")

    by = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("promised by"))
    to = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("promised to"),
        help_text=_("Empty: to each of the others."),
    )
    text = models.CharField(_("what is promised"), max_length=200, help_text=_("So that both can tell whether it was kept."))
    details = models.TextField(_("details"), blank=True, max_length=4000)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NOTED, editable=False)
    given_on = models.DateField(_("given"), null=True, blank=True, editable=False)
    reported_on = models.DateField(_("reported as kept on"), null=True, blank=True, editable=False)
    report = models.TextField(_("what shows it, by the giver"), blank=True, editable=False)
    kept_on = models.DateField(_("kept on"), null=True, blank=True, editable=False)
    settled_on = models.DateField(_("settled"), null=True, blank=True, editable=False)
    confirmed_for = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("confirmed by")
    )
    # A wish for new terms, while it waits for the other side.
    asked_due_on = models.DateField(_("new date asked for"), null=True, blank=True, editable=False)
    asked_text = models.CharField(_("new words asked for"), max_length=200, blank=True, editable=False)
    asked_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("asked by")
    )
    asked_why = models.TextField(_("why"), blank=True, editable=False)
    first_due_on = models.DateField(_("first due"), null=True, blank=True, editable=False)
    times_moved = models.PositiveSmallIntegerField(_("times renegotiated"), default=0, editable=False)

    objects: ClassVar[Any] = PromiseQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="trust_promise_is_joint"),
            models.CheckConstraint(
                condition=Q(to__isnull=True) | ~Q(to=F("by")),
                name="trust_promise_to_another",
                violation_error_message=_("Nobody promises to himself here: choose the other side, or leave it empty."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("kept", "late")) | Q(kept_on__isnull=False, confirmed_for__isnull=False),
                name="trust_promise_kept_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_for__isnull=True) | ~Q(confirmed_for=F("by")), name="trust_promise_not_confirmed_by_giver"
            ),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "by", "state")),
            models.Index(fields=("state", "due_on")),
        )

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self._state.adding and self.due_on and self.due_on < today():
            raise ValidationError({"due_on": _("This day has passed: a promise is about what is to come.")})

    def locked_fields(self) -> frozenset[str]:
        """What was given stays as it was given, unless both agree on new terms. What is not given yet can still be written."""
        return frozenset() if self._state.adding or self.state == self.State.NOTED else frozenset(self.TERMS)

    def authorises(self, record: Kept, values: "Mapping[str, Any]") -> bool:
        """What was given to each of the others says itself that it is one for each: it may name to whom, and nothing else changes."""
        return record == self and self.to is None and values.keys() == {"to"}

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in (self.State.OPEN, self.State.MOVING, self.State.REPORTED)

    @property
    def is_overdue(self) -> bool:
        return self.state in (self.State.OPEN, self.State.MOVING) and self.due_on < today()

    @property
    def receiver(self) -> str:
        """To whom, in words."""
        return str(self.to) if self.to else str(_("all the others"))

    receiver.fget.short_description = _("promised to")  # type: ignore[attr-defined]

    @property
    def waits_for_giver(self) -> bool:
        """Whether, of new terms, the giver is the one to answer."""
        return self.state == self.State.MOVING and self.asked_by_id != self.by_id

    def gives(self, standing: Standing) -> bool:
        """Whether the person stands for the party that promised."""
        return standing.may(Right.WRITE, self.by)

    def receives(self, standing: Standing) -> bool:
        """Whether the person stands for a party to which it was promised, and not for the one that promised."""
        if any(seat.participation.party_id == self.by_id for seat in standing.seats):
            return False
        return any(standing.may(Right.WRITE, party) for party in self.receivers(standing))

    def receivers(self, standing: Standing) -> list[Party]:
        """The parties to which it was promised: the one named, else all others at the table that read it.

        Who joined after the day it was given, and was shown it since, reads it and was promised nothing; unless nobody else had joined
        by then, and it is for those who were asked to. Of whom nothing tells when they joined, they were there.
        """
        if self.to:
            return [self.to]
        others = [seat for seat in standing.participations if seat.is_signing and seat.party_id != self.by_id]
        reading = [seat for seat in others if not self.audience or self.is_read_at(seat)]
        there = [seat for seat in reading if self._was_there(seat)] or reading
        return [seat.party for seat in there if seat.state == "joined"]

    def _was_there(self, seat: Participation) -> bool:
        """Whether the party had joined when it was given; while it is not, whether it has now."""
        came, given = seat.joined_at, self.given_on
        late = came is not None and given is not None and localdate(came, get_default_timezone()) > given
        return seat.state != "invited" and not late
