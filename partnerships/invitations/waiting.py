"""Whom others have invited in the name of one's organisation: one of its own people confirms or refuses, from wherever it is."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partnerships.access.views import SignedInMixin
from partnerships.accounts.models import User
from partnerships.invitations.confirmation import waiting_for
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import Gone, confirm, reject
from partnerships.records.formed import Pressed


def waiting_rows(user: User) -> list[dict[str, Any]]:
    """What waits for the person's confirmation, for My work."""
    return [
        {
            "title": _("Confirm: %(person)s for %(party)s") % {"person": row.name or row.email, "party": row.party.full_name},
            "url": reverse("people:waiting"),
            "partnership": row.partnership,
        }
        for row in waiting_for(user)
    ]


class WaitingList(SignedInMixin, TemplateView):
    template_name = "people/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Invitations to confirm"), rows=waiting_for(self.user), **kwargs)


class Answer(SignedInMixin, View):
    """A step with one of them, and back to the list."""

    http_method_names = ["post", "options"]

    @cached_property
    def invitation(self) -> Invitation:
        for row in waiting_for(self.user):
            if row.pk == self.kwargs["pk"]:
                return row
        raise Http404

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        invitation = self.invitation
        try:
            messages.success(request, self.take(invitation))
        except Gone:
            messages.warning(request, _("The invitation to %(email)s is not open any more.") % {"email": invitation.email})
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("people:waiting")

    def take(self, invitation: Invitation) -> str:
        raise NotImplementedError


class Confirm(Pressed, Answer):
    http_method_names = ["get", *Answer.http_method_names]

    def found(self) -> Invitation:
        return self.invitation

    def list_address(self) -> str:
        return reverse("people:waiting")

    def take(self, invitation: Invitation) -> str:
        confirm(invitation=invitation, actor=self.user, proof=self.proof)
        return _("Confirmed. The invitation to %(email)s is on its way.") % {"email": invitation.email}


class Reject(Answer):
    def take(self, invitation: Invitation) -> str:
        reject(invitation=invitation, actor=self.user)
        return _("Rejected. Nothing is sent to %(email)s.") % {"email": invitation.email}
