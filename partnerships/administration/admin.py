"""People, organisations and the journal in the Django admin. All that is written here is written by services, and told."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.accounts import presence
from partnerships.accounts.models import User
from partnerships.admin import AsksWho, ByService, ReadOnly
from partnerships.administration.models import AddressChange, EmergencyReading
from partnerships.administration.rights import may_administer
from partnerships.administration.services import people
from partnerships.administration.services.addresses import change_address
from partnerships.administration.services.parties import confirm_party, save_party
from partnerships.invitations.admin import ReasonForm, each
from partnerships.models import Party, PartyUnit
from partnerships.parties import PartyIdentifier

if TYPE_CHECKING:
    from django.db.models import QuerySet

RIGHTS = ("is_staff", "is_superuser", "user_permissions")
BOTH_ASKED = gettext_lazy("Both addresses have been asked. Until both say yes, the old one holds.")
LOST_ASKED = gettext_lazy(
    "Both addresses, the officers of the person's organisations and the partnerships have been told. The old address holds until the new "
    "one has said yes and two officers of each organisation have agreed, or for 14 days; until then the person cannot sign."
)


class PersonForm(forms.ModelForm):
    lost_reason = forms.CharField(
        label=gettext_lazy("The old address is lost: reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=gettext_lazy(
            "Only where the person cannot answer from the old address. How do you know? The person's organisations and partnerships "
            "read it. Two officers of each organisation then say yes in its place, or it takes 14 days."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("lost_reason") and "email" not in self.changed_data:
            self.add_error("email", _("Write the new address."))
        return data


@admin.register(User)
class UserAdmin(AsksWho, ByService, admin.ModelAdmin):
    """An account gives no access by itself: that comes from accepting an invitation. What a person signed and wrote stays his or hers."""

    form = PersonForm
    ordering = ("name", "email")
    list_display = ("email", "name", "job_title", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
    readonly_fields = ("is_active", "language", "time_zone", "mail", "last_login", "date_joined")
    filter_horizontal = ("user_permissions",)
    fieldsets = (
        (None, {"fields": ("email", "lost_reason", "name", "job_title")}),
        (gettext_lazy("Access"), {"fields": ("is_active", *RIGHTS)}),
        (gettext_lazy("What the person chose"), {"fields": ("language", "time_zone", "mail")}),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name")}),)
    actions = ("send_reset_mail", "reset_second_factor", "deactivate", "reactivate")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only who may do everything says what others may."""
        given = tuple(super().get_readonly_fields(request, obj))
        return given if request.user.is_superuser else (*given, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_administer(request.user, obj))  # type: ignore[arg-type]

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        actor: Any = request.user
        proof, given = presence.shown(request), form.cleaned_data
        if not change:
            obj.pk = people.add_person(actor=actor, proof=proof, email=given["email"], name=given["name"]).pk
            return
        changed = set(form.changed_data)
        if changed & set(people.DESCRIPTION):
            people.describe_person(obj, actor=actor, name=given["name"], job_title=given["job_title"])
        if changed & set(RIGHTS):
            people.change_rights(obj, actor=actor, proof=proof, **{name: given[name] for name in RIGHTS})
        if "email" in changed:
            asked = change_address(obj, actor=actor, proof=proof, email=given["email"], lost_reason=given["lost_reason"])
            messages.info(request, LOST_ASKED if asked.is_lost else BOTH_ASKED)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The services have written what is related."""

    @admin.action(description=gettext_lazy("Send a mail to choose a new password"), permissions=["change"])
    def send_reset_mail(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        each(self, request, queryset, lambda row: people.send_reset_mail(row, actor=request.user))  # type: ignore[arg-type]

    @admin.action(description=gettext_lazy("Take off a lost second factor"), permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request)}
        each(self, request, queryset, lambda row: people.reset_second_factor(row, **by))

    @admin.action(description=gettext_lazy("Deactivate"), permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        each(self, request, queryset, lambda row: people.deactivate(row, actor=request.user))  # type: ignore[arg-type]

    @admin.action(description=gettext_lazy("Make active again"), permissions=["change"])
    def reactivate(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request)}
        each(self, request, queryset, lambda row: people.reactivate(row, **by))


@admin.register(AddressChange)
class AddressChangeAdmin(ReadOnly, admin.ModelAdmin):
    """What waits for which address. A person's new address is asked for on the page of the person."""

    list_display = (
        "user",
        "old",
        "new",
        "lost_reason",
        "state",
        "old_confirmed_at",
        "new_confirmed_at",
        "asked_by",
        "created_at",
    )
    list_filter = ("state",)
    list_select_related = ("user", "asked_by")
    search_fields = ("old", "new", "user__name")


@admin.register(EmergencyReading)
class EmergencyReadingAdmin(ReadOnly, admin.ModelAdmin):
    """Who reads which party's private records, why and until when. One starts from the page of a partnership."""

    list_display = ("started_at", "person", "partnership", "party", "reason", "ends_at", "ended_at", "ended_by")
    list_filter = ("started_at",)
    list_select_related = ("person", "partnership", "party", "ended_by")
    search_fields = ("person__name", "partnership__title", "party__name")
    date_hierarchy = "started_at"


class UnitInline(admin.TabularInline):
    model = PartyUnit
    extra = 0
    # Partnerships name it: it is renamed, which is told, and not taken away.
    can_delete = False


class IdentifierInline(admin.TabularInline):
    model = PartyIdentifier
    extra = 0


@admin.register(Party)
class PartyAdmin(AsksWho, ByService, admin.ModelAdmin):
    list_display = ("name", "short_name", "kind", "country", "identity")
    list_filter = ("kind", "university_type", "business_type")
    search_fields = ("name", "short_name")
    inlines = (UnitInline, IdentifierInline)
    action_form = ReasonForm
    actions = ("confirm_identity",)
    readonly_fields = ("identity",)
    formfield_overrides: ClassVar[dict[Any, Any]] = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saved with what hangs on it, as one act."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        parts = [part for formset in formsets for part in formset.save(commit=False)]
        gone = [part for formset in formsets for part in formset.deleted_objects]
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request)}
        save_party(form.instance, parts=parts, gone=gone, **by)

    @admin.action(description=gettext_lazy("Confirm the identity, with a reason"), permissions=["change"])
    def confirm_identity(self, request: HttpRequest, queryset: "QuerySet[Party]") -> None:
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request), "reason": request.POST.get("reason", "")}
        each(self, request, queryset, lambda row: confirm_party(row, **by))


@admin.register(LogEntry)
class JournalAdmin(ReadOnly, admin.ModelAdmin):
    """Who did what, when, on what. Nobody writes here by hand, and nothing is taken out."""

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag", "text")
    list_display_links = ("action_time",)
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("user__name", "user__email", "object_repr", "change_message")
    date_hierarchy = "action_time"
    fields = ("action_time", "user", "content_type", "object_id", "object_repr", "action_flag", "text")

    @admin.display(description=gettext_lazy("what was done"))
    def text(self, entry: LogEntry) -> str:
        return entry.get_change_message()
