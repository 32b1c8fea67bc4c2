"""One's own places in all partnerships of an organisation: no page of one partnership gives them up, so that they have their own."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnerships.access.views import SignedInMixin
from partnerships.accounts.models import User
from partnerships.invitations.forms import EndForm
from partnerships.invitations.memberships import leave
from partnerships.models import Membership
from partnerships.records.formed import Formed


def places_of(person: User) -> "QuerySet[Membership]":
    """Where the person stands for an organisation in all its partnerships now."""
    places = Membership.objects.current().filter(user=person, partnership__isnull=True)
    return places.select_related("party").order_by("party__name", "pk")


class PlaceList(SignedInMixin, TemplateView):
    template_name = "people/places.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("My access to all partnerships"), rows=places_of(self.user), **kwargs)


class LeavePlace(Formed, SignedInMixin):
    """One of them is given up; 404 for another's."""

    template_name = "people/leave_place.html"

    @cached_property
    def membership(self) -> Membership:
        return get_object_or_404(places_of(self.user), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _found = self.membership
        return super().dispatch(request, *args, **kwargs)

    def form(self) -> EndForm:
        return EndForm(**self.data)

    def submit(self, form: EndForm) -> HttpResponse:
        left = leave(membership=self.membership, actor=self.user, note=form.cleaned_data["note"])
        messages.success(self.request, _("You have left the partnerships of %(party)s.") % {"party": left.party})
        return redirect("people:places")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Leave all partnerships of %(party)s") % {"party": self.membership.party},
            text=_(
                "You will not see them any more, unless you have another role there. What you have written stays. Where you are the only "
                "one who represents the organisation, invite or appoint another person first."
            ),
            cancel_url=reverse("people:places"),
            **kwargs,
        )
