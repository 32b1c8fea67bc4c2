"""The register of intellectual property: what is brought in, what arises, what arises beside it, and whose it is."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import content
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.records.services import save_record
from partnerships.signoff.subjects import Signable
from rmp.governance.models import Agreement
from rmp.knowledge.querysets import PropertyQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partnerships.accounts.models import User
    from partnerships.records.models import Kept
    from partnerships.signoff.models import SignOffRound

WHOLE = Decimal(100)
PERCENT: dict[str, Any] = {
    "max_digits": 5,
    "decimal_places": 2,
    "validators": [MinValueValidator(Decimal("0.01")), MaxValueValidator(WHOLE)],
}


class IPRecord(Signable, PartnershipRecord):
    """One item of the register. The shares of its owners add up to 100; those of a joint one are agreed by the signatures of all.

    Agreed shares do not change: a revision takes the place of the former entry once all parties have signed it.
    """

    record_kind = "ip-record"

    class Kind(models.TextChoices):
        BACKGROUND = "background", _("Background: brought in")
        FOREGROUND = "foreground", _("Foreground: arises from the work")
        SIDEGROUND = "sideground", _("Sideground: arises beside the work")

    class Protection(models.TextChoices):
        NONE = "none", _("Not protected")
        DISCLOSED = "disclosed", _("Disclosed to the parties")
        EVALUATING = "evaluating", _("Being evaluated")
        FILED = "filed", _("Filed")
        GRANTED = "granted", _("Granted")
        LICENSED = "licensed", _("Licensed")
        ABANDONED = "abandoned", _("Abandoned")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        Protection.NONE: frozenset({Protection.DISCLOSED}),
        Protection.DISCLOSED: frozenset({Protection.EVALUATING, Protection.ABANDONED}),
        Protection.EVALUATING: frozenset({Protection.FILED, Protection.ABANDONED}),
        Protection.FILED: frozenset({Protection.GRANTED, Protection.ABANDONED}),
        Protection.GRANTED: frozenset({Protection.LICENSED, Protection.ABANDONED}),
        Protection.LICENSED: frozenset({Protection.ABANDONED}),
        Protection.ABANDONED: frozenset(),
    }
    # Where somebody pays for it, it must be settled whose it is.
    OWNED = (Protection.FILED, Protection.GRANTED, Protection.LICENSED)
    FIXED: ClassVar[tuple[str, ...]] = (
        *("title", "kind", "description", "access_rights", "restrictions", "agreement"),
        *("other_owner", "other_percent"),
    )
    REACHED: ClassVar[tuple[str, ...]] = ("protection", "protected_on", "reference", "next_step", "next_on")
    unsigned_fields = frozenset({*REACHED, "agreed_on", "replaced_on", "replaces"})

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    description = models.TextField(_("what it is"), blank=True)
    access_rights = models.TextField(
        _("access rights"), blank=True, help_text=_("Who may use it for what: in the project, for teaching, in products.")
    )
    restrictions = models.TextField(
        _("restrictions"), blank=True, help_text=_("Licences of others, export control, fields of use.")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreement")
    )
    # A share may belong to somebody outside: a funder, an inventor's former house.
    other_owner = models.CharField(_("owner outside the partnership"), max_length=200, blank=True, editable=False)
    other_percent = models.DecimalField(_("share of the owner outside, %"), null=True, blank=True, editable=False, **PERCENT)
    protection = models.CharField(
        _("protection"), max_length=12, choices=Protection.choices, default=Protection.NONE, editable=False
    )
    protected_on = models.DateField(_("since"), null=True, blank=True, editable=False)
    reference = models.CharField(_("number of the filing or grant"), max_length=120, blank=True, editable=False)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_on = models.DateField(_("by"), null=True, blank=True)
    agreed_on = models.DateField(_("shares agreed on"), null=True, blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False, verbose_name=_("in place of")
    )
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PropertyQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("intellectual property")
        verbose_name_plural = _("register of intellectual property")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(other_owner="", other_percent__isnull=True)
                | ~Q(other_owner="") & Q(other_percent__gt=0, other_percent__lte=100),
                name="ip_owner_outside_with_share",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | ~Q(next_step=""),
                name="ip_next_step_has_a_name",
                violation_error_message=_("Say which step is to be taken by then."),
            ),
            models.UniqueConstraint(
                fields=("replaces",), condition=Q(agreed_on__isnull=True), name="ip_one_revision_at_a_time"
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("next_on",)), models.Index(fields=("partnership", "kind")))

    def __str__(self) -> str:
        return self.title

    @property
    def is_agreed(self) -> bool:
        return self.agreed_on is not None

    @property
    def is_current(self) -> bool:
        return self.replaced_on is None

    def locked_fields(self) -> frozenset[str]:
        fixed = frozenset(self.FIXED) if self.is_agreed else frozenset()
        return fixed if self.is_current else fixed | {"next_step", "next_on"}

    def owners(self) -> str:
        """Who owns which share, in a line."""
        rows = [f"{share.owner.short_name} {share.percent.normalize():f} %" for share in self.shares.all()]
        if self.other_percent:
            rows.append(f"{self.other_owner} {self.other_percent.normalize():f} %")
        return ", ".join(rows)

    owners.short_description = _("owners")  # type: ignore[attr-defined]

    def total(self) -> Decimal:
        """What the shares add up to."""
        return sum((share.percent for share in self.shares.all()), self.other_percent or Decimal(0))

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        shares = self.shares.select_related("owner").order_by("owner__name", "pk")
        return content(self, self.FIXED) | {"shares": [content(share) for share in shares]}

    def acts_on(self) -> "Iterable[Kept]":
        """The entry in whose place it comes."""
        return [self.replaces] if self.replaces else []

    def signoff_title(self) -> str:
        return _now("Owners of: %(title)s") % {"title": self}

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        """The entry in whose place it comes is replaced, and what was reached for that one holds for this one."""
        assert actor is not None  # a signature completes a round, and somebody gave it
        former = self.replaces
        if former is not None:
            for name in self.REACHED:
                setattr(self, name, getattr(former, name))
            former.replaced_on = today()
            save_record(former, actor=actor)
        self.agreed_on = today()
        save_record(self, actor=actor)


class IPShare(RecordPart):
    """The share of one party in an item. All shares of an item are written at once (services.property.set_shares)."""

    record_kind = "ip-share"

    part_of = "ip"

    ip = models.ForeignKey(IPRecord, models.CASCADE, related_name="shares", editable=False)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("owner"))
    percent = models.DecimalField(_("share, %"), **PERCENT)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = (
            models.UniqueConstraint(fields=("ip", "owner"), name="ip_one_share_per_owner"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="ip_share_is_a_share"),
        )

    def __str__(self) -> str:
        return f"{self.owner.short_name}: {self.percent.normalize():f} %"

    def locked_fields(self) -> frozenset[str]:
        return frozenset({"owner", "percent"}) if self.ip.is_agreed else frozenset()
