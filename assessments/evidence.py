"""What practices, metrics and the plan rest on: conditions over Partnership that begin at what all parties may read."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, FloatField, IntegerField, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from assessments.models import Cell, Cycle, CycleSide, Improvement, MaturityClaim, OptimizationReview, Rhythm
from partnerships.clock import today
from partnerships.practices.conditions import some

# Within so many days a cycle counts as recent: once a year, with a month of grace.
RECENT_DAYS = 400

cycles = Cycle.objects.disclosed()
released = cycles.released()
rhythms = Rhythm.objects.disclosed().filter(active=True)
improvements = Improvement.objects.disclosed()
claims = MaturityClaim.objects.disclosed()
decisions = OptimizationReview.objects.disclosed()


def recent() -> QuerySet[Any]:
    """Cycles released in the last year or so. Conditions are written down once a day, so the day may be in them."""
    return released.filter(released_on__gte=today() - dt.timedelta(days=RECENT_DAYS))


def of_both(found: QuerySet[Any]) -> QuerySet[Any]:
    """Of the cycles, those in which every party of the partnership that was asked is shown."""
    hidden = CycleSide.objects.filter(cycle=OuterRef("pk")).exclude(outcome=CycleSide.Outcome.SHOWN)
    there = CycleSide.objects.filter(cycle=OuterRef("pk"), outcome=CycleSide.Outcome.SHOWN)
    return found.filter(Exists(there), ~Exists(hidden))


def repeated() -> Exists:
    """The same was asked a second time: two released cycles of one kind."""
    earlier = released.filter(
        partnership=OuterRef("partnership"),
        instrument__kind=OuterRef("instrument__kind"),
        answers_in_on__lt=OuterRef("answers_in_on"),
    )
    return some(released.filter(Exists(earlier)))


def last_scored(kind: str = "") -> Any:
    """The key of a partnership's last released cycle that shows any principle (of a kind), for a query inside one over Partnership."""
    scored = Cell.objects.shown().filter(cycle=OuterRef("pk"), dimension__principle__isnull=False)
    found = released.filter(Exists(scored), partnership=OuterRef(OuterRef("pk")))
    if kind:
        found = found.filter(instrument__kind=kind)
    return found.order_by("-answers_in_on", "-created_at", "pk").values("pk")[:1]


def over_last(value: Any, kind: str = "") -> Subquery:
    """An aggregate over the cells of the last cycle."""
    cells = Cell.objects.shown().filter(cycle=Subquery(last_scored(kind)), dimension__principle__isnull=False)
    return Subquery(cells.order_by().values("cycle").annotate(found=value).values("found"), output_field=FloatField())


MEAN = Cast(F("wx"), FloatField()) / Cast(F("w"), FloatField())


def significant_gaps() -> Coalesce:
    """In how many dimensions of the last cycle the sides lie more than a point apart."""
    own = Cell.objects.shown().filter(cycle=OuterRef("cycle"), dimension=OuterRef("dimension")).order_by()
    least = own.annotate(m=MEAN).values("dimension").annotate(x=Min("m")).values("x")
    cells = Cell.objects.shown().filter(cycle=Subquery(last_scored()), dimension__principle__isnull=False)
    wide = cells.annotate(m=MEAN, least=Subquery(least, output_field=FloatField())).filter(m__gt=F("least") + 1.0000001)
    number = wide.order_by().values("cycle").annotate(k=Count("dimension", distinct=True)).values("k")
    known = cells.order_by().values("cycle").annotate(k=Max("dimension__principle") * 0).values("k")
    return Coalesce(Subquery(number, output_field=IntegerField()), Subquery(known, output_field=IntegerField()))
