"""Forms of this room that say more than which fields they have, and what its acts ask of a person."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import Space
from partnerships.clock import today
from partnerships.records.forms import ActForm, ReasonForm, RecordForm
from partnerships.signoff.acts import AskForm
from rmp.leadership.models import Appointment, DecisionNeed, LeaderActivity, LeaderProfile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class NominationForm(RecordForm):
    """A nomination in preparation: private to the own party until it is put forward."""

    fieldsets = (
        (_("Who, and for what"), ("profile", "person", "name", "position", "evidence")),
        (_("From when to when"), ("term_from", "term_to", "review_on")),
    )

    class Meta:
        model = Appointment
        fields = ("profile", "person", "name", "position", "evidence", "term_from", "term_to", "review_on")
        labels = {"person": _("Person with an account"), "name": _("Or the name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            self.fields["profile"].help_text = _("Only profiles that all parties have agreed are offered.")

    def _offer_spaces(self, spaces: "Iterable[str]") -> None:
        self._put_in(Space.OURS_PRIVATE)

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        if queryset.model is LeaderProfile:
            now = queryset.agreed()  # type: ignore[attr-defined]
            return now if self.adding else now | queryset.filter(pk=self.instance.profile_id)
        return queryset


class DecisionNeedForm(RecordForm):
    class Meta:
        model = DecisionNeed
        fields = ("title", "kind", "amount", "unit", "extent", "profile", "leader", "reading")

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        if queryset.model is LeaderProfile:
            return queryset.exclude(state=LeaderProfile.State.SUPERSEDED)
        if queryset.model is Appointment:
            # Who is not appointed yet is known to the parties' people only: a joint record names nobody of them.
            return queryset.in_office() | queryset.filter(pk=self.instance.leader_id)  # type: ignore[attr-defined]
        return queryset


class LeaderActivityForm(RecordForm):
    class Meta:
        model = LeaderActivity
        fields = ("on", "kind", "what", "leaders", "others", "effect")
        widgets = {"leaders": forms.CheckboxSelectMultiple}

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        if queryset.model is Appointment:
            named = [] if self.adding else self.instance.leaders.values("pk")
            return queryset.live() | queryset.filter(pk__in=named)  # type: ignore[attr-defined]
        return queryset

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > today():
            raise forms.ValidationError(_("That day has not come yet."))
        return self.cleaned_data["on"]


# --- what acts ask ----------------------------------------------------------------------------------------------------
class PutForwardForm(AskForm):
    pass


class AnswerForm(AskForm):
    answer = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("What you say to the objection. All parties read it."),
    )
    field_order = ("answer", "due_on")


class RemovalForm(ReasonForm):
    due_on = forms.DateField(label=_("Last day to sign"), required=False)


class PastDayForm(ActForm):
    """An act on a day that has come."""

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > today():
            raise forms.ValidationError(_("That day has not come yet."))
        return self.cleaned_data["on"]


class AppointForm(PastDayForm):
    instrument = forms.ChoiceField(label=_("Instrument"), choices=Appointment.Instrument.choices)
    reference = forms.CharField(label=_("Reference"), max_length=150, help_text=_("File number, decision, clause ..."))
    on = forms.DateField(label=_("Of"), initial=today)


class CommitmentForm(ActForm):
    commitment = forms.CharField(
        label=_("What I commit myself to"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("A few lines in the first person. All parties read them, and the joint plan names them."),
    )


class HandOverForm(ActForm):
    by = forms.DateField(label=_("Handed over by"))
    handover = forms.CharField(
        label=_("What is handed over"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("Open promises, running matters, whom one has to know."),
    )

    def clean_by(self) -> Any:
        if self.cleaned_data["by"] < today():
            raise forms.ValidationError(_("That day is past."))
        return self.cleaned_data["by"]


class EndForm(PastDayForm):
    reason = forms.ChoiceField(
        label=_("How it ends"),
        choices=[(end, end.label) for end in Appointment.End if end != Appointment.End.REMOVED],
    )
    on = forms.DateField(label=_("On"), initial=today)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)

    def clean_on(self) -> Any:
        day = super().clean_on()
        if self.subject.started_on and day < self.subject.started_on:
            raise forms.ValidationError(_("It cannot end before it began."))
        return day
