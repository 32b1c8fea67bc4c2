"""What value means to each party, and how all weigh what is given against what is gained."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.models import PartnershipRecord
from partnerships.rules.models import AgreedRule


class ValueDefinition(PartnershipRecord):
    """What one party would call value in this collaboration: the most important first."""

    record_kind = "value-definition"

    statement = models.TextField(_("what value means to us"), max_length=2000)
    priority = models.PositiveSmallIntegerField(
        _("rank"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("1 is the most important."),
    )
    seen_by = models.CharField(_("how we would see it"), max_length=250, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("meaning of value")
        verbose_name_plural = _("what value means")

    def __str__(self) -> str:
        return Truncator(self.statement).chars(90)


class BalanceTerms(AgreedRule, PartnershipRecord):  # type: ignore[misc]
    """How the parties weigh contributions and benefits: in which unit of account, how far apart is still balanced, when they look."""

    record_kind = "balance-terms"
    RULE = ("unit", "tolerance", "how")

    unit = models.CharField(
        _("unit of account"), max_length=40, help_text=_("In which all worth is given: thousand euro, points ...")
    )
    tolerance = models.PositiveSmallIntegerField(
        _("tolerance"),
        default=20,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "By how many percentage points a party's share of the benefits may differ from its share of the contributions."
        ),
    )
    how = models.TextField(
        _("how worth is judged"), blank=True, max_length=4000, help_text=_("Full cost, market price, points by importance ...")
    )
    review_on = models.DateField(_("next look at the balance"), null=True, blank=True)

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("terms of the balance")
        verbose_name_plural = _("terms of the balance")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(
                fields=("partnership",),
                condition=models.Q(party__isnull=True),
                name="value_terms_one_per_partnership",
                violation_error_message=_("The parties have terms already: change those."),
            ),
        )

    def __str__(self) -> str:
        return str(_("Worth in %(unit)s") % {"unit": self.unit})
