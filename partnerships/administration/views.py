"""Where the holder of an address says whether an account goes by another. It needs no account; opening it changes nothing."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.administration.models import AddressChange
from partnerships.administration.services.addresses import Over, confirm_address, refuse_address


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
        return self.page(_("Thank you"), said=_("It happens when the other address has said yes, too."))

    def over(self) -> HttpResponse:
        said = _("Perhaps it was answered already, replaced by another, or its days are over.")
        return self.page(_("This link cannot be used"), said=said, status=404)

    def page(self, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, "administration/address.html", {"title": title} | context, status=status)
