"""Instruments in the browser: read by everybody who may be asked by them, edited by officers of the party they belong to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from assessments.forms import DimensionForm, InstrumentForm, InstrumentTextForm, ItemForm
from assessments.models import Dimension, Instrument, Item
from assessments.models.instruments import parties_of_officer
from assessments.services import instruments as services
from partnerships.access.views import SignedInMixin
from partnerships.models import Party
from partnerships.practices.guidance import overviews
from partnerships.records.forms import HouseForm
from partnerships.records.views import Formed

LIST = "assessments_house:instruments"


class InstrumentPage(SignedInMixin, TemplateView):
    """A page for officers: others are told so."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.parties.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def parties(self) -> Any:
        return Party.objects.filter(pk__in=parties_of_officer(self.user)).order_by("name")


class InstrumentList(InstrumentPage):
    template_name = "assessments/instruments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Instrument.objects.visible_to(self.user).select_related("party")
        counted = found.annotate(questions=Count("dimensions__items", distinct=True))
        mine = {party.pk for party in self.parties}
        rows = sorted(counted, key=lambda one: (one.party_id is None, one.name, -one.number))
        return super().get_context_data(
            pages=overviews(LIST), title=_("Questions we ask"), rows=[(one, one.party_id in mine) for one in rows], **kwargs
        )


class OneInstrument(InstrumentPage):
    """A page about one instrument; `edits` pages are for its own officers."""

    edits = False

    @cached_property
    def instrument(self) -> Instrument:
        found = Instrument.objects.visible_to(self.user).select_related("party")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def may_edit(self) -> bool:
        return Instrument.objects.editable_by(self.user).filter(pk=self.instrument.pk).exists()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.parties.exists() and self.edits and not self.may_edit:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InstrumentDetail(OneInstrument):
    template_name = "assessments/instrument.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = Prefetch("items", Item.objects.order_by("position", "pk"))
        return super().get_context_data(
            title=str(self.instrument),
            instrument=self.instrument,
            dimensions=list(self.instrument.dimensions.prefetch_related(items)),  # type: ignore[attr-defined]
            may_edit=self.may_edit,
            editing=self.may_edit and self.instrument.is_draft,
            **kwargs,
        )


class FormPage(Formed):
    template_name = "assessments/instrument_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"submit_label": _("Save"), "cancel_url": reverse(LIST)} | kwargs)


class InstrumentCreate(FormPage, InstrumentPage):
    def form(self) -> InstrumentForm:
        return InstrumentForm(**self.data, user=self.user, parties=self.parties)

    def submit(self, form: Any) -> HttpResponse:
        made = services.create_instrument(
            form.save(commit=False), actor=self.user, party=form.cleaned_data["party"], copy_of=form.cleaned_data["copy_of"]
        )
        return redirect(made.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("New questions"), **kwargs)


class EditPage(FormPage, OneInstrument):
    edits = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"cancel_url": self.instrument.get_absolute_url()} | kwargs)

    def done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.instrument.get_absolute_url())


class InstrumentUpdate(EditPage):
    def form(self) -> InstrumentTextForm:
        return InstrumentTextForm(**self.data, instance=self.instrument)

    def submit(self, form: Any) -> HttpResponse:
        services.save_draft(form.save(commit=False), actor=self.user)
        return self.done(_("Saved."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Edit: %(what)s") % {"what": self.instrument}, **kwargs)


class Step(EditPage):
    """A page that confirms one step with an instrument and takes it."""

    step = ""
    LABELS = {
        "activate": (lambda: _("Put into force"), services.activate),
        "retire": (lambda: _("Retire"), services.retire),
        "new-version": (lambda: _("Start a new version"), services.new_version),
        "delete": (lambda: _("Throw the draft away"), services.delete_draft),
    }

    def form(self) -> HouseForm:
        return HouseForm(**self.data)

    def submit(self, form: Any) -> HttpResponse:
        made: Any = self.LABELS[self.step][1](self.instrument, actor=self.user)
        messages.success(self.request, _("Done."))
        return redirect(made.get_absolute_url() if made is not None else reverse(LIST))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = self.LABELS[self.step][0]()
        return super().get_context_data(
            title=f"{label}: {self.instrument}",
            submit_label=label,
            text=_("What was answered to a version stays an answer to that version."),
            tone="danger" if self.step == "delete" else "primary",
            **kwargs,
        )


class DimensionEdit(EditPage):
    """A new dimension, or one that is there."""

    @cached_property
    def part(self) -> Dimension:
        key = self.kwargs.get("dimension")
        if key is None:
            return Dimension(instrument=self.instrument, position=self.instrument.dimensions.count() + 1)  # type: ignore[attr-defined]
        return get_object_or_404(Dimension, instrument=self.instrument, pk=key)

    def form(self) -> DimensionForm:
        return DimensionForm(**self.data, instance=self.part)

    def submit(self, form: Any) -> HttpResponse:
        services.save_part(form.save(commit=False), actor=self.user)
        return self.done(_("Saved."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Dimension"), **kwargs)


class ItemEdit(EditPage):
    """A new question of a dimension, or one that is there."""

    @cached_property
    def part(self) -> Item:
        dimension = get_object_or_404(
            Dimension.objects.select_related("instrument"), instrument=self.instrument, pk=self.kwargs["dimension"]
        )
        key = self.kwargs.get("item")
        if key is None:
            return Item(dimension=dimension, position=dimension.items.count() + 1)  # type: ignore[attr-defined]
        found = get_object_or_404(Item, dimension=dimension, pk=key)
        found.dimension = dimension
        return found

    def form(self) -> ItemForm:
        return ItemForm(**self.data, instance=self.part)

    def submit(self, form: Any) -> HttpResponse:
        services.save_part(form.save(commit=False), actor=self.user)
        return self.done(_("Saved."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Question: %(dimension)s") % {"dimension": self.part.dimension}, **kwargs)


class PartRemove(EditPage):
    """Removes a dimension with its questions, or one question."""

    @cached_property
    def part(self) -> Dimension | Item:
        dimension = get_object_or_404(
            Dimension.objects.select_related("instrument"), instrument=self.instrument, pk=self.kwargs["dimension"]
        )
        if self.kwargs.get("item") is None:
            return dimension
        item = get_object_or_404(Item, dimension=dimension, pk=self.kwargs["item"])
        item.dimension = dimension
        return item

    def form(self) -> HouseForm:
        return HouseForm(**self.data)

    def submit(self, form: Any) -> HttpResponse:
        services.remove_part(self.part, actor=self.user)
        return self.done(_("Removed."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Remove: %(what)s") % {"what": self.part}
        return super().get_context_data(title=title, submit_label=_("Remove"), tone="danger", **kwargs)
