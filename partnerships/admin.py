"""Parties, partnerships and who stands where, for administrators. What the parties write is not here: it is theirs."""

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy

from partnerships.models import Participation, Partnership, Party, PartyIdentifier, PartyUnit, Term

if TYPE_CHECKING:
    from django.http import HttpRequest

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


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ("label", "taxonomy", "group", "position", "active")
    list_editable = ("position", "active")
    list_filter = ("taxonomy", "active")
    search_fields = ("label", "code")


class UnitInline(admin.TabularInline):
    model = PartyUnit
    extra = 0


class IdentifierInline(admin.TabularInline):
    model = PartyIdentifier
    extra = 0


@admin.register(Party)
class PartyAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "kind", "country")
    list_filter = ("kind", "university_type", "business_type")
    search_fields = ("name", "short_name")
    inlines = (UnitInline, IdentifierInline)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


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


@admin.register(Participation)
class ParticipationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("party", "partnership", "side", "state", "joined_at")
    list_filter = ("state", "side")
    search_fields = ("party__name", "partnership__title")
