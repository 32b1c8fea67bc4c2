"""Whether the benefit is fair to all: each side's own view of a period, and what all conclude together."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.trust.querysets import BenefitReviewQuerySet
from partnerships.access.spaces import InSpace
from partnerships.records.describe import content, text
from partnerships.records.models import PartnershipRecord, PartyPart
from partnerships.signoff.subjects import Signable

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound


class BenefitReview(Signable, PartnershipRecord):
    """A look back on a period: what each side gave and got, whether that is fair, and what follows."""

    record_kind = "benefit-review"

    class State(models.TextChoices):
        OPEN = "open", _("Under way")
        CONCLUDED = "concluded", _("Concluded")

    class Conclusion(models.TextChoices):
        BALANCED = "balanced", _("Balanced")
        ACCEPTABLE = "acceptable", _("Uneven, and acceptable to all")
        REBALANCE = "rebalance", _("To be rebalanced")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.CONCLUDED}),
        State.CONCLUDED: frozenset(),
    }
    FIXED: ClassVar[tuple[str, ...]] = ("begins_on", "ends_on", "conclusion", "reasons")

    begins_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period to"))
    due_on = models.DateField(_("to be concluded by"))
    conclusion = models.CharField(
        _("conclusion"),
        max_length=12,
        choices=Conclusion.choices,
        blank=True,
        help_text=_("Leave it empty until each side has given its view."),
    )
    reasons = models.TextField(
        _("reasons"), blank=True, max_length=4000, help_text=_("Why all can stand by it, or what is to change.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    concluded_on = models.DateField(_("concluded"), null=True, blank=True, editable=False)
    # Of the views as they were when all signed.
    lowest_fairness = models.PositiveSmallIntegerField(_("lowest reading of fairness"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = BenefitReviewQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("review of mutual benefit")
        verbose_name_plural = _("reviews of mutual benefit")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=True), name="trust_review_is_joint"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")),
                name="trust_review_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("ends_on")),
                name="trust_review_after_its_period",
                violation_error_message=_("A period is reviewed when it is over: choose a later day."),
            ),
            models.CheckConstraint(
                condition=Q(conclusion="") | ~Q(reasons=""),
                name="trust_review_gives_reasons",
                violation_error_message=_("Give the reasons for the conclusion."),
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(conclusion="") & Q(concluded_on__isnull=False),
                name="trust_review_concluded_with_a_conclusion",
            ),
            models.UniqueConstraint(
                fields=("partnership", "ends_on"),
                name="trust_review_once_for_a_period",
                violation_error_message=_("There is a review of a period that ends on this day."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "state", "-ends_on")))

    def __str__(self) -> str:
        period = {"from": text(self.begins_on), "to": text(self.ends_on)}
        return _now("Mutual benefit, %(from)s to %(to)s") % period

    @property
    def is_under_way(self) -> bool:
        return self.state == self.State.OPEN

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.is_under_way else frozenset({*self.FIXED, "due_on"})

    # --- the joint decision (partnerships.signoff) ------------------------------------------------------------------
    def snapshot(self) -> dict[str, Any]:
        """What the parties conclude, with the views on which it rests."""
        views = self.views.select_related("party").order_by("party__name", "pk")
        return content(self, self.FIXED) | {
            "views": [{"party": str(view.party), **content(view, NetView.SAID)} for view in views]
        }

    def signoff_completed(self, round: "SignOffRound", actor: "User | None") -> None:
        from assessments.trust.services.reviews import conclude

        conclude(self, actor=actor)


class NetView(PartyPart):
    """How one party sees what it gave and what it got, all in all."""

    record_kind = "net-view"

    class Balance(models.TextChoices):
        MORE = "more", _("We got more than we gave")
        EVEN = "even", _("About even")
        LESS = "less", _("We gave more than we got")

    part_of = "review"
    SAID: ClassVar[tuple[str, ...]] = ("gave", "got", "balance", "fairness", "note")

    review = models.ForeignKey(
        BenefitReview, models.CASCADE, related_name="views", editable=False, verbose_name=_("review of mutual benefit")
    )
    gave = models.TextField(_("what we gave"), max_length=4000)
    got = models.TextField(_("what we got"), max_length=4000)
    balance = models.CharField(_("all in all"), max_length=6, choices=Balance.choices)
    fairness = models.PositiveSmallIntegerField(
        _("fairness"),
        validators=(MinValueValidator(1), MaxValueValidator(5)),
        help_text=_("How fair we find the share of both: 1 not at all, 5 entirely."),
    )
    note = models.TextField(_("note"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("view of a side")
        verbose_name_plural = _("views of the sides")
        constraints = (
            models.UniqueConstraint(
                fields=("review", "party"),
                name="trust_review_one_view_of_a_party",
                violation_error_message=_("Your party has given its view: change that one."),
            ),
            models.CheckConstraint(
                condition=Q(fairness__gte=1, fairness__lte=5),
                name="trust_view_fairness_on_the_scale",
                violation_error_message=_("Fairness is a number from 1 to 5."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.fairness}"

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.review.is_under_way else frozenset(self.SAID)
