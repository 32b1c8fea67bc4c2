"""The pages of an emergency reading: where an administrator starts one and reads, and where the party sees and ends it.

They are all there is: no page of a room knows of it, so nothing else opens to who reads. They show what records say, in plain form, and
offer no step, no file and no export.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partnerships.access.policy import Right, standing
from partnerships.access.spaces import Visibility, reading_as
from partnerships.access.views import PartnershipMixin, SignedInMixin
from partnerships.administration.models import EmergencyReading
from partnerships.administration.services.readings import end_reading, may_read_in_emergency, note_seen, start_reading
from partnerships.kinds import kind_of
from partnerships.models import Partnership, Party
from partnerships.records.describe import content, part_models
from partnerships.records.formed import Formed
from partnerships.records.forms import HouseForm, PartyChoice
from partnerships.records.models import Kept, PartnershipRecord, RecordPart, record_kinds
from partnerships.records.paging import page_of
from partnerships.records.presentation import events
from partnerships.records.reading import section

Kind = type[PartnershipRecord]


class StartForm(HouseForm):
    party = PartyChoice(Party.objects.none(), label=gettext_lazy("Party whose private records you need to read"))
    hours = forms.TypedChoiceField(
        label=gettext_lazy("For how long"),
        choices=EmergencyReading.Hours.choices,
        coerce=int,
        widget=forms.RadioSelect,
        initial=1,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The party reads it, at once and in its history."),
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = partnership.participations.joined().signing()  # type: ignore[attr-defined]
        field: Any = self.fields["party"]
        field.queryset = Party.objects.filter(pk__in=seats.values("party"))


class Start(SignedInMixin, Formed):
    """Where an administrator says whose records, for how long and why. To everybody else there is no such page."""

    template_name = "administration/start_reading.html"
    not_sent_yet = gettext_lazy("The emergency reading has not started yet: look it over and press again.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_in_emergency(self.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def partnership(self) -> Partnership:
        return get_object_or_404(Partnership, slug=self.kwargs["slug"])

    def signs(self) -> bool:
        """It asks who one is, as a signature does."""
        return bool(self.partnership)

    def form(self) -> StartForm:
        return StartForm(**self.data, initial=self.typed, partnership=self.partnership)

    def submit(self, form: StartForm) -> HttpResponse:
        given = form.cleaned_data
        reading = start_reading(
            self.partnership, given["party"], actor=self.user, reason=given["reason"], hours=given["hours"], proof=self.proof
        )
        messages.success(self.request, _("The emergency reading has started. The party has been told."))
        return redirect(reading.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = EmergencyReading.objects.open().filter(person=self.user).select_related("partnership", "party").first()
        title = _("Emergency reading: %(partnership)s") % {"partnership": self.partnership}
        cancel_url = reverse("admin:partnerships_partnership_change", args=[self.partnership.pk])
        return super().get_context_data(title=title, mine=mine, cancel_url=cancel_url, **kwargs)


class ReadingPage(SignedInMixin, TemplateView):
    """A page on which the administrator reads, in one transaction with the entry that says so. 404 unless it is his or hers, and open."""

    reading: EmergencyReading

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            mine = EmergencyReading.objects.open().filter(person=self.user)
            self.reading = get_object_or_404(mine.select_related("person", "partnership", "party"), pk=kwargs["pk"])
            with reading_as(self.user, self.reading):
                response: Any = super().dispatch(request, *args, **kwargs)
                return response.render() if hasattr(response, "render") else response

    def rows(self, kind: Kind) -> Any:
        """The party's private records of a kind, through the gate."""
        place = {"partnership": self.reading.partnership, "party": self.reading.party, "visibility": Visibility.PRIVATE}
        return kind.objects.filter(**place).visible_to(self.user)

    @cached_property
    def kind(self) -> Kind:
        found = next((kind for kind in kinds_read() if kind_of(kind) == self.kwargs["kind"]), None)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reading=self.reading, **kwargs)


class Reading(ReadingPage):
    """What there is: each kind of private record that the party has, with its number."""

    template_name = "administration/reading.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = [(kind, self.rows(kind).count()) for kind in kinds_read()]
        rows = [
            {
                "url": reverse("emergency:list", args=[self.reading.pk, kind_of(kind)]),
                "cells": [capfirst(str(kind._meta.verbose_name_plural)), str(count)],
            }
            for kind, count in counted
            if count
        ]
        rows.sort(key=lambda row: row["cells"][0])
        headings = [{"label": _("Kind of record")}, {"label": _("Number"), "numeric": True}]
        title = _("Private records of %(party)s") % {"party": self.reading.party}
        return super().get_context_data(title=title, rows=rows, headings=headings, **kwargs)


