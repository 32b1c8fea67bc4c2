"""People in the Django admin: by e-mail address."""

from typing import TYPE_CHECKING, Any

import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401  both have registered before they are replaced here
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from partnerships.accounts.models import User
from partnerships.accounts.services import mark_unverified

if TYPE_CHECKING:
    from django.http import HttpRequest

# Roles come from memberships; there are no groups of people here.
admin.site.unregister(Group)
admin.site.unregister(Authenticator)
# A list of session keys is a list of open doors. Whoever is made inactive is out at once.
admin.site.unregister(UserSession)


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """An account gives no access by itself: that comes from accepting an invitation."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    ordering = ("name", "email")
    list_display = ("email", "name", "job_title", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "job_title")}),
        (_("Preferences"), {"fields": ("language", "time_zone", "mail")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "usable_password", "password1", "password2")}),)

    def save_model(self, request: "HttpRequest", obj: User, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            mark_unverified(obj)

    def has_delete_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        """What a person signed and wrote stays his or hers: an account is made inactive instead."""
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """Somebody lost the second factor: it is removed here and set up anew. Its secrets are not shown."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email", "user__name")
    fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: "HttpRequest") -> bool:
        return False

    def has_change_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        return False
