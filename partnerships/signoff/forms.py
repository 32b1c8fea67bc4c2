"""What the steps of a joint decision ask of a person."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.files import check_pdf
from partnerships.records.filters import record_filter
from partnerships.records.forms import ActForm
from partnerships.signoff.models import SignOffRound


class RoundFilter(record_filter(SignOffRound, "state")):  # type: ignore[misc]
    space = None


class SlotForm(ActForm):
    """A step with one party's slot; the slot goes along, so that a page sent twice does not act for a second party."""

    slot = forms.UUIDField(widget=forms.HiddenInput)


class SignForm(SlotForm):
    pass


class ReserveForm(SlotForm):
    reservation = forms.CharField(
        label=_("Reservation"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("What your party holds back. All parties read it beside the signature."),
    )


class DeclineForm(SlotForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("All parties read it: what would have to change?"),
    )


class DelegateForm(SlotForm):
    to = forms.ModelChoiceField(
        label=_("Who decides instead"), queryset=User.objects.none(), required=False, empty_label=_("Nobody: take it back")
    )

    def offer(self, people: "QuerySet[User]") -> None:
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class ElsewhereForm(SlotForm):
    file = forms.FileField(label=_("Signed file (PDF)"), allow_empty_file=True, max_length=None)
    signed_by = forms.CharField(label=_("Signed by"), max_length=150, help_text=_("Whose signature the paper bears."))
    signed_on = forms.DateField(label=_("Signed on"))
    reservation = forms.CharField(label=_("Reservation"), required=False, widget=forms.Textarea, max_length=4000)

    def clean_file(self) -> Any:
        check_pdf(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    def clean_signed_on(self) -> Any:
        if self.cleaned_data["signed_on"] > today():
            raise forms.ValidationError(_("The day of signing is in the future."))
        return self.cleaned_data["signed_on"]


class WithdrawForm(ActForm):
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea, max_length=2000)
