"""What hangs on an agreement: each party's notice period, and the topics the parties negotiate about (5.5)."""

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.models import Party, Term
from partnerships.records.models import RecordPart
from rmp.governance.models.agreements import Agreement
from rmp.governance.querysets import NoticePeriodQuerySet, TopicQuerySet

LONGEST_NOTICE_DAYS = 1826  # five years


class NoticePeriod(RecordPart):
    """How many days before its end one party must say that it does not go on."""

    record_kind = "governance-notice-period"

    part_of = "agreement"
    undescribed = frozenset({"last_day"})

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="notices", editable=False)
    holder = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))
    days = models.PositiveSmallIntegerField(
        _("days of notice"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_NOTICE_DAYS)]
    )
    # Counted back from the agreement's end whenever that or the days change: what falls due is looked up by it.
    last_day = models.DateField(_("last day for notice"), null=True, editable=False)

    objects: ClassVar[Any] = NoticePeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice period")
        verbose_name_plural = _("notice periods")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "holder"),
                name="agreement_one_notice_per_party",
                violation_error_message=_("This party's notice period is there already: change that one."),
            ),
        )
        indexes = (models.Index(fields=("last_day",)),)

    def __str__(self) -> str:
        return _now("Notice by %(party)s: %(days)d days") % {"party": self.holder, "days": self.days}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.last_day = notice_day(self.agreement.ends_on, self.days)
        super().save(*args, **kwargs)

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.agreement.is_pending else frozenset({"holder", "days"})


def notice_day(ends_on: dt.date | None, days: int) -> dt.date | None:
    """The last day on which notice with so many days is given in time."""
    return ends_on - dt.timedelta(days=days) if ends_on and (ends_on - dt.date.min).days > days else None


class AgreementTopic(RecordPart):
    """A topic the parties negotiate about, and how far they have come with it."""

    record_kind = "agreement-topic"

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        AGREED = "agreed", _("Agreed")
        ESCALATED = "escalated", _("Escalated")

    part_of = "agreement"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.OPEN: frozenset({State.AGREED, State.ESCALATED}),
        State.ESCALATED: frozenset({State.AGREED, State.OPEN}),
        State.AGREED: frozenset({State.OPEN}),
    }

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="topics", editable=False)
    topic = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("topic"),
        limit_choices_to={"taxonomy": Term.Taxonomy.AGREEMENT_TOPIC, "active": True},
    )
    apart = models.TextField(_("where the parties are apart"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    since = models.DateField(_("since"), default=today, editable=False)
    settled = models.TextField(_("what is agreed"), blank=True, editable=False)

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "topic"),
                name="agreement_topic_once",
                violation_error_message=_("This topic is there already: change that one."),
            ),
        )
        indexes = (models.Index(fields=("state", "since")),)

    def __str__(self) -> str:
        return str(self.topic)

    @property
    def days_open(self) -> int | None:
        """For how many days it has waited to be agreed."""
        return (today() - self.since).days if self.state != self.State.AGREED else None

    days_open.fget.short_description = _("days")  # type: ignore[attr-defined]

    def locked_fields(self) -> frozenset[str]:
        return frozenset() if self.agreement.is_pending else frozenset({"topic", "apart"})
