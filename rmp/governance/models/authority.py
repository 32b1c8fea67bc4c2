"""Who may decide what, up to which limit, and who does what: authority rules and the responsibility matrix (5.5)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.models import Party
from partnerships.records.describe import normal
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.rules.models import AgreedRule
from rmp.governance.models.bodies import GovernanceBody
from rmp.governance.querysets import ActivityQuerySet


class AuthorityRule(AgreedRule, PartnershipRecord):
    """What a body or a role may decide by itself, and where its authority ends."""

    record_kind = "authority-rule"
    RULE = ("matter", "limit_kind", "amount", "currency", "days", "limit", "body", "role", "of_party")

    class Limit(models.TextChoices):
        MONEY = "money", _("Money")
        SCOPE = "scope", _("Scope")
        TIME = "time", _("Time")
        PUBLICITY = "publicity", _("Publicity")

    matter = models.CharField(_("what is decided"), max_length=200)
    limit_kind = models.CharField(_("limit by"), max_length=10, choices=Limit.choices)
    amount = models.DecimalField(
        _("up to (amount)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("For a limit by money."),
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as EUR."))],
    )
    days = models.PositiveSmallIntegerField(
        _("up to (days)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3660)],
        help_text=_("For a limit by time: how many days of delay, say."),
    )
    limit = models.CharField(
        _("limit in words"), max_length=300, blank=True, help_text=_("For scope and publicity: what is still within it.")
    )
    body = models.ForeignKey(
        GovernanceBody, models.PROTECT, null=True, blank=True, related_name="authority", verbose_name=_("body")
    )
    role = models.CharField(
        _("role"), max_length=150, blank=True, help_text=_("Where it is not a body: the leader of a work package, say.")
    )
    of_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("of party"),
        help_text=_("Empty: of each."),
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("authority rule")
        verbose_name_plural = _("authority rules")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(role=""),
                name="authority_of_somebody",
                violation_error_message=_("Name the body or the role that may decide it."),
            ),
        )

    def __str__(self) -> str:
        return self.matter

    def clean(self) -> None:
        super().clean()
        self.currency = self.currency.upper()
        needed = {"money": "amount", "time": "days", "scope": "limit", "publicity": "limit"}.get(self.limit_kind)
        if needed and getattr(self, needed) in (None, ""):
            raise ValidationError({needed: _("Say where the authority ends.")})

    def holder(self) -> str:
        """The body or the role, with its party."""
        if self.body is not None:
            return str(self.body)
        return f"{self.role} ({self.of_party.short_name})" if self.of_party else self.role

    holder.short_description = _("who may")  # type: ignore[attr-defined]

    def is_held_by(self, party: Any) -> bool:
        """Whether all parties agreed that the party with this key decides by itself what is within the limit."""
        return self.is_rule and self.is_agreed and self.of_party_id is not None and self.of_party_id == party

    def up_to(self) -> str:
        """The limit in words."""
        if self.limit_kind == self.Limit.MONEY and self.amount is not None:
            said = f"{formats.number_format(normal(self.amount), use_l10n=True, force_grouping=True)} {self.currency}"
        elif self.limit_kind == self.Limit.TIME and self.days is not None:
            said = _now("%(n)d days") % {"n": self.days}
        else:
            return self.limit
        return f"{said}; {self.limit}" if self.limit else said

    up_to.short_description = _("up to")  # type: ignore[attr-defined]


class Activity(AgreedRule, PartnershipRecord):
    """A row of the responsibility matrix: something that is to be done, again and again or once."""

    record_kind = "activity"
    RULE = ("name", "details")

    name = models.CharField(_("activity"), max_length=200)
    details = models.TextField(_("details"), blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=1, help_text=_("Where it stands in the matrix."))

    objects: ClassVar[Any] = ActivityQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership", "name"),
                name="activity_name_once",
                violation_error_message=_("There is an activity of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Responsibility(AgreedRule, RecordPart):
    """What a party, or one role in it, has to do with an activity."""

    record_kind = "responsibility"
    RULE = ("holder", "role", "letter")

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", _("Responsible: does it")
        ACCOUNTABLE = "A", _("Accountable: answers for it")
        CONSULTED = "C", _("Consulted before")
        INFORMED = "I", _("Informed after")
        SUPPORT = "S", _("Supports it")

    part_of = "activity"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="responsibilities", editable=False)
    holder = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("Who in the party. Empty: the party as such."))
    letter = models.CharField(_("responsibility"), max_length=1, choices=Letter.choices)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "holder", "role", "letter"),
                name="responsibility_once",
                violation_error_message=_("This stands in the matrix already."),
            ),
            models.UniqueConstraint(
                fields=("activity",),
                condition=Q(letter="A"),
                name="responsibility_one_is_accountable",
                violation_error_message=_("Somebody answers for it already: exactly one does."),
            ),
        )

    def __str__(self) -> str:
        who = f"{self.role} ({self.holder.short_name})" if self.role else self.holder.short_name
        return f"{self.letter}: {who}"
