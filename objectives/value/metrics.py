"""The figures of this room by which trust can be measured and an exit triggered. All of what every party may read."""

from typing import Any

from django.db.models import Avg, Case, ExpressionWrapper, F, FloatField, Max, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Abs, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from objectives.value.models import Benefit, BenefitShare, Contribution, ContributionReceipt, ImprovementTarget, ValueIdea
from partnerships.models import Participation
from partnerships.practices.conditions import TAKING_PART
from partnerships.practices.metrics import Metric, counted, register_metrics

# Floating point: SQLite would wrap every step of a decimal into a cast, until the statement is too deep for it.
AMOUNT = FloatField()
NOTHING = Value(0.0)


def delivered() -> Any:
    """Contributions with what was delivered of them, valued between giver and receivers, as `worth` (balance.Side.delivered)."""
    said = ContributionReceipt.objects.filter(contribution=OuterRef("pk"), valuation_by_receiver__isnull=False)
    mean = (
        said.order_by().values("contribution").annotate(mean=Avg("valuation_by_receiver", output_field=AMOUNT)).values("mean")
    )
    part = Case(
        When(planned__gt=0, then=_amount(F("delivered") * Value(1.0) / F("planned"))),
        When(delivered__gt=0, then=Value(1.0)),
        default=NOTHING,
        output_field=AMOUNT,
    )
    # Where one side has not spoken, the other's word counts for both.
    giver, receiver = F("valuation_by_giver"), F("by_receiver")
    counts = Coalesce(giver, receiver, NOTHING, output_field=AMOUNT) + Coalesce(receiver, giver, NOTHING, output_field=AMOUNT)
    found = Contribution.objects.disclosed().annotate(by_receiver=Subquery(mean, output_field=AMOUNT), part=part)
    return found.annotate(worth=_amount(counts * F("part") / Value(2.0)))


def _amount(expression: Any) -> Any:
    return ExpressionWrapper(expression, output_field=AMOUNT)


def _total(rows: Any, by: str, path: str, field: str) -> Any:
    """The sum of a field over the rows of a partnership (`by` empty) or of one of its parties; NULL where there are none."""
    key = f"{path}partnership"
    filters = {key: OuterRef("partnership")} | ({by: OuterRef("party")} if by else {})
    sums = rows.order_by().filter(**filters).values(key).annotate(total=Sum(field, output_field=AMOUNT)).values("total")
    return Subquery(sums, output_field=AMOUNT)


def balance_gap() -> Any:
    """The widest gap between a party's share of what is given and of what is gained, in percentage points (Balance.gap)."""
    sides = Participation.objects.signing().filter(partnership=OuterRef("pk"), state__in=TAKING_PART)
    taking_part = Participation.objects.signing().filter(partnership=OuterRef("benefit__partnership"), state__in=TAKING_PART)
    gains = BenefitShare.objects.disclosed().filter(party__in=taking_part.values("party"))
    givers = Participation.objects.signing().filter(partnership=OuterRef("partnership"), state__in=TAKING_PART)
    given = delivered().filter(party__in=givers.values("party"))

    def share(rows: Any, path: str, field: str) -> Any:
        mine = Coalesce(_total(rows, "party", path, field), NOTHING)
        return mine * Value(1.0) / NullIf(_total(rows, "", path, field), NOTHING)

    gap = _amount(Abs(share(given, "", "worth") - share(gains, "benefit__", "realised")) * Value(100.0))
    widest = sides.annotate(gap=gap).order_by().values("partnership").annotate(widest=Max("gap")).values("widest")
    return Subquery(widest, output_field=AMOUNT)


BALANCE, BENEFITS = "objectives_value:balance", "objectives_value:benefit-list"
Low, High = Metric.Better.LOW, Metric.Better.HIGH
benefits = Benefit.objects.disclosed

register_metrics(
    Metric("value.balance_gap", _("Gap of the balance"), balance_gap(), Low, _("percentage points"), BALANCE),
    Metric("value.benefits_missed", _("Benefits missed"), counted(benefits().missed()), Low, link=BENEFITS),
    Metric("value.benefits_overdue", _("Benefits overdue"), counted(benefits().overdue()), Low, link=BENEFITS),
    Metric("value.benefits_verified", _("Benefits verified"), counted(benefits().verified()), High, link=BENEFITS),
    Metric(
        "value.benefits_unattested",
        _("Benefits that wait for a word"),
        counted(benefits().filter(state=Benefit.State.REALISED)),
        Low,
        link=BENEFITS,
    ),
    Metric(
        "value.contributions_unconfirmed",
        _("Contributions nobody has confirmed"),
        counted(Contribution.objects.disclosed().unconfirmed()),
        Low,
        link="objectives_value:contribution-list",
    ),
    Metric(
        "value.ideas_on_the_way",
        _("Ideas on their way"),
        counted(ValueIdea.objects.disclosed().on_the_way().exclude(state=ValueIdea.State.CLOSED)),
        High,
        link="objectives_value:funnel",
    ),
    Metric(
        "value.targets_overdue",
        _("Improvement targets overdue"),
        counted(ImprovementTarget.objects.disclosed().overdue()),
        Low,
        link="objectives_value:improvementtarget-list",
    ),
)
