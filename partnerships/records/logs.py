"""What happened in a partnership, and what its parties have shared: two lists to look back on.

Both show only what the reader may see, and nothing that depends on the rest: no places in the chain, no hashes, no totals of others.
"""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partnerships.access.policy import Right
from partnerships.access.views import PartnershipMixin
from partnerships.history.anchors import ends, readable_chains
from partnerships.history.models import Event
from partnerships.history.notes import shown_note
from partnerships.records.filters import RecordFilter, record_filter
from partnerships.records.models import Disclosure
from partnerships.records.paging import page_of
from partnerships.records.presentation import event_row
from partnerships.records.reading import section

SYSTEM = "system"


def midnight(day: dt.date) -> dt.datetime:
    """The beginning of the day where the reader is."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


class EventFilter(RecordFilter):
    search_fields = ("subject_label", "note")

    who = django_filters.ChoiceFilter(label=gettext_lazy("Who"), method="by_person")
    verb = django_filters.ChoiceFilter(label=gettext_lazy("What"))
    since = django_filters.DateFilter(
        label=gettext_lazy("From"), method="from_day", widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label=gettext_lazy("Until"), method="to_day", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The choices, too, come from what the reader may see.
        pairs = self.queryset.order_by().values_list("actor_key", "actor_name", "verb").distinct()
        people, verbs = {}, {}
        for key, name, verb in sorted(pairs, key=lambda pair: pair[1]):
            people[str(key) if key else SYSTEM] = name or _("The system")
            verbs[verb] = _(verb)
        self.filters["who"].extra["choices"] = sorted(people.items(), key=lambda choice: choice[1].casefold())
        self.filters["verb"].extra["choices"] = sorted(verbs.items(), key=lambda choice: choice[1].casefold())

    def by_person(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return queryset.filter(actor_key=None if value == SYSTEM else value)

    def from_day(self, queryset: "QuerySet[Any]", name: str, value: dt.date) -> "QuerySet[Any]":
        return queryset.filter(at__gte=midnight(value))

    def to_day(self, queryset: "QuerySet[Any]", name: str, value: dt.date) -> "QuerySet[Any]":
        return queryset.filter(at__lt=midnight(value + dt.timedelta(days=1))) if value < dt.date.max else queryset


class DisclosureFilter(record_filter(Disclosure, "kind", "party", search=("subject_label", "note"))):  # type: ignore[misc]
    space = None


class LogPage(PartnershipMixin, TemplateView):
    """A paged list, newest first."""

    needs = Right.READ_JOINT

    model: Any
    filterset_class: Any
    title: Any
    select_related: tuple[str, ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = self.model.objects.visible_to(self.user).filter(partnership=self.partnership)
        filterset = self.filterset_class(self.request.GET, queryset=visible, request=self.request, standing=self.standing)
        found = filterset.qs if filterset.is_valid() else visible
        page = page_of(found.select_related(*self.select_related), self.request.GET.get("page"))
        params = self.request.GET.copy()
        params.pop("page", None)
        return super().get_context_data(
            title=self.title,
            filterset=filterset,
            filtered=any(self.request.GET.get(name) for name in filterset.filters),
            rows=[self.row(item) for item in page.object_list],
            page_obj=page,
            page_url_prefix=f"?{params.urlencode()}&" if params else "?",
            **kwargs,
        )

    def row(self, item: Any) -> dict[str, Any]:
        raise NotImplementedError


class History(LogPage):
    template_name = "history/list.html"
    nav = "history"
    title = gettext_lazy("History")
    model = Event
    filterset_class = EventFilter

    def row(self, item: Event) -> dict[str, Any]:
        return event_row(item)


class HistoryEnds(PartnershipMixin, View):
    """Where the chains end whose entries the reader may read, as a file to be kept elsewhere (partnerships.history.anchors)."""

    needs = Right.READ_SHARED

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        response = JsonResponse(
            {"ends": ends(readable_chains(self.standing))}, json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        response["Content-Disposition"] = f'attachment; filename="{self.partnership.reference}-history-ends.json"'
        return response


class Sharing(LogPage):
    """Every act of sharing and taking back; with what was known up to the moment of taking back."""

    template_name = "records/sharing.html"
    nav = "sharing"
    title = gettext_lazy("Sharing")
    model = Disclosure
    filterset_class = DisclosureFilter
    select_related = ("by", "party", "subject_type")

    def row(self, item: Disclosure) -> dict[str, Any]:
        shown = section(item.subject_type.model_class(), item.content, level=3) if item.content else None
        return {"act": item, "note": shown_note(item.note), "shown": shown}
