"""What a party puts in, as it says, and as those who receive it say."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from objectives.models.parts import NUMBER
from objectives.value.models.common import WORTH
from objectives.value.querysets import ContributionQuerySet
from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party, Term
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord, PartyPart


class Contribution(PartnershipRecord):
    """What its party gives. Who receives it confirms how much came and says what it is worth: nobody certifies his own giving."""

    record_kind = "contribution"

    # What a receiver confirmed stays what it was; how much is planned and delivered goes on.
    FIXED: ClassVar[tuple[str, ...]] = ("resource", "description", "receiver", "unit")

    resource = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kind of resource"),
        limit_choices_to={"taxonomy": Term.Taxonomy.RESOURCE, "active": True},
    )
    description = models.CharField(_("what exactly"), max_length=200)
    receiver = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to whom"),
        help_text=_("Empty: to all other parties."),
    )
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="value_contributions",
        verbose_name=_("for the objective"),
    )
    planned = models.DecimalField(_("planned"), **NUMBER)
    delivered = models.DecimalField(_("delivered"), default=0, **NUMBER)
    unit = models.CharField(_("unit"), max_length=40, help_text=_("Euro, hours, places ..."))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    valuation_by_giver = models.DecimalField(
        _("worth as the giver sees it"),
        null=True,
        blank=True,
        help_text=_("Of all that is planned, in the parties' unit of account."),
        **WORTH,
    )

    objects: ClassVar[Any] = ContributionQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = (
            *InSpace.Meta.constraints,
            # One, for a form asks the database about each: clean() says which, and where.
            models.CheckConstraint(
                condition=Q(planned__gte=0, delivered__gte=0)
                & (Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))),
                name="value_contribution_is_sound",
            ),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True) | Q(party__isnull=True) | ~Q(receiver=F("party")),
                name="value_contribution_to_another",
                violation_error_message=_("One contributes to others, not to oneself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.description}: {text(self.planned)} {self.unit}".rstrip()

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        if self.receiver_id and self.receiver_id == self.party_id:
            problems["receiver"] = _("One contributes to others, not to oneself.")
        for name in ("planned", "delivered"):
            if (getattr(self, name) or 0) < 0:
                problems[name] = _("A quantity cannot be less than nothing.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = _("The period ends before it begins.")
        if problems:
            raise ValidationError(problems)

    @property
    def giver(self) -> Party | None:
        return self.party

    @property
    def share_delivered(self) -> Decimal:
        """How much of what was planned came: 1 is all of it, and it may be more."""
        if self.planned:
            return self.delivered / self.planned
        return Decimal(1) if self.delivered else Decimal(0)

    @property
    def valuation_by_receiver(self) -> Decimal | None:
        """The mean of what the receiving parties say it is worth; None while none has. Looks at the prefetched receipts."""
        said = [r.valuation_by_receiver for r in self.receipts.all() if r.valuation_by_receiver is not None]
        return sum(said, Decimal(0)) / len(said) if said else None

    valuation_by_receiver.fget.short_description = _("worth as the receiver sees it")  # type: ignore[attr-defined]

    @property
    def valuation(self) -> Decimal | None:
        """The worth that counts: between what giver and receivers say; one side's where the other has not spoken."""
        sides = [side for side in (self.valuation_by_giver, self.valuation_by_receiver) if side is not None]
        return sum(sides, Decimal(0)) / len(sides) if sides else None

    def confirmed(self) -> bool:
        """Whether a receiver has confirmed all that is said to be delivered. Looks at the prefetched receipts."""
        return any(receipt.received >= self.delivered for receipt in self.receipts.all())

    confirmed.short_description = _("confirmed")  # type: ignore[attr-defined]

    def received_by(self, party: Party | None) -> bool:
        """Whether the party is one that receives it."""
        if party is None or party.pk == self.party_id:
            return False
        return self.receiver_id in (None, party.pk)

    def locked_fields(self) -> frozenset[str]:
        if self._state.adding or self.is_private:
            return frozenset()
        return frozenset(self.FIXED) if self.receipts.all() else frozenset()


class ContributionReceipt(PartyPart):
    """What a receiver says: how much came, and what the whole is worth to it."""

    record_kind = "contribution-receipt"

    part_of = "contribution"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="receipts", editable=False)
    received = models.DecimalField(_("received"), help_text=_("In the unit of the contribution."), **NUMBER)
    valuation_by_receiver = models.DecimalField(
        _("worth to us"),
        null=True,
        blank=True,
        help_text=_("Of all that is planned, in the parties' unit of account."),
        **WORTH,
    )
    on = models.DateField(_("on"), default=today)
    note = models.TextField(_("note"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("confirmation by the receiver")
        verbose_name_plural = _("confirmations by the receiver")
        constraints = (
            models.UniqueConstraint(
                fields=("contribution", "party"),
                name="value_receipt_one_per_party",
                violation_error_message=_("Your party has confirmed this already: change that."),
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0),
                name="value_receipt_not_negative",
                violation_error_message=_("A quantity cannot be less than nothing."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party.short_name}: {text(self.received)} {self.contribution.unit}".rstrip()

    def clean(self) -> None:
        super().clean()
        if not self.contribution.received_by(self.party):
            raise ValidationError(_("Who receives it confirms it; who gives it cannot."))
        if self.on and self.on > today():
            raise ValidationError({"on": _("That day has not come yet.")})
