"""From which records the practices of this room are put together. All of them are disclosed ones."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from objectives.models import Objective
from partnerships.clock import Today
from partnerships.models import Participation
from partnerships.practices.conditions import JOINED, from_each_party, some
from partnerships.practices.registry import Condition
from risks.models import (
    Acceptance,
    Indicator,
    IndicatorReading,
    PartyStance,
    Risk,
    RiskCriteria,
    RiskOwner,
    RiskRating,
    RiskReview,
    Treatment,
)
from risks.scale import Level, Phase

OF_RISK = "risk__"
live = Risk.objects.disclosed().live()
joint = live.joint()
shared = live.individual()
criteria = RiskCriteria.objects.disclosed()
stances = PartyStance.objects.disclosed()
treatments = Treatment.objects.disclosed().filter(risk__in=live.values("pk"))
reviews = RiskReview.objects.disclosed()
readings = IndicatorReading.objects.disclosed()
indicators = Indicator.objects.disclosed().watched()
standing_ratings = RiskRating.objects.disclosed().filter(phase=Phase.CURRENT)
pursued = Objective.objects.disclosed().common().live()


def none(records: "QuerySet[Any]", path: str = "") -> Condition:
    """The partnership has none of the records."""
    return ~Q(some(records, path))


def by_each_party(parts: "QuerySet[Any]") -> "QuerySet[Any]":
    """Joint risks of which each party that has come to the table has written one of the parts."""
    parties = Participation.objects.signing().filter(partnership=OuterRef("partnership"), state__in=JOINED)
    wrote = parts.filter(risk=OuterRef(OuterRef("pk")), party=OuterRef("party"))
    return joint.exclude(Exists(parties.exclude(Exists(wrote))))


def each(records: "QuerySet[Any]", good: "QuerySet[Any]") -> Condition:
    """The partnership has some of the records, and every one of them is among the good ones."""
    return Q(some(records)) & none(records.exclude(pk__in=good.values("pk")))


owned = by_each_party(RiskOwner.objects.disclosed())
read_by_all = by_each_party(standing_ratings)
# Risks that are high or critical now, and what is done about them.
large = live.filter(kind=Risk.Kind.THREAT).with_level().filter(level__gte=Level.HIGH)
dealt_with = live.filter(
    Q(pk__in=treatments.going_on().values("risk")) | Q(pk__in=Acceptance.objects.disclosed().valid().values("risk"))
)
moved = treatments.filter(moves_to__isnull=False)
consented = moved.exclude(consent__in=("asked", "refused"))
in_time = joint.filter(review_on__gte=Today())
overdue_indicators = indicators.filter(next_on__lt=Today())
at_stake = pursued.filter(risks__in=live.values("pk"))
continuity = live.filter(category__code__in=("exit", "dependency"))
own_considered = from_each_party(shared.rated(Phase.INHERENT, Phase.CURRENT))
