"""By what the list of risks is narrowed: only by what the reader may see."""

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _

from partnerships.models import Term
from partnerships.records.filters import RecordFilter
from risks.models import Risk
from risks.scale import Level

if TYPE_CHECKING:
    from django.db.models import QuerySet


class RiskFilter(RecordFilter):
    search_fields = ("title", "cause", "event", "effect")

    level = django_filters.ChoiceFilter(label=_("Level now"), choices=Level.choices, method="at_level")
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=Term.objects.filter(taxonomy=Term.Taxonomy.RISK_CATEGORY, active=True)
    )

    class Meta:
        model = Risk
        fields: ClassVar = ["kind", "level", "state", "category", "origin", "proximity"]

    def at_level(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return queryset.with_level().filter(level=value)  # type: ignore[attr-defined]
