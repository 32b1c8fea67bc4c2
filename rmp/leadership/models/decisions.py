"""Which decisions come up, and who is to take them: held against the leaders' powers (5.4.1)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.records.describe import text
from partnerships.records.models import PartnershipRecord
from rmp.leadership.models.appointment import Appointment
from rmp.leadership.models.profile import LeaderProfile, PowerKind


class DecisionNeed(PartnershipRecord):
    """A kind of decision that comes up, of a size, and which leader or which kind of leader it goes to."""

    record_kind = "decision-need"

    class Reading(models.TextChoices):
        WITHIN = "within", _("Within the limit")
        BEYOND = "beyond", _("Beyond the limit")

    title = models.CharField(_("decision"), max_length=200, help_text=_("Buy a sensor, move a milestone, clear a paper ..."))
    kind = models.CharField(_("kind"), max_length=10, choices=PowerKind.choices)
    amount = models.DecimalField(
        _("amount"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("As in the power: euro, days, people ..."))
    extent = models.CharField(_("extent in words"), max_length=250, blank=True)
    profile = models.ForeignKey(
        LeaderProfile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("decided by every leader of the profile"),
    )
    leader = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("or by one leader")
    )
    reading = models.CharField(
        _("how you read a limit in words"),
        max_length=10,
        choices=Reading.choices,
        blank=True,
        help_text=_("Needed only where the power's limit is said in words, or in another unit."),
    )

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("decision that comes up")
        verbose_name_plural = _("decisions that come up")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(profile__isnull=True, leader__isnull=False) | Q(profile__isnull=False, leader__isnull=True),
                name="leader_decision_goes_to_one",
                violation_error_message=_("Name a profile or a leader: one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | ~Q(unit=""),
                name="leader_decision_amount_has_a_unit",
                violation_error_message=_("An amount needs its unit."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def size(self) -> str:
        """How large it is, as one reads it."""
        amount = f"{text(self.amount)} {self.unit}" if self.amount is not None else ""
        return "; ".join(said for said in (amount, self.extent) if said)

    @property
    def decider(self) -> LeaderProfile:
        """The profile whose powers count for it."""
        found = self.leader.profile if self.leader else self.profile
        assert found is not None  # one of the two is named
        return found
