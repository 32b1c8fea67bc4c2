"""The filter every list has: a search box, the space, and what the room adds."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.access.spaces import InSpace, Space
from partnerships.models import Party


class RecordFilter(django_filters.FilterSet):
    """Base of every room's filters; `search_fields` are looked through by the search box: of other records, what the person reads."""

    search_fields: tuple[str, ...] = ("title",)

    q = django_filters.CharFilter(label=_("Search"), method="search")
    space = django_filters.ChoiceFilter(label=_("Space"), choices=Space.choices, method="in_space")

    def __init__(self, *args: Any, standing: Standing | None = None, **kwargs: Any) -> None:
        self.standing = standing
        super().__init__(*args, **kwargs)
        if not issubclass(self.queryset.model, InSpace):
            self.filters.pop("space", None)
        for name, item in self.filters.items():
            if isinstance(item, django_filters.ModelChoiceFilter) and standing is not None:
                self._narrow(name, item, standing)

    @property
    def form(self) -> Any:
        """The form, with the parties as everybody in the partnership knows them: no query for each of these lists."""
        form = super().form
        for field in form.fields.values():
            if self.standing is not None and getattr(getattr(field, "queryset", None), "model", None) is Party:
                field.widget.choices = [("", field.empty_label), *((party.pk, str(party)) for party in self.standing.parties)]
        return form

    @staticmethod
    def _narrow(name: str, item: Any, standing: Standing) -> None:
        queryset = item.queryset
        if hasattr(queryset, "visible_to"):
            queryset = queryset.visible_to(standing.user)
        if issubclass(queryset.model, InSpace):
            queryset = queryset.filter(partnership=standing.partnership)
        elif queryset.model is Party:
            queryset = queryset.filter(pk__in=[party.pk for party in standing.parties])
        # The filter takes its own queryset before what it was given for the field: both are narrowed.
        item.queryset = item.extra["queryset"] = queryset

    def search(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        terms = Q()
        for word in value.split()[:8]:
            anywhere = Q()
            for path in self.search_fields:
                anywhere |= Q(**{f"{path}__icontains": word}) & self._readable(path)
            terms &= anywhere
        return queryset.filter(terms)

    def _readable(self, path: str) -> Q:
        """That whatever lies behind each step of the path is read by whoever searches: else the search would tell what it says."""
        model, way, conditions = self.queryset.model, [], Q()
        for step in path.split("__")[:-1]:
            model = model._meta.get_field(step).related_model
            way.append(step)
            rows = model._default_manager.all()
            if hasattr(rows, "visible_to"):
                rows = rows.visible_to(self.standing.user) if self.standing else rows.none()
                conditions &= Q(**{f"{'__'.join(way)}__in": rows.values("pk")})
        return conditions

    def in_space(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        party = self.standing.party if self.standing else None
        return queryset.in_space(value, party)  # type: ignore[attr-defined]


def record_filter(model: Any, *names: str, search: tuple[str, ...] = ("title",)) -> type[RecordFilter]:
    """A filter with nothing particular to it: the named fields, and a search box over `search`."""
    meta = type("Meta", (), {"model": model, "fields": list(names)})
    return type(f"{model.__name__}Filter", (RecordFilter,), {"Meta": meta, "search_fields": search})
