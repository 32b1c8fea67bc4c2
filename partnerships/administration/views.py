"""Where people say whether an account goes by another address; opening a page changes nothing.

The holder of an address needs no account for it. An officer, where the old address is lost, is signed in.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.access.views import SignedInMixin
from partnerships.administration.lost import may_agree, may_refuse
from partnerships.administration.models import AddressChange
from partnerships.administration.services.addresses import (
    Over,
    agree_to_change,
    confirm_address,
    refuse_address,
    refuse_change,
)
from partnerships.records.formed import Formed


@method_decorator(login_not_required, name="dispatch")
class Address(View):
    """Whoever has the key of the mail answers. A link that opens nothing gets one and the same page, whatever the reason."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        change = AddressChange.objects.opened_by(key)
        return self.over() if change is None else self.page(_("Another address"), change=change)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        try:
            if "refuse" in request.POST:
                refuse_address(key)
                return self.page(_("Nothing changes"), said=_("The address stays as it is."))
            change = confirm_address(key)
        except Over:
            return self.over()
        except ValidationError as refusal:
            return self.page(_("It cannot be done"), said=" ".join(refusal.messages), status=409)
        if change.state == change.State.DONE:
            return self.page(_("Done"), said=_("The account goes by %(new)s now.") % {"new": change.new})
        if change.is_lost and change.new_confirmed_at:
            return self.page(_("Thank you"), said=_("You need not do anything more. You are told when the address changes."))
        return self.page(_("Thank you"), said=_("It happens when the other address has said yes, too."))

    def over(self) -> HttpResponse:
        said = _("Perhaps it was answered already, replaced by another, or its days are over.")
        return self.page(_("This link cannot be used"), said=said, status=404)

    def page(self, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, "administration/address.html", {"title": title} | context, status=status)


class LostAddress(Formed, SignedInMixin):
    """Where an officer of the person's organisation says yes or no in place of an old address that is lost; 404 for all others."""

    template_name = "administration/lost.html"

    @cached_property
    def change(self) -> AddressChange:
        rows = AddressChange.objects.lost().select_related("user", "asked_by")
        change = rows.filter(pk=self.kwargs["pk"]).first()
        if change is None or not may_refuse(self.user, change):
            raise Http404
        return change

    @cached_property
    def may_agree(self) -> bool:
        return may_agree(self.user, self.change) and not self.has_agreed

    @cached_property
    def has_agreed(self) -> bool:
        return self.change.consents.filter(officer=self.user, agreed_at__isnull=False).exists()

    def signs(self) -> bool:
        """A yes takes the proof; a no is never kept from anybody."""
        return self.may_agree and "refuse" not in self.request.POST

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _found = self.change  # 404 before anything is asked
        return super().dispatch(request, *args, **kwargs)

    def form(self) -> forms.Form:
        return forms.Form(**self.data)

    def submit(self, form: forms.Form) -> HttpResponse:
        try:
            if "refuse" in self.request.POST:
                refuse_change(self.change, actor=self.user)
                messages.success(self.request, _("The change is refused: the address stays as it is."))
            else:
                change = agree_to_change(self.change, actor=self.user, proof=self.proof)
                done = change.state == change.State.DONE
                words = {"new": change.new}
                said = _("The account goes by %(new)s now.") if done else _("You have agreed to the change to %(new)s.")
                messages.success(self.request, said % words)
        except Over:
            messages.warning(
                self.request, _("That is not open any more: it was answered already, replaced, or its days are over.")
            )
        return redirect("home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Lost address: %(person)s") % {"person": self.change.user}
        return super().get_context_data(
            title=title, change=self.change, may_agree=self.may_agree, has_agreed=self.has_agreed, **kwargs
        )
