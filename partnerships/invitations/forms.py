"""Forms about people: inviting one, another role, accepting."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Standing
from partnerships.accounts.models import User
from partnerships.invitations.rules import roles_offered
from partnerships.models import Participation, Role
from partnerships.records.forms import HouseForm


class InviteForm(HouseForm):
    """One person, one mail. Offers only the places to which the writer may invite: a role for a party."""

    place = forms.ChoiceField(label=gettext_lazy("Party and role"))
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150, required=False)
    message = forms.CharField(
        label=gettext_lazy("Personal line"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Goes into the mail."),
    )

    def __init__(self, *args: Any, standing: Standing, party: str = "", **kwargs: Any) -> None:
        """`party` is the key of the one party to choose from, when the person came from there."""
        super().__init__(*args, **kwargs)
        offers = [(seat, roles) for seat in standing.participations if (roles := roles_offered(standing, seat))]
        # Those who have nobody yet come first: they are waited for.
        offers.sort(key=lambda offer: (offer[0].state != Participation.State.INVITED, offer[0].party != standing.party))
        offers = [offer for offer in offers if str(offer[0].party_id) == party] or offers
        self.parties = {str(seat.party_id): seat.party for seat, _roles in offers}
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (seat.party.name, [(f"{seat.party_id}:{role}", f"{seat.party.short_name}: {role.label}") for role in roles])
            for seat, roles in offers
        ]

    def details(self) -> dict[str, Any]:
        """The keyword arguments of the service."""
        party, _colon, role = self.cleaned_data["place"].partition(":")
        texts = {name: self.cleaned_data[name] for name in ("email", "name", "message")}
        return {"party": self.parties[party], "role": role, **texts}


class RoleForm(HouseForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class EndForm(HouseForm):
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class AcceptForm(HouseForm):
    """A new account for the invited address."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )
    password2 = forms.CharField(
        label=gettext_lazy("Password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        password = data.get("password")
        if not password:
            return data
        if "password2" in data and password != data["password2"]:
            self.add_error("password2", _("The two passwords differ."))
        try:
            password_validation.validate_password(password, User(email=self.email, name=data.get("name", "")))
        except forms.ValidationError as refusal:
            self.add_error("password", refusal)
        return data