class ReadingList(ReadingPage):
    """The names of one kind. That they were seen stands in the party's history."""

    template_name = "administration/reading.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        note_seen(self.reading, actor=self.user, listed=self.kind)
        page = page_of(self.rows(self.kind).order_by("created_at", "pk"), self.request.GET.get("page"))
        rows = [
            {"url": reverse("emergency:record", args=[self.reading.pk, kind_of(self.kind), row.pk]), "cells": [str(row)]}
            for row in page.object_list
        ]
        return super().get_context_data(
            title=capfirst(str(self.kind._meta.verbose_name_plural)),
            rows=rows,
            headings=[{"label": _("Record")}],
            page_obj=page,
            breadcrumb=[{"label": _("Emergency reading"), "url": self.reading.get_absolute_url()}],
            **kwargs,
        )


class ReadingRecord(ReadingPage):
    """What one record says, with its parts, and what happened to it in private. That it was read stands in the party's history."""

    template_name = "administration/reading_record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = get_object_or_404(self.rows(self.kind), pk=self.kwargs["record"])
        note_seen(self.reading, actor=self.user, record=record)
        name = capfirst(str(self.kind._meta.verbose_name_plural))
        list_url = reverse("emergency:list", args=[self.reading.pk, kind_of(self.kind)])
        return super().get_context_data(
            title=str(record),
            section=section(self.kind, readable(record, self.user)),
            # Who did what and when. What a value became may name records of others, as its party may read them.
            events=[event | {"changes": []} for event in events(self.user, record)],
            breadcrumb=[
                {"label": _("Emergency reading"), "url": self.reading.get_absolute_url()},
                {"label": name, "url": list_url},
            ],
            **kwargs,
        )


class End(SignedInMixin, View):
    """Ends it at once: the administrator's own, or, by who manages for it, one of the party's. Others of the party may know of it."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        reading = get_object_or_404(EmergencyReading.objects.select_related("person", "partnership", "party"), pk=pk)
        own = reading.person_id == self.user.pk
        if not own and not standing(self.user, reading.partnership).may(Right.READ_OWN, reading.party):
            raise Http404
        end_reading(reading, actor=self.user)
        messages.success(request, _("The emergency reading is over."))
        if own:
            return redirect("admin:partnerships_partnership_change", reading.partnership.pk)
        return redirect("emergency:party", reading.partnership.slug)


class OfParty(PartnershipMixin, TemplateView):
    """Who read the own party's private records in an emergency, why and until when; who manages for it ends it here."""

    template_name = "administration/readings.html"
    nav = "people"
    needs = Right.READ_OWN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = [seat.participation.party_id for seat in self.standing.seats if Right.READ_OWN in seat.rights]
        rows = EmergencyReading.objects.filter(partnership=self.partnership, party__in=own).select_related("person", "ended_by")
        page = page_of(rows, self.request.GET.get("page"))
        opened = set(
            EmergencyReading.objects.open().filter(partnership=self.partnership, party__in=own).values_list("pk", flat=True)
        )
        listed = [{"reading": row, "is_open": row.pk in opened} for row in page.object_list]
        return super().get_context_data(title=_("Emergency readings"), rows=listed, page_obj=page, **kwargs)


def kinds_read() -> list[Kind]:
    """The kinds of records that an emergency reading opens."""
    return [kind for kind in record_kinds() if kind.read_in_emergency and not kind._meta.proxy]


def readable(record: Kept, user: Any) -> dict[str, Any]:
    """What a record says with those of its parts that the person may read, in plain form; sources of other kinds are left out."""
    model: Any = type(record)
    hidden = {name for field in model._meta.private_fields for name in (field.ct_field, field.fk_field)}
    hidden |= {model.part_of} if issubclass(model, RecordPart) else set()
    found = {name: value for name, value in content(record).items() if name not in hidden}
    for accessor, part in part_models(model):
        parts = part.objects.filter(**{part.part_of: record}).visible_to(user).order_by("created_at", "pk")
        if told := [readable(row, user) for row in parts]:
            found[accessor] = told
    return found
