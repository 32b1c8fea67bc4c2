"""Terms, partnerships and who takes part, for administrators. What the parties write is not here: it is theirs."""

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from partnerships.journal import save_entry
from partnerships.models import Participation, Partnership, Term

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# One door for everybody, so that the second factor and the limits on guessing hold here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = gettext_lazy("Administration")


class ReadOnly:
    """Facts that are changed by acts in the product, where the history is written."""

    def has_add_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False


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
