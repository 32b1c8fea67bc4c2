"""Terms, partnerships and who takes part, for administrators. What the parties write is not here: it is theirs."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.accounts import presence
from partnerships.bases import IN_USE
from partnerships.journal import save_entry
from partnerships.models import Participation, Partnership, Term
from partnerships.records.formed import Formed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

# One door for everybody, so that the second factor and the limits on guessing hold here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = gettext_lazy("Administration")


def lookup_allowed(self: admin.ModelAdmin, lookup: str, value: Any, request: "HttpRequest | None" = None) -> bool:
    """Whether an address of a list may narrow it by this: by what the list shows and filters by, by the key, and by nothing else.

    Django lets it be any field of the row, so that whoever may look reads passwords and keys letter by letter, and learns which rows of
    others hang on it.
    """
    filters = [
        given[0] if isinstance(given, list | tuple) else getattr(given, "parameter_name", given) for given in self.list_filter
    ]
    own = {field.name: field for field in self.opts.concrete_fields}
    shown = own.keys() & {*self.list_display, self.date_hierarchy, "id"}
    for name in {*filters, *shown}:
        # Of a row itself, and of what it refers to, nothing but which one it is.
        free = name in own and not (own[name].is_relation or own[name].primary_key)
        rest = lookup.removeprefix(str(name)).split("__")
        if lookup == name or (lookup.startswith(f"{name}__") and (free or set(rest) <= {"", "id", "exact", "in", "isnull"})):
            return True
    return False


# For every list, whoever has registered it.
admin.ModelAdmin.lookup_allowed = lookup_allowed  # type: ignore[method-assign, assignment]


class ReadOnly:
    """Facts that are changed by acts in the product, where the history is written."""

    def has_add_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False


class AsksWho:
    """Accounts, organisations, invitations, places: who changes them shows anew who it is, before a form opens and when one is sent."""

    def changeform_view(
        self, request: "HttpRequest", object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> "HttpResponse":
        may: Any = self.has_change_permission if object_id else self.has_add_permission  # type: ignore[attr-defined]
        if may(request) and presence.missing(request):
            return presence.ask(request, keep=not object_id)
        # Not where it is sent again: a row that is as it was at first counts as empty.
        typed = presence.kept(request) if request.method == "GET" else None
        if typed is not None:
            self.message_user(request, Formed.not_sent_yet)  # type: ignore[attr-defined]
        request.typed = typed or {}  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)  # type: ignore[misc]

    def get_changeform_initial_data(self, request: "HttpRequest") -> dict[str, Any]:
        return super().get_changeform_initial_data(request) | request.typed  # type: ignore[misc, attr-defined]

    def get_formsets_with_inlines(self, request: "HttpRequest", obj: Any = None) -> "Iterator[tuple[Any, Any]]":
        """With an empty row for each that was typed."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):  # type: ignore[misc]
            formset.extra = max(formset.extra, len(_rows(request, formset.get_default_prefix())))
            yield formset, inline

    def get_formset_kwargs(self, request: "HttpRequest", obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        given = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        rows = _rows(request, prefix)
        return given | {"initial": rows} if rows else given

    def changelist_view(self, request: "HttpRequest", *args: Any, **kwargs: Any) -> "HttpResponse":
        may = request.method == "POST" and self.has_view_permission(request)  # type: ignore[attr-defined]
        if may and presence.missing(request):
            said = _("Nothing has been done yet: choose the step again when you have shown who you are.")
            self.message_user(request, said)  # type: ignore[attr-defined]
            return presence.ask(request, keep=False)
        return super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]


def _rows(request: "HttpRequest", prefix: str) -> list[dict[str, str]]:
    """What was typed into the rows that hang on the page's own, and kept while it was asked who one is."""
    rows: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, value in request.typed.items():  # type: ignore[attr-defined]
        if found := re.fullmatch(rf"{prefix}-(\d+)-(\w+)", name):
            rows[found[1]][found[2]] = value
    return [row for row in rows.values() if any(row.values())]


class UsedForm(forms.ModelForm):
    """A row that others refer to: what stays from then on is shown and not typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and self.instance.is_used():
            for name in self.fields.keys() & set(self.instance.KEPT_IN_USE):
                self.fields[name].disabled, self.fields[name].help_text = True, IN_USE


class ByService:
    """What is saved goes through a service, which writes the journal; nothing is deleted. A refusal is shown above the form."""

    def changeform_view(self, request: "HttpRequest", *args: Any, **kwargs: Any) -> "HttpResponse":
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)  # type: ignore[attr-defined]
            return redirect(request.get_full_path())

    def get_readonly_fields(self, request: "HttpRequest", obj: Any = None) -> tuple[str, ...]:
        given = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return (*given, *getattr(self.model, "KEPT", ())) if obj else tuple(given)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        """What others refer to is retired, not removed."""
        return False

    def save_model(self, request: "HttpRequest", obj: Any, form: Any, change: bool) -> None:
        save_entry(obj, actor=request.user)  # type: ignore[arg-type]

    def save_formset(self, request: "HttpRequest", form: Any, formset: Any, change: bool) -> None:
        for part in formset.save(commit=False):
            save_entry(part, actor=request.user)  # type: ignore[arg-type]

    def log_addition(self, request: "HttpRequest", obj: Any, message: Any) -> Any:
        """The service has."""

    def log_change(self, request: "HttpRequest", obj: Any, message: Any) -> Any:
        """The service has."""


@admin.register(Term)
class TermAdmin(ByService, admin.ModelAdmin):
    form = UsedForm
    list_display = ("label", "taxonomy", "group", "position", "active")
    list_editable = ("position", "active")
    list_filter = ("taxonomy", "active")
    search_fields = ("label", "code")


class ParticipationInline(ReadOnly, admin.TabularInline):
    model = Participation
    extra = 0
    fields = ("party", "side", "state", "joined_at")


@admin.register(Partnership)
class PartnershipAdmin(ReadOnly, admin.ModelAdmin):
    """The facts, to be looked at."""

    list_display = ("title", "reference", "form", "state", "starts_on", "ends_on")
    list_filter = ("state", "form")
    search_fields = ("title", "reference")
    inlines = (ParticipationInline,)
    change_form_template = "administration/partnership_change_form.html"


@admin.register(Participation)
class ParticipationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("party", "partnership", "side", "state", "joined_at")
    list_filter = ("state", "side")
    search_fields = ("party__name", "partnership__title")
