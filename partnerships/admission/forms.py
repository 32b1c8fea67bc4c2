"""What whoever proposes that somebody comes or goes says to all parties."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Standing
from partnerships.clock import today
from partnerships.invitations.rules import NEUTRALS, OPEN_SEATS
from partnerships.models import Participation
from partnerships.records.forms import HouseForm
from partnerships.records.models import PartnershipRecord
from partnerships.records.unshown import RecordsField


class ReasonFields(HouseForm):
    """Why, and by when."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=gettext_lazy("All parties read and sign it."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Last day to sign"),
        required=False,
        help_text=gettext_lazy("Without a day the parties have as long as is usual here."),
    )

    def clean_due_on(self) -> dt.date | None:
        day = self.cleaned_data["due_on"]
        if day and day < today():
            raise forms.ValidationError(_("Choose today or a later date."))
        return day


class EndingForm(ReasonFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tune_widgets()


class ReadingForm(ReasonFields):
    """Joint records, none of them ticked: whoever proposes it chooses."""

    def __init__(self, *args: Any, records: list[PartnershipRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"records": RecordsField(records), **self.fields}
        self.fields["reason"].help_text = _("All who sign it read it.")
        self.tune_widgets()


class PersonForm(ReasonFields):
    """A person of a neutral organisation that takes part, or is asked to."""

    organisation = forms.ChoiceField(label=gettext_lazy("Neutral party"))
    role = forms.ChoiceField(
        label=gettext_lazy("Access role"), choices=[(role.value, role.label) for role in NEUTRALS], widget=forms.RadioSelect
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)

    field_order = ("organisation", "role", "email", "name", "reason", "due_on")

    def __init__(self, *args: Any, standing: Standing, party: str = "", **kwargs: Any) -> None:
        """`party` is the key of the organisation that the person came from."""
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.party_id): seat.party for seat in neutral_seats(standing)}
        self.fields["organisation"].choices = [(key, found.name) for key, found in self.seats.items()]  # type: ignore[attr-defined]
        self.fields["organisation"].initial = party
        self.tune_widgets()

    def details(self) -> dict[str, Any]:
        """The keyword arguments of the service."""
        names = ("role", "email", "name", "reason", "due_on")
        return {"party": self.seats[self.cleaned_data["organisation"]]} | {name: self.cleaned_data[name] for name in names}


def neutral_seats(standing: Standing) -> list[Participation]:
    """Where a neutral person can come to."""
    return [seat for seat in standing.participations if not seat.is_signing and seat.state in OPEN_SEATS]
