"""What outlives the partnership: obligations, and what could come next."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Partnership, Party
from partnerships.records.models import PartnershipRecord
from partnerships.rules.models import AgreedRule
from partnerships.signoff.endings import signing_parties
from rmp.exits.models.cases import DisengagementCase
from rmp.exits.querysets import ObligationQuerySet, OpportunityQuerySet

if TYPE_CHECKING:
    from partnerships.access.policy import Standing


class SurvivingObligation(AgreedRule, PartnershipRecord):  # type: ignore[misc]
    """What a party owes after the end. Who alone is owed says that it was kept; the day itself lets it expire."""

    record_kind = "surviving-obligation"
    RULE = ("title", "kind", "details", "holder", "beneficiary", "until")

    class Kind(models.TextChoices):
        CONFIDENTIALITY = "confidentiality", _("Confidentiality")
        DATA = "data", _("Protection of data")
        IP = "ip", _("Rights and licences")
        PUBLICATION = "publication", _("Publication")
        PAYMENT = "payment", _("Payment")
        WARRANTY = "warranty", _("Warranty and liability")
        SUPPORT = "support", _("Support of people or users")
        RECORDS = "records", _("Keeping of records")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        FULFILLED = "fulfilled", _("Fulfilled")
        EXPIRED = "expired", _("Expired")
        BREACHED = "breached", _("Breached")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.ACTIVE: frozenset({State.FULFILLED, State.EXPIRED, State.BREACHED}),
        State.BREACHED: frozenset({State.ACTIVE, State.FULFILLED}),
        State.FULFILLED: frozenset(),
        State.EXPIRED: frozenset(),
    }

    title = models.CharField(_("what is owed"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    details = models.TextField(_("details"), blank=True, max_length=4000)
    holder = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("owed by"))
    beneficiary = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owed to"),
        help_text=_("Empty: to all other parties."),
    )
    case = models.ForeignKey(
        DisengagementCase, models.PROTECT, null=True, blank=True, related_name="obligations", verbose_name=_("settled in")
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Nothing closes while it is open."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE, editable=False)
    settled_on = models.DateField(_("settled on"), null=True, editable=False)
    outcome = models.TextField(_("what became of it"), blank=True, editable=False)
    breach_said_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("breach reported by")
    )

    objects: ClassVar[Any] = ObligationQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("obligation that goes on")
        verbose_name_plural = _("obligations that go on")
        ordering = ("partnership", "until")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="exit_obligation_is_joint"),
            models.CheckConstraint(
                condition=Q(beneficiary__isnull=True) | ~Q(beneficiary=F("holder")),
                name="exit_obligation_to_another",
                violation_error_message=_("Nobody owes to oneself."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "until")))

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def is_rule(self) -> bool:
        return super().is_rule and self.is_active

    @classmethod
    def quoted(cls, partnership: Partnership) -> Any:
        return super().quoted(partnership).active()

    def owed_to(self, standing: "Standing") -> bool:
        """Whether the person stands for the party that is owed; with none named, for any but the one that owes."""
        if standing.party is None or standing.party == self.holder:
            return False
        return self.beneficiary is None or standing.party == self.beneficiary

    def settles_breach(self, standing: "Standing") -> bool:
        """Whether the person stands for the party that reported the breach; where that is not here, for one that is owed."""
        reporters = [party for party in standing.parties if party.pk == self.breach_said_by_id]
        return self.owed_to(standing) and (not reporters or standing.party in reporters)

    def is_owed_to_several(self) -> bool:
        """Whether more parties than one that sign here are owed: none of them speaks for the others. At most one query."""
        if self.beneficiary_id is not None:
            return False
        return len([party for party in signing_parties(self.partnership) if party.pk != self.holder_id]) > 1

    def locked_fields(self) -> frozenset[str]:
        fixed = {"title", "kind", "details", "holder", "beneficiary", "until", "case"}
        return super().locked_fields() | (frozenset() if self.is_active else frozenset(fixed))


class FutureOpportunity(PartnershipRecord):
    """An idea for what could come after; it can be taken up as a possible partnership that grew from this one."""

    record_kind = "future-opportunity"

    class State(models.TextChoices):
        IDEA = "idea", _("Idea")
        OPENED = "opened", _("Taken up")
        DROPPED = "dropped", _("Dropped")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.IDEA: frozenset({State.OPENED, State.DROPPED}),
        State.OPENED: frozenset(),
        State.DROPPED: frozenset({State.IDEA}),
    }
    # The new partnership's name is for its own people: that there is one is told by the state.
    undescribed = frozenset({"opened"})

    title = models.CharField(_("idea"), max_length=200)
    description = models.TextField(_("what could be done"), blank=True, max_length=4000)
    not_before = models.DateField(_("not before"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDEA, editable=False)
    opened = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+", editable=False)

    objects: ClassVar[Any] = OpportunityQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="opened", opened__isnull=False) | ~Q(state="opened") & Q(opened__isnull=True),
                name="exit_opportunity_opened_something",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.state == self.State.IDEA else frozenset({"title", "description", "not_before"})
