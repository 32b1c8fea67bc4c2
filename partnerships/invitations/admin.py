"""How an administrator brings people in and lets them go: by the same steps as everybody, and in the history."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.accounts import presence
from partnerships.admin import AsksWho, ReadOnly
from partnerships.invitations.confirmation import Lacking, lacking
from partnerships.invitations.memberships import end_membership
from partnerships.invitations.models import Invitation
from partnerships.invitations.officers import make_officer
from partnerships.invitations.rules import fits, is_for_all_to_sign
from partnerships.invitations.services import ALL_SIGN, Gone, confirm, invite, resend, revoke
from partnerships.journal import enter
from partnerships.models import Membership

if TYPE_CHECKING:
    from collections.abc import Callable


def each(admin_: Any, request: HttpRequest, rows: "QuerySet[Any]", step: "Callable[[Any], Any]", said: str = "") -> None:
    """Take a step with each row; tell how many it reached, and for the others why not.

    `said` goes into the journal, where the service does not write it itself.
    """
    done = 0
    for row in rows:
        try:
            step(row)
            done += 1
            if said:
                enter(request.user, row, said)  # type: ignore[arg-type]
        except ValidationError as refusal:
            admin_.message_user(request, f"{row}: {' '.join(refusal.messages)}", messages.ERROR)
        except PermissionDenied:
            admin_.message_user(request, _("%(what)s: not yours to do.") % {"what": row}, messages.ERROR)
        except Gone:
            admin_.message_user(request, _("%(what)s: not open any more.") % {"what": row}, messages.WARNING)
    admin_.message_user(request, _("Done for %(count)d.") % {"count": done}, messages.SUCCESS)


class ReasonForm(ActionForm):
    """Beside the choice of a step with rows: why, for the steps that ask for a reason."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, required=False)


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ("party", "partnership", "role", "email", "name", "message", "reason")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        party, partnership, role = data.get("party"), data.get("partnership"), data.get("role")
        if not party or not role:
            return data
        seat = partnership.participations.filter(party=party).first() if partnership else None
        if partnership and seat is None:
            self.add_error("party", _("It does not take part in this partnership."))
        elif not fits(role, seat.side if seat else party.kind):
            self.add_error("role", _("Facilitators and auditors belong to neutral organisations, which have no other roles."))
        elif is_for_all_to_sign(partnership, party):
            self.add_error("party", ALL_SIGN)
        return data


@admin.register(Invitation)
class InvitationAdmin(AsksWho, admin.ModelAdmin):
    """To add one is to send it. Without a partnership it is for all the party's: so officers come in."""

    form = InvitationForm
    list_display = ("email", "name", "party", "partnership", "role", "state", "lacks", "invited_by", "created_at", "expires_at")
    list_filter = ("state", "role")
    list_select_related = ("party", "partnership", "invited_by")
    action_form = ReasonForm
    search_fields = ("email", "name", "party__name", "partnership__title")
    autocomplete_fields = ("party", "partnership")
    actions = ("send_again", "revoke", "confirm")

    @admin.display(description=gettext_lazy("confirmation"))
    def lacks(self, invitation: Invitation) -> str:
        lack = lacking(invitation) if invitation.is_open else ""
        return str(Lacking(lack).label) if lack else invitation.reason

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return redirect(request.get_full_path())

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Invitation:
        made = invite(actor=request.user, proof=presence.shown(request), **form.cleaned_data)  # type: ignore[arg-type]
        if lack := lacking(made):
            self.message_user(request, Lacking(lack).label, messages.WARNING)
        return made

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """It is saved already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """There is nothing related."""

    @admin.action(description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, queryset: "QuerySet[Invitation]") -> None:
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request)}
        each(self, request, queryset, lambda row: resend(invitation=row, **by), _("Sent again."))

    @admin.action(description=gettext_lazy("Revoke"))
    def revoke(self, request: HttpRequest, queryset: "QuerySet[Invitation]") -> None:
        each(self, request, queryset, lambda row: revoke(invitation=row, actor=request.user), _("Revoked."))  # type: ignore[arg-type]

    @admin.action(description=gettext_lazy("Confirm, with a reason"))
    def confirm(self, request: HttpRequest, queryset: "QuerySet[Invitation]") -> None:
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request), "reason": request.POST.get("reason", "")}
        each(self, request, queryset, lambda row: confirm(invitation=row, **by))


@admin.register(Membership)
class MembershipAdmin(ReadOnly, AsksWho, admin.ModelAdmin):
    """Nobody is put in silently: people are invited and accept. Here one is ended, or a first officer made."""

    list_display = ("user", "party", "partnership", "role", "starts_on", "ends_on")
    list_filter = ("role",)
    list_select_related = ("user", "party", "partnership")
    search_fields = ("user__email", "user__name", "party__name", "partnership__title")
    action_form = ReasonForm
    actions = ("end_now", "make_officer")

    @admin.action(description=gettext_lazy("Make the party's first officer, with a reason"))
    def make_officer(self, request: HttpRequest, queryset: "QuerySet[Membership]") -> None:
        by: dict[str, Any] = {"actor": request.user, "proof": presence.shown(request), "reason": request.POST.get("reason", "")}
        each(self, request, queryset, lambda row: make_officer(membership=row, **by))

    @admin.action(description=gettext_lazy("End now"))
    def end_now(self, request: HttpRequest, queryset: "QuerySet[Membership]") -> None:
        each(self, request, queryset, lambda row: end_membership(membership=row, actor=request.user))  # type: ignore[arg-type]
