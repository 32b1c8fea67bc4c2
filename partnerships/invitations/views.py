"""The invited person's pages. They need no account; opening the link changes nothing."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from partnerships.access.policy import RIGHTS, Right
from partnerships.access.views import SignedInMixin
from partnerships.invitations.forms import AcceptForm
from partnerships.invitations.models import Invitation, hash_of
from partnerships.invitations.services import Gone, accept, accept_as_new, decline


@method_decorator([login_not_required, sensitive_post_parameters("password", "password2")], name="dispatch")
class InvitedView(SignedInMixin):
    """Finds the invitation by the hash of the token. A link that opens nothing gets one and the same page, whatever the reason."""

    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Invitation.objects.select_related("partnership", "party", "invited_by")
        invitation = rows.filter(token_hash=hash_of(kwargs["token"])).first()
        if invitation is None:
            return self.gone(404)
        self.invitation = invitation
        if not invitation.is_open:
            return self.gone(410)
        try:
            return super().dispatch(request, *args, **kwargs)
        except Gone:
            return self.gone(410)

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Somebody reloads the address of an answer."""
        return redirect("invitations:view", token)

    def gone(self, status: int) -> HttpResponse:
        return render(self.request, "invitations/gone.html", {"title": _("This invitation cannot be used")}, status=status)

    @property
    def is_for_reader(self) -> bool:
        return self.user.is_authenticated and self.user.email.lower() == self.invitation.email

    def page(self, form: AcceptForm | None = None, status: int = 200) -> HttpResponse:
        invitation = self.invitation
        context = {
            "title": _("You are invited"),
            "invitation": invitation,
            "token": self.kwargs["token"],
            "rights": [right.label for right in Right if right in RIGHTS[invitation.role]],
            "is_for_reader": self.is_for_reader,
            "form": form or AcceptForm(email=invitation.email, initial={"name": invitation.name}),
        }
        return render(self.request, "invitations/view.html", context, status=status)


class InvitationView(InvitedView):
    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        return self.page()


class AcceptView(InvitedView):
    def post(self, request: HttpRequest, token: str) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.accept_as_new()
        if not self.is_for_reader:
            return self.page(status=403)
        try:
            accept(invitation=self.invitation, user=self.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self.page(status=409)
        messages.success(request, _("Welcome."))
        return redirect(self.next_url)

    def accept_as_new(self) -> HttpResponseBase:
        form = AcceptForm(self.request.POST, email=self.invitation.email)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            user = accept_as_new(
                invitation=self.invitation, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form, status=409)
        return perform_login(self.request, user, redirect_url=self.next_url)

    @property
    def next_url(self) -> str:
        return resolve_url(self.invitation.partnership or "home")


class DeclineView(InvitedView):
    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        decline(invitation=self.invitation, user=self.user if self.is_for_reader else None)
        return render(request, "invitations/declined.html", {"title": _("You declined"), "invitation": self.invitation})
