"""What the pages and acts of agreements ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.files import check_pdf
from partnerships.models import Party
from partnerships.records.forms import ActForm, RecordForm
from rmp.governance.models import Agreement
from rmp.governance.services.agreements import save_agreement


class PartyActForm(ActForm):
    """An act that asks for one of the parties."""

    with_party = forms.ModelChoiceField(label=_("Lies now with"), queryset=Party.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = [party.pk for party in self.standing.parties]
        self.fields["with_party"].queryset = Party.objects.filter(pk__in=parties)  # type: ignore[attr-defined]


class AgreementForm(RecordForm):
    class Meta:
        model = Agreement
        fields = (
            *("title", "kind", "reference", "signatories", "subject", "amends", "value", "currency", "signed_on", "starts_on"),
            *("ends_on", "renewal", "renewal_months"),
        )
        widgets = {"signatories": forms.CheckboxSelectMultiple}

    fieldsets = (
        (_("What it is"), ("title", "kind", "reference", "signatories", "subject", "amends")),
        (_("Terms"), ("value", "currency", "signed_on", "starts_on", "ends_on", "renewal", "renewal_months")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amends: Any = self.fields["amends"]
        amends.queryset = amends.queryset.effective().exclude(pk=self.instance.pk)
        if self.adding and not self.is_bound:
            self.initial.setdefault("signatories", [party.pk for party in self.standing.parties])

    def write(self) -> Any:
        return save_agreement(
            self.instance,
            actor=self.standing.user,  # type: ignore[arg-type]
            seen_version=self.cleaned_data.get("seen_version"),
            related={"signatories": self.cleaned_data["signatories"]},
        )


class MoveForm(PartyActForm):
    to = forms.ChoiceField(label=_("Next"))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)

    field_order = ("to", "with_party", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [state for state in Agreement.PENDING if state in Agreement.TRANSITIONS[self.subject.state]]
        self.fields["to"].choices = [(state.value, state.label) for state in states]  # type: ignore[attr-defined]
        self.fields["with_party"].initial = self.subject.with_party


class HandOnForm(PartyActForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_party"].required = True


class FileForm(ActForm):
    file = forms.FileField(label=_("Text of the agreement (PDF)"), allow_empty_file=True, max_length=None)

    def clean_file(self) -> Any:
        check_pdf(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class TerminateForm(ActForm):
    ended_on = forms.DateField(label=_("Ended on"), required=False, help_text=_("Empty: today."))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=4000)

    def clean_ended_on(self) -> Any:
        if self.cleaned_data["ended_on"] and self.cleaned_data["ended_on"] > today():
            raise forms.ValidationError(_("Until that day it is in force: note its end when it has come."))
        return self.cleaned_data["ended_on"]


class SettledForm(ActForm):
    settled = forms.CharField(label=_("What is agreed"), widget=forms.Textarea, max_length=4000)
