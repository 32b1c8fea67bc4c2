"""What is done from the page of the people: inviting, another role, an end, a step with an invitation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Right
from partnerships.invitations.confirmation import Lacking, lacking
from partnerships.invitations.forms import EndForm, InviteForm, RoleForm
from partnerships.invitations.memberships import change_role, end_membership, leave
from partnerships.invitations.models import Invitation
from partnerships.invitations.officers import make_officer, may_make_officers
from partnerships.invitations.pausing import lift_pause, may_let_rest, pause_membership, paused_in
from partnerships.invitations.people import PeopleList, PeoplePage
from partnerships.invitations.rules import may_manage, roles_offered
from partnerships.invitations.services import Gone, check_mail, invite, resend, revoke
from partnerships.models import Membership, Role
from partnerships.records.formed import Formed, Pressed
from partnerships.records.forms import HouseForm


class PauseForm(HouseForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class FormPage(Formed, PeoplePage):
    """A page with one form, and the step that it takes."""

    template_name = "people/form.html"
    title = gettext_lazy("People")
    submit_label = gettext_lazy("Save")
    tone = ""
    # Whether somebody comes in, or to sign, by the step: it asks anew who takes it.
    lets_in = False

    def signs(self) -> bool:
        return self.lets_in

    def take(self, form: Any) -> str:
        """Take the step and return what to say about it; the form keeps what was typed when it is refused."""
        raise NotImplementedError

    def heading(self) -> str:
        return str(self.title)

    def text(self) -> str:
        return ""

    def submit(self, form: Any) -> HttpResponse:
        messages.success(self.request, self.take(form))
        return redirect(self.next_url())

    def next_url(self) -> str:
        return self.list_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"label": _("People"), "url": self.list_url}, {"label": self.heading(), "url": ""}]
        return super().get_context_data(
            title=self.heading(),
            text=self.text(),
            cancel_url=self.list_url,
            submit_label=self.submit_label,
            tone=self.tone,
            breadcrumb=crumbs,
            **kwargs,
        )


class Invite(FormPage):
    needs = Right.MANAGE
    writes = True
    lets_in = True
    title = gettext_lazy("Invite a person")
    submit_label = gettext_lazy("Send the invitation")

    def text(self) -> str:
        try:
            check_mail()
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        return _(
            "One mail goes out with a personal link. Nobody is in before the person accepts. For another party, its own people confirm "
            "first; where it has none here, write to an address of its own domain."
        )

    def form(self) -> InviteForm:
        party = self.request.GET.get("party", "")
        return InviteForm(**self.data, standing=self.standing, party=party, initial=self.typed)

    def take(self, form: InviteForm) -> str:
        invitation = invite(actor=self.user, proof=self.proof, partnership=self.partnership, **form.details())
        words = {"email": invitation.email, "party": invitation.party}
        lack = lacking(invitation)
        if lack == Lacking.PARTY:
            return (
                _("Nothing is sent to %(email)s before one of the people of %(party)s confirms it. They have been told.")
                % words
            )
        if lack == Lacking.ADMINISTRATOR:
            return (
                _("Nothing is sent to %(email)s before an administrator confirms it. The administrators have been told.")
                % words
            )
        return _("The invitation to %(email)s is on its way.") % words


class MembershipPage(FormPage):
    @cached_property
    def membership(self) -> Membership:
        return get_object_or_404(self.memberships(), pk=self.kwargs["pk"])

    def check(self) -> None:
        super().check()
        if not self.may():
            raise PermissionDenied

    def may(self) -> bool:
        return self.membership.partnership_id is not None and may_manage(self.standing, self.seat_of(self.membership))


class ChangeRole(MembershipPage):
    writes = True
    lets_in = True

    def heading(self) -> str:
        return _("Role of %(person)s") % {"person": self.membership.user}

    def form(self) -> RoleForm:
        roles = roles_offered(self.standing, self.seat_of(self.membership))
        return RoleForm(**self.data, roles=roles, initial={"role": self.membership.role} | self.typed)

    def take(self, form: RoleForm) -> str:
        changed = change_role(membership=self.membership, role=form.cleaned_data["role"], actor=self.user, proof=self.proof)
        return _("%(person)s is now: %(role)s.") % {"person": changed.user, "role": changed.get_role_display()}


class End(MembershipPage):
    submit_label = gettext_lazy("End it now")
    tone = "danger"

    def heading(self) -> str:
        return _("End the membership of %(person)s") % {"person": self.membership.user}

    def text(self) -> str:
        return _("Access ends at once. What the person has written stays, and the history keeps who was here.")

    def form(self) -> EndForm:
        return EndForm(**self.data, initial=self.typed)

    def take(self, form: EndForm) -> str:
        end_membership(membership=self.membership, actor=self.user, note=form.cleaned_data["note"])
        return _("%(person)s is no longer here.") % {"person": self.membership.user}


class Pause(MembershipPage):
    submit_label = gettext_lazy("Pause the access now")
    tone = "danger"

    def may(self) -> bool:
        return may_let_rest(self.user, self.membership)

    def heading(self) -> str:
        return _("Pause the access of %(person)s") % {"person": self.membership.user}

    def text(self) -> str:
        if self.seat_of(self.membership).is_signing:
            return _("The access rests from now on, until your party lifts that. Nothing is lost.")
        return _(
            "The access rests for three days from now on and then comes back by itself. All parties are told. It can be done once; "
            "whatever is to last longer all parties sign."
        )

    def form(self) -> PauseForm:
        return PauseForm(**self.data)

    def take(self, form: PauseForm) -> str:
        pause_membership(membership=self.membership, actor=self.user, reason=form.cleaned_data["reason"])
        return _("The access of %(person)s is paused.") % {"person": self.membership.user}


class LiftPause(MembershipPage):
    lets_in = True
    submit_label = gettext_lazy("Give the access back")

    def memberships(self) -> "QuerySet[Membership]":
        return paused_in(self.partnership).select_related("user")

    def may(self) -> bool:
        return self.seat_of(self.membership).is_signing and may_let_rest(self.user, self.membership)

    def heading(self) -> str:
        return _("Give the access of %(person)s back") % {"person": self.membership.user}

    def form(self) -> HouseForm:
        return HouseForm(**self.data)

    def take(self, form: HouseForm) -> str:
        lift_pause(membership=self.membership, actor=self.user, proof=self.proof)
        return _("%(person)s has access again.") % {"person": self.membership.user}


class MakeOfficer(MembershipPage):
    lets_in = True
    submit_label = gettext_lazy("Make officer")

    def check(self) -> None:
        super().check()
        if self.membership.role != Role.REPRESENTATIVE or not may_make_officers(self.user, self.membership.party):
            raise PermissionDenied

    def heading(self) -> str:
        return _("Make %(person)s an officer") % {"person": self.membership.user}

    def text(self) -> str:
        return _("An officer stands for your party in all its partnerships and may open new ones. All your people are told.")

    def form(self) -> EndForm:
        return EndForm(**self.data, initial=self.typed)

    def take(self, form: EndForm) -> str:
        note = form.cleaned_data["note"]
        made = make_officer(membership=self.membership, actor=self.user, proof=self.proof, reason=note)
        return _("%(person)s is an officer of %(party)s now.") % {"person": made.user, "party": made.party}


class Leave(FormPage):
    needs = None
    title = gettext_lazy("Leave this partnership")
    submit_label = gettext_lazy("Leave")
    tone = "danger"

    @cached_property
    def membership(self) -> Membership:
        """One's own place at this table; who stands for a party everywhere gives that up on a page of its own (places.py)."""
        return get_object_or_404(self.memberships(), user=self.user, partnership=self.partnership)

    def check(self) -> None:
        super().check()
        _found = self.membership

    def text(self) -> str:
        return _("You will not see it any more. What you have written stays.")

    def form(self) -> EndForm:
        return EndForm(**self.data, initial=self.typed)

    def take(self, form: EndForm) -> str:
        leave(membership=self.membership, actor=self.user, note=form.cleaned_data["note"])
        return _("You have left “%(partnership)s”.") % {"partnership": self.partnership}

    def next_url(self) -> str:
        return reverse("home")


class InvitationStep(PeopleList):
    """A step with an invitation; back to the list, with what came of it."""

    http_method_names = ["post", "options"]
    needs = Right.MANAGE

    @cached_property
    def invitation(self) -> Invitation:
        rows = Invitation.objects.visible_to(self.user).filter(partnership=self.partnership)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def take(self) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = self.invitation
        try:
            messages.success(request, self.take())
        except Gone:
            messages.warning(request, _("The invitation to %(email)s is not open any more.") % {"email": invitation.email})
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(self.list_url)


class Resend(Pressed, InvitationStep):
    """A link that was dead works again by it."""

    http_method_names = ["get", *InvitationStep.http_method_names]
    writes = True

    def found(self) -> Invitation:
        return self.invitation

    def list_address(self) -> str:
        return self.list_url

    def take(self) -> str:
        resend(invitation=self.invitation, actor=self.user, proof=self.proof)
        return _("The invitation to %(email)s is on its way once more.") % {"email": self.invitation.email}


class Revoke(InvitationStep):
    def take(self) -> str:
        revoke(invitation=self.invitation, actor=self.user)
        return _("The invitation to %(email)s is revoked; its link is dead.") % {"email": self.invitation.email}
