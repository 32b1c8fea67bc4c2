"""The pages every record has: list, detail, create, update, delete, share, and the acts a room declares."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnerships.access.policy import Right
from partnerships.access.views import PartnershipMixin
from partnerships.history.services import lock
from partnerships.practices.guidance import room_pages
from partnerships.records import presentation
from partnerships.records.export import export
from partnerships.records.formed import Formed
from partnerships.records.forms import ActForm, NoteForm, ShareForm
from partnerships.records.models import Kept, PartnershipRecord, RecordPart
from partnerships.records.refusals import Refused
from partnerships.records.seen import CHANGED, seen_version
from partnerships.records.services import Stale, delete_record
from partnerships.records.sharing import not_reading, share_record, withdraw_record

if TYPE_CHECKING:
    from partnerships.records.rooms import Act, RecordViews


class RoomPage(PartnershipMixin, TemplateView):
    """A page of a principle's room: the guidance stands beside it, the room's other pages are a step away."""

    principle: int | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**{"principle": self.principle} | kwargs)
        match = self.request.resolver_match
        context["pages"] = room_pages(context["principle"], self.partnership, match.view_name if match else "")
        context["nav"] = self.nav or (f"principle-{self.principle}" if self.principle else "")
        return context


class RoomView(RoomPage):
    """A page of a kind of record. `room` is its declaration."""

    room: ClassVar[type["RecordViews"]] = None  # type: ignore[assignment]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.principle, self.nav = self.room.principle, self.room.nav
        super().setup(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        """The room's records that this person may read in this partnership: the only way in."""
        model: Any = self.room.model
        queryset = model.objects.visible_to(self.user)
        if issubclass(model, RecordPart):
            queryset = queryset.of_partnership(self.partnership)
        else:
            queryset = queryset.filter(partnership=self.partnership)
        queryset = queryset.select_related(*self.room.select_related) if self.room.select_related else queryset
        # What cards and columns look at besides; a page that writes shows neither.
        return queryset if self.writes else queryset.prefetch_related(*self.room.prefetch_related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"room": self.room} | kwargs)


class ListView(RoomView):
    """All of a kind, in three columns or as a table; filtered, sorted, exported and linked to."""

    needs = Right.READ_JOINT

    def get_queryset(self) -> Any:
        return self.room.listed(super().get_queryset())

    def get_template_names(self) -> list[str]:
        return [self.room.list_template]

    @cached_property
    def filterset(self) -> Any:
        if self.room.filterset_class is None:
            return None
        return self.room.filterset_class(
            self.request.GET, queryset=self.get_queryset(), request=self.request, standing=self.standing
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export"):
            return export(self, request.GET["export"])
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        meta = self.room.model._meta
        title = self.room.title or capfirst(str(meta.verbose_name_plural))
        may_create = self.may_create()
        create_url = self.room.url("create", self.partnership.slug) if may_create else ""
        context |= {"title": title, "filterset": self.filterset, "may_create": may_create, "create_url": create_url}
        context |= {"filtered": self.is_filtered(), "first_step_url": create_url}
        columns = self.room.layout == "columns" and self.request.GET.get("view") != "table" and not self.is_filtered()
        context |= presentation.columns(self) if columns else presentation.table(self)
        return context

    def may_create(self) -> bool:
        return self.room.may_create and self.room.creatable(self.standing)

    def is_filtered(self) -> bool:
        return bool(self.filterset and any(self.request.GET.get(name) for name in self.filterset.filters))

    def records(self) -> Any:
        """What the list shows: filtered and sorted."""
        queryset = self.filterset.qs if self.filterset and self.filterset.is_valid() else self.get_queryset()
        # What is shown by its own page only is often long.
        queryset = queryset.defer(*self.room.model.undescribed - set(self.room.columns))
        return queryset.order_by(*presentation.ordering(self.room, self.request.GET.get("sort", "")))


class ObjectView(RoomView):
    """A page about one record: 404 unless the person may read it, 403 unless he or she may do what the page does."""

    right: ClassVar[str | None] = None

    @cached_property
    def object(self) -> Any:
        queryset = self.get_queryset()
        if issubclass(self.room.model, PartnershipRecord):
            queryset = queryset.select_related("party", "author", *self.room.select_related)
        found = get_object_or_404(queryset, pk=self.kwargs["pk"])
        if isinstance(found, PartnershipRecord):
            found.partnership = self.partnership  # spares a query
        return found

    def check(self) -> None:
        self.object  # noqa: B018 - looked up first, so that what may not be read does not exist for any method
        super().check()
        if not self.permitted():
            raise PermissionDenied

    def permitted(self) -> bool:
        return self.right is None or self.object.may(self.standing, self.right)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object=self.object, **kwargs)

    def done(self, message: str, url: str | None = None) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(url or self.object.get_absolute_url())


