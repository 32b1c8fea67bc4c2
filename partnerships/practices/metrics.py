"""Figures about a partnership that one room declares and others read: trust is measured by them, an exit is triggered by them.

A metric is a query, as a practice is: an expression over Partnership that starts at `disclosed()` records, so that it tells nobody
what one party keeps to itself. The same expression answers for one partnership and for all of them in one statement.

    register_metrics(
        Metric("objectives.missed", _("Objectives missed"), counted(Objective.objects.disclosed().missed()), Metric.Better.LOW)
    )
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from partnerships.models import Partnership

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


@dataclass(frozen=True, eq=False)
class Metric:
    """A figure of a partnership; NULL where nothing is known yet."""

    class Better(StrEnum):
        HIGH = "high"
        LOW = "low"

    key: str  # "objectives.missed"; never changes, it is stored
    label: "Text"
    expression: Combinable  # over Partnership: a number or NULL
    better: Better
    unit: "Text" = ""  # "%", "days"; empty for a count or a score
    link: str = ""  # name of the address that shows what is behind it; takes the partnership's slug


METRICS: dict[str, Metric] = {}


def register_metrics(*metrics: Metric) -> None:
    """Add a room's metrics. Raises ValueError when a key is taken."""
    for metric in metrics:
        if metric.key in METRICS:
            raise ValueError(f"Metric {metric.key} is registered twice.")
        METRICS[metric.key] = metric


def counted(records: "QuerySet[Any]", path: str = "") -> Combinable:
    """How many of the records the partnership has; `path` leads from what the queryset holds to its record ("objective__")."""
    field = f"{path}partnership"
    mine = records.order_by().filter(**{field: OuterRef("pk")}).values(field).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(mine, output_field=IntegerField()), Value(0))


def measured(partnerships: "QuerySet[Partnership]", keys: Iterable[str] | None = None) -> dict[Any, dict[str, Decimal | None]]:
    """{partnership key: {metric key: value}} of the metrics (all, where none are named) that are registered, in one statement."""
    chosen = [METRICS[key] for key in (METRICS if keys is None else keys) if key in METRICS]
    columns = {f"metric_{i}": metric.expression for i, metric in enumerate(chosen)}
    rows = partnerships.order_by().annotate(**columns).values_list("pk", *columns)
    return {
        row[0]: {
            metric.key: None if value is None else Decimal(str(value)) for metric, value in zip(chosen, row[1:], strict=True)
        }
        for row in rows
    }
