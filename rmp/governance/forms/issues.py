"""What the pages and acts of issues, decisions and processes ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.records.forms import ActForm, RecordForm
from rmp.governance.models import Decision, Issue, PartyPosition
from rmp.governance.services import issues as services


class IssueForm(RecordForm):
    class Meta:
        model = Issue
        fields = ("title", "kind", "facts", "first_level")

    def write(self) -> Any:
        if self.adding:
            return services.raise_issue(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class PositionTextForm(ActForm):
    text = forms.CharField(
        label=_("Where our party stands"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("What your party asks for, why, and what it could do. All parties read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = self.subject.positions.current().filter(party=self.standing.party).first()
        self.fields["text"].initial = mine.text if mine else ""


class ResolutionForm(ActForm):
    resolution = forms.CharField(
        label=_("Way out"), widget=forms.Textarea, max_length=4000, help_text=_("Who does what, until when; what each gives.")
    )
    due_on = forms.DateField(label=_("Last day to sign"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].initial = self.subject.resolution


class MediateForm(ActForm):
    mediator = forms.CharField(label=_("Who mediates"), max_length=150)
    until = forms.DateField(label=_("Until"), required=False)

    def clean_until(self) -> Any:
        if self.cleaned_data["until"] and self.cleaned_data["until"] < today():
            raise forms.ValidationError(_("That day has passed already."))
        return self.cleaned_data["until"]


class FactsForm(ActForm):
    facts = forms.CharField(
        label=_("Facts"), widget=forms.Textarea, max_length=4000, help_text=_("What happened, and where the parties are apart.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts"].initial = getattr(self.subject, "facts", "") or getattr(self.subject, "apart", "")


class LessonForm(ActForm):
    lesson = forms.CharField(
        label=_("What we learn from it"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("So that it need not happen again."),
    )


class DecisionForm(RecordForm):
    class Meta:
        model = Decision
        fields = (
            *("title", "text", "body", "meeting", "method", "delegated_to", "powers", "rescinds", "decide_by", "responsible"),
            "implement_by",
        )

    fieldsets = (
        (_("What"), ("title", "text", "rescinds")),
        (_("Where and how"), ("body", "meeting", "method", "delegated_to", "powers", "decide_by")),
        (_("Afterwards"), ("responsible", "implement_by")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rescinds: Any = self.fields["rescinds"]
        rescinds.queryset = rescinds.queryset.holding().exclude(pk=self.instance.pk)
        powers: Any = self.fields["powers"]
        powers.queryset = powers.queryset.filter(agreed_on__isnull=False, of_party__isnull=False)
        meeting: Any = self.fields["meeting"]
        meeting.queryset = meeting.queryset.exclude(state="cancelled").select_related("body").order_by("-starts_at")


class ChoiceForm(ActForm):
    choice = forms.ChoiceField(label=_("Our position"), choices=PartyPosition.Choice.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("Needed by whoever is against it or has a reservation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = self.subject.positions.filter(party=self.standing.party, stands=True).first()
        if mine is not None:
            self.fields["choice"].initial, self.fields["reason"].initial = mine.choice, mine.reason

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("choice") in (PartyPosition.Choice.AGAINST, PartyPosition.Choice.RESERVATION) and not data.get("reason"):
            self.add_error("reason", _("Say why, so that the others can act on it."))
        return data


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea, max_length=4000)


class GapForm(ActForm):
    gap = forms.CharField(
        label=_("Where they do not fit"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("What would go wrong if each went on in its own way."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gap"].initial = self.subject.gap


class UseForm(ActForm):
    review_on = forms.DateField(label=_("Looked at again on"), required=False)