class DetailView(ObjectView):
    def get_template_names(self) -> list[str]:
        return [self.room.detail_template]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | presentation.detail(self)


class FormPage(Formed, RoomView):
    """A page of a room with a form."""


class CreateView(FormPage):
    writes = True

    @cached_property
    def parent(self) -> Kept | None:
        """What a part will hang on; 404 unless the person may read it."""
        if not issubclass(self.room.model, RecordPart):
            return None
        model: Any = self.room.model._meta.get_field(self.room.model.part_of).related_model
        queryset = model.objects.visible_to(self.user)
        if issubclass(model, RecordPart):
            queryset = queryset.of_partnership(self.partnership)
        else:
            queryset = queryset.filter(partnership=self.partnership)
        return get_object_or_404(queryset, pk=self.kwargs["parent"])

    def check(self) -> None:
        parent = self.parent
        super().check()
        if not self.room.creatable(self.standing, parent):
            raise PermissionDenied

    def form(self) -> Any:
        initial = {name: value for name, value in self.request.GET.items() if self.request.method == "GET"}
        return self.room.form_class(
            **self.data, initial=initial, standing=self.standing, parent=self.parent, spaces=self.room.spaces
        )

    def submit(self, form: Any) -> HttpResponse:
        made = form.write()
        messages.success(self.request, _("Saved: %(what)s.") % {"what": made})
        return redirect(made.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.room.model._meta.verbose_name
        cancel = self.parent.get_absolute_url() if self.parent else self.room.url("list", self.partnership.slug)
        title = self.room.create_label or _("New: %(what)s") % {"what": name}
        return super().get_context_data(title=title, cancel_url=cancel, submit_label=_("Save"), parent=self.parent, **kwargs)


class UpdateView(FormPage, ObjectView):
    writes = True
    right = Right.WRITE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Where nothing is left to edit, another step may be what is open instead."""
        self.check()
        instead = self.instead
        if instead and instead.permitted(self.object, self.standing) and not self.room.updatable(self.object, self.standing):
            return redirect(self.room.url(instead.name, self.partnership.slug, self.object.pk))
        return super().dispatch(request, *args, **kwargs)

    @property
    def instead(self) -> "Act | None":
        """The step by which what is fixed here changes."""
        return next((act for act in self.room.acts if act.instead_of_edit), None)

    def form(self) -> Any:
        return self.room.form_class(**self.data, instance=self.object, standing=self.standing)

    def submit(self, form: Any) -> HttpResponse:
        try:
            form.write()
        except Stale as stale:
            context = presentation.conflict(form, stale.current)
            # What was typed stays in the form, now based on the version it would replace.
            form.data = form.data.copy()
            form.data["seen_version"] = stale.current.version
            return self.render_to_response(self.get_context_data(form=form, **context), status=409)
        return self.done(_("Saved: %(what)s.") % {"what": self.object})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instead = self.instead
        offered = instead is not None and instead.offered(self.object, self.standing)
        return super().get_context_data(
            title=_("Edit: %(what)s") % {"what": self.object},
            cancel_url=self.object.get_absolute_url(),
            submit_label=_("Save"),
            instead_url=self.room.url(instead.name, self.partnership.slug, self.object.pk) if instead and offered else "",
            **kwargs,
        )


class DoView(FormPage, ObjectView):
    """A page that confirms one step, asks what it needs, and takes it with the record as it was when the page was opened."""

    writes = True
    form_class: Any = NoteForm

    @cached_property
    def seen(self) -> str:
        """The version of what the person saw: it comes with what is sent, also where the page asked in between who that is."""
        if self.request.method == "POST":
            return self.request.POST.get("seen_version", "")
        return self.typed.get("seen_version") or seen_version(self.object, self.user, shown=True)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever comes from a page of the record that has older words is led back to it."""
        if request.GET.get("seen_version", str(self.object.version)) != str(self.object.version):
            messages.warning(request, _("This has changed since you opened its page. Read it again before you go on."))
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing changes between the look at the record and the step."""
        with transaction.atomic():
            lock(self.partnership)
            return super().post(request, *args, **kwargs)

    def look_again(self) -> None:
        seen, self.seen = self.seen, seen_version(self.object, self.user)
        if seen != self.seen:
            raise Refused(CHANGED)

    def form(self) -> Any:
        initial = self.request.GET.dict() | self.typed if self.request.method == "GET" else {}
        return self.form_class(**self.data, initial=initial, standing=self.standing, subject=self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.object.get_absolute_url(), seen=self.seen, **kwargs)


class DeleteView(DoView):
    right = Right.WRITE

    def submit(self, form: Any) -> HttpResponse:
        label, url = str(self.object), self.after()
        delete_record(self.object, actor=self.user)
        return self.done(_("Removed: %(what)s.") % {"what": label}, url)

    def form(self) -> Any:
        return ActForm(**self.data, standing=self.standing, subject=self.object)

    def after(self) -> str:
        if isinstance(self.object, RecordPart):
            return self.object.get_absolute_url()
        return self.room.url("list", self.partnership.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Remove: %(what)s") % {"what": self.object},
            text=_("It goes with all its parts. The history keeps that it was there."),
            submit_label=_("Remove"),
            tone="danger",
            **kwargs,
        )


class ShareView(DoView):
    right = Right.SHARE
    form_class = ShareForm

    def submit(self, form: Any) -> HttpResponse:
        share_record(self.object, actor=self.user, note=form.cleaned_data["note"], parties=form.parties())
        names = ", ".join(str(party) for party in form.parties() or ())
        return self.done(_("%(parties)s can read it now.") % {"parties": names} if names else _("All parties can read it now."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = ", ".join(str(party) for party in not_reading(self.object, self.standing))
        text = _("%(parties)s will read it with all its parts. The act is recorded with your name.") % {"parties": names}
        if "parties" in kwargs["form"].fields:
            text = _("Whoever stays ticked will read it with all its parts. The act is recorded with your name.")
        return super().get_context_data(
            title=_("Share: %(what)s") % {"what": self.object},
            text=text,
            submit_label=_("Share"),
            **kwargs,
        )


class WithdrawView(DoView):
    right = Right.SHARE

    def submit(self, form: Any) -> HttpResponse:
        withdraw_record(self.object, actor=self.user, note=form.cleaned_data["note"])
        return self.done(_("It is private again. What was shared until now stays known."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Take back: %(what)s") % {"what": self.object},
            text=_("The other parties keep what they could read until now and see nothing that comes after."),
            submit_label=_("Take back"),
            tone="danger",
            **kwargs,
        )


class ActView(DoView):
    """The page of an act that a room declares."""

    act: ClassVar["Act"] = None  # type: ignore[assignment]

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        return self.act.form_class

    @property
    def writes(self) -> bool:  # type: ignore[override]
        """Whether a closed partnership refuses it."""
        return not self.act.rule.outlives

    def permitted(self) -> bool:
        return self.act.permitted(self.object, self.standing)

    def signs(self) -> bool:
        signs = self.act.rule.signs
        return signs is not None and signs(self.object, self.standing)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check()
        if not self.act.when(self.object):
            messages.warning(request, _("That step is not open now: it may have been taken already."))
            return redirect(self.object.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def submit(self, form: Any) -> HttpResponse:
        proven = {"proof": self.proof} if self.act.rule.signs else {}
        outcome = self.act.service(self.object, actor=self.user, **proven, **form.cleaned_data)
        url = outcome.get_absolute_url() if isinstance(outcome, Kept) else None
        return self.done(_("Done: %(act)s.") % {"act": self.act.label}, url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=f"{self.act.label}: {self.object}",
            text=self.act.text,
            submit_label=self.act.label,
            tone=self.act.tone,
            **kwargs,
        )


__all__ = [
    *("ActView", "CreateView", "DeleteView", "DetailView", "ListView"),
    *("RoomPage", "RoomView", "ShareView", "UpdateView", "WithdrawView"),
]
