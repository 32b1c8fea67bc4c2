"""What one party noticed in the behaviour of the other: good examples and concerns, about the party and never about a person."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.trust.querysets import BehaviourSignalQuerySet
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord, PartyPart


class BehaviourSignal(PartnershipRecord):
    """A party's note about the other's behaviour. Private until it is put to that party, which has the right to reply."""

    record_kind = "behaviour-signal"

    class Kind(models.TextChoices):
        EXEMPLARY = "exemplary", _("Good example")
        CONCERN = "concern", _("Gives us pause")

    class State(models.TextChoices):
        NOTED = "noted", _("Noted")
        PUT = "put", _("Waits for a reply")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.NOTED: frozenset({State.PUT}),
        State.PUT: frozenset({State.ANSWERED, State.CLOSED}),
        State.ANSWERED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
    }
    SAID: ClassVar[tuple[str, ...]] = ("kind", "about", "on", "what", "effect")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    about = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("about which party"))
    on = models.DateField(_("noticed on"), default=today)
    what = models.CharField(
        _("what we noticed"), max_length=300, help_text=_("What was done or left undone. About the party: name no person.")
    )
    effect = models.TextField(_("what it did to us"), blank=True, max_length=4000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NOTED, editable=False)
    put_on = models.DateField(_("put to the party"), null=True, blank=True, editable=False)
    reply_by = models.DateField(_("reply by"), null=True, blank=True, editable=False)
    closing = models.TextField(_("how it ended"), blank=True, editable=False)

    objects: ClassVar[Any] = BehaviourSignalQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("signal of behaviour")
        verbose_name_plural = _("signals of behaviour")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False), name="trust_signal_of_a_party"),
            models.CheckConstraint(
                condition=~Q(party=F("about")),
                name="trust_signal_about_another",
                violation_error_message=_("A signal is about another party."),
            ),
            models.CheckConstraint(
                condition=Q(state="noted") | Q(visibility="shared", reply_by__isnull=False),
                name="trust_signal_put_is_shared",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "reply_by")))

    def __str__(self) -> str:
        return self.what

    def locked_fields(self) -> frozenset[str]:
        """What the other side replies to stays as it was put."""
        return frozenset() if self._state.adding or self.state == self.State.NOTED else frozenset(self.SAID)


class SignalReply(PartyPart):
    """What the party says to it that the signal is about."""

    record_kind = "signal-reply"
    is_removable = False

    part_of = "signal"

    signal = models.ForeignKey(
        BehaviourSignal, models.CASCADE, related_name="replies", editable=False, verbose_name=_("signal of behaviour")
    )
    text = models.TextField(_("reply"), max_length=4000, help_text=_("How you see it, and what follows. Name no person."))

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = (
            models.UniqueConstraint(
                fields=("signal", "party"),
                name="trust_signal_one_reply",
                violation_error_message=_("Your party has replied: change that reply."),
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"text"}) if self.signal.state == BehaviourSignal.State.CLOSED else frozenset()
