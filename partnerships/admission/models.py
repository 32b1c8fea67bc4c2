"""The request by which all parties decide who else takes part, and what a newcomer is to read of what is there."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.admission.items import as_they_are
from partnerships.invitations.rules import OPEN_SEATS, not_over
from partnerships.kinds import kind_of
from partnerships.models import Membership, Participation, Party, Role, Side
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerships.accounts.models import User


class AdmissionQuerySet(SpaceQuerySet):
    def waiting(self) -> "AdmissionQuerySet":
        return self.filter(state="waiting")


class Admission(Signable, PartnershipRecord):
    """A request that all parties sign: an organisation joins, or a neutral organisation or person comes or goes; or that those sign who
    read something joint: a party that came later reads it too.

    It is carried out with the last signature; without it nothing happens.
    """

    class Kind(models.TextChoices):
        PARTY_JOINS = "party_joins", _("A party joins")
        NEUTRAL_JOINS = "neutral_joins", _("A neutral party joins")
        NEUTRAL_GOES = "neutral_goes", _("A neutral party leaves")
        PERSON_COMES = "person_comes", _("A neutral person comes")
        PERSON_GOES = "person_goes", _("A neutral person leaves")
        READS_MORE = "reads_more", _("A party that came later reads more")

    class State(models.TextChoices):
        WAITING = "waiting", _("Out for signature")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")
        VOID = "void", _("Void")

    JOINS = frozenset({Kind.PARTY_JOINS, Kind.NEUTRAL_JOINS})
    # Those that list what somebody will read.
    LISTS = JOINS | {Kind.READS_MORE}
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.WAITING: frozenset({State.AGREED, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.VOID}),
        **{state: frozenset() for state in State if state != "waiting"},
    }
    record_kind = "admission"
    is_removable = False
    offered_to_newcomers = False  # how it came to be there is in the history
    signoff_template = "admission/signing.html"
    undescribed = frozenset({"membership"})  # `name` and `email` say who it is
    FIXED = ("kind", "organisation", "side", "email", "name", "role", "membership", "reason")

    kind = models.CharField(_("request"), max_length=15, choices=Kind.choices, editable=False)
    organisation = models.ForeignKey(Party, models.PROTECT, related_name="+", editable=False, verbose_name=_("organisation"))
    side = models.CharField(_("takes part as"), max_length=20, choices=Side.choices, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True, editable=False)
    name = models.CharField(_("person"), max_length=150, blank=True, editable=False)
    role = models.CharField(_("access role"), max_length=20, choices=Role.choices, blank=True, editable=False)
    # The place that ends.
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", editable=False)
    reason = models.TextField(_("reason"), max_length=2000, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False)

    objects: ClassVar[Any] = AdmissionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("request about who takes part")
        verbose_name_plural = _("requests about who takes part")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="admission_is_joint"),
            # What a party is to read may be asked more than once, of others each time, who know nothing of each other.
            models.UniqueConstraint(
                fields=("partnership", "organisation", "kind", "email"),
                condition=Q(state="waiting") & ~Q(kind="reads_more"),
                name="admission_one_waiting",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state")))

    def __str__(self) -> str:
        match self.kind:
            case self.Kind.NEUTRAL_GOES:
                return _now("Leaves as a neutral party: %(party)s") % {"party": self.organisation}
            case self.Kind.PERSON_COMES:
                return _now("Comes as a neutral person: %(person)s") % {"person": self.name or self.email}
            case self.Kind.PERSON_GOES:
                return _now("Leaves as a neutral person: %(person)s") % {"person": self.name or self.email}
            case self.Kind.NEUTRAL_JOINS:
                return _now("Joins as a neutral party: %(party)s") % {"party": self.organisation}
            case self.Kind.READS_MORE:
                return _now("Reads more of what is joint: %(party)s") % {"party": self.organisation}
        return _now("Joins as a party: %(party)s") % {"party": self.organisation}

    def locked_fields(self) -> frozenset[str]:
        """What was sent out for signature is what the parties decide on."""
        return frozenset() if self._state.adding else frozenset(self.FIXED)

    @property
    def reads_all(self) -> bool:
        """Whether it comes to read all that every party reads, which each party decides for its own by signing."""
        return self.kind == self.Kind.NEUTRAL_JOINS

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def holds(self) -> bool:
        """Whether it can still be done: nothing of it has come about by another way."""
        seats = Participation.objects.filter(partnership=self.partnership_id, party=self.organisation_id)
        match self.kind:
            case self.Kind.NEUTRAL_GOES:
                return seats.filter(side=Side.NEUTRAL).exclude(state=Participation.State.LEFT).exists()
            case self.Kind.PERSON_COMES:
                return seats.filter(side=Side.NEUTRAL, state__in=OPEN_SEATS).exists()
            case self.Kind.PERSON_GOES:
                return self.membership is not None and Membership.objects.filter(not_over(), pk=self.membership.pk).exists()
            case self.Kind.READS_MORE:
                return seats.filter(state__in=OPEN_SEATS).exists()
        return not seats.exclude(state=Participation.State.LEFT).exists()

    def shown(self) -> list[PartnershipRecord]:
        """The records that it lists, as they are now; what has gone since is left out. One query for each kind."""
        items = self.items.select_related("subject_type")
        named = ((item.subject_type.model_class(), item.subject_key) for item in items)
        return as_they_are(self.partnership, ((model, key) for model, key in named if model is not None))

    holds.short_description = _("who takes part")  # type: ignore[attr-defined]

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties decide on: who, as what, why, and by name what a newcomer will read."""
        items = self.items.order_by("position", "pk")
        return {
            "request": self.kind,
            "organisation": self.organisation.name,
            "country": self.organisation.country,
            "key": str(self.organisation_id),
            "side": self.side,
            "name": self.name,
            "email": self.email,
            "role": self.role,
            "reason": self.reason,
            "holds": self.holds(),
            "reads_all": self.reads_all,
            "shown": [{"kind": item.kind, "key": str(item.subject_key), "title": item.title} for item in items],
        }

    def acts_on(self) -> "Iterable[PartnershipRecord]":
        """What it lists."""
        return self.shown()

    def signoff_completed(self, round: SignOffRound, actor: "User | None") -> None:
        from partnerships.admission.services import carry_out

        carry_out(self, actor=actor)

    def signoff_declined(self, round: SignOffRound, actor: "User | None") -> None:
        self._close(self.State.DECLINED, round, actor)

    def signoff_voided(self, round: SignOffRound, actor: "User | None") -> None:
        ends = {SignOffRound.State.WITHDRAWN: self.State.WITHDRAWN, SignOffRound.State.EXPIRED: self.State.EXPIRED}
        self._close(ends.get(SignOffRound.State(round.state), self.State.VOID), round, actor)

    def _close(self, to: str, round: SignOffRound, actor: "User | None") -> None:
        from partnerships.admission.services import close_admission

        close_admission(self, to, actor=actor, note=round.closing_note)


class AdmissionItem(RecordPart):
    """A record that the newcomer is to read, by the name that it had when the parties were asked."""

    record_kind = "admission-item"
    part_of = "admission"
    undescribed = frozenset({"subject_type", "subject_key", "position"})

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="items", editable=False)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", editable=False)
    subject_key = models.UUIDField(editable=False)
    subject = GenericForeignKey("subject_type", "subject_key")
    title = models.CharField(_("record"), max_length=250, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("record to be shown")
        verbose_name_plural = _("records to be shown")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("admission", "subject_type", "subject_key"), name="admission_item_once"),
        )

    def __str__(self) -> str:
        return self.title

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"title"})

    @property
    def kind(self) -> str:
        """What the history calls rows of its kind; empty for one that this version of the product no longer has."""
        model = self.subject_type.model_class()
        return kind_of(model) if model else ""
