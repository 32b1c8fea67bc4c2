"""Forms of this room that say more than which fields they have."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from objectives.value import services
from objectives.value.models import Benefit, BenefitMeasurement, Contribution, LessonApplication, ValueIdea
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.forms import ActForm, RecordForm

if TYPE_CHECKING:
    from django.db.models import QuerySet


class LinkField(forms.URLField):
    """An address; without a scheme it is meant as https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class ServingForm(RecordForm):
    """A form of something that serves an objective: one that the parties pursue, or the one it serves already."""

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        if queryset.model is not Objective:
            return queryset
        return queryset.live() | queryset.filter(pk=getattr(self.instance, "objective_id", None))  # type: ignore[attr-defined]


class IdeaForm(ServingForm):
    class Meta:
        model = ValueIdea
        fields = ("title", "kind", "description", "expected", "objective")

    def write(self) -> ValueIdea:
        return services.capture_idea(
            self.instance,
            actor=self.standing.user,  # type: ignore[arg-type]
            seen_version=self.cleaned_data.get("seen_version"),  # type: ignore[arg-type]
        )


class BenefitForm(ServingForm):
    fieldsets = (
        (_("What"), ("title", "kind", "description", "objective", "idea")),
        (_("For whom"), ("beneficiary", "beneficiary_party", "third_party", "giver")),
        (_("How one will see it"), ("baseline", "target", "unit", "method", "due_on", "measure_on")),
    )

    class Meta:
        model = Benefit
        fields = (
            *("title", "kind", "description", "objective", "idea"),
            *("beneficiary", "beneficiary_party", "third_party", "giver"),
            *("baseline", "target", "unit", "method", "due_on", "measure_on"),
        )
        widgets = {"beneficiary": forms.RadioSelect}


class ContributionForm(ServingForm):
    fieldsets = (
        (_("What"), ("resource", "description", "receiver", "objective")),
        (_("How much"), ("planned", "delivered", "unit", "starts_on", "ends_on")),
        (_("What it is worth"), ("valuation_by_giver",)),
    )

    class Meta:
        model = Contribution
        fields = (
            *("resource", "description", "receiver", "objective"),
            *("planned", "delivered", "unit", "starts_on", "ends_on", "valuation_by_giver"),
        )

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        own = self.standing.party
        return queryset.exclude(pk=own.pk) if queryset.model is Party and own is not None else queryset


class MeasurementForm(RecordForm):
    next_on = forms.DateField(label=_("Next measurement"), required=False)

    class Meta:
        model = BenefitMeasurement
        fields = ("on", "value", "evidence", "link")
        field_classes = {"link": LinkField}

    def write(self) -> BenefitMeasurement:
        return services.measure_benefit(
            self.instance,
            actor=self.standing.user,  # type: ignore[arg-type]
            next_on=self.cleaned_data.get("next_on"),
            seen_version=self.cleaned_data.get("seen_version"),  # type: ignore[arg-type]
        )


class ApplicationForm(RecordForm):
    class Meta:
        model = LessonApplication
        fields = ("where", "on", "effect")

    def write(self) -> LessonApplication:
        return services.apply_lesson(
            self.instance,
            actor=self.standing.user,  # type: ignore[arg-type]
            seen_version=self.cleaned_data.get("seen_version"),  # type: ignore[arg-type]
        )


class PeriodForm(forms.Form):
    """Which part of the balance one looks at."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return data


# --- what acts ask ----------------------------------------------------------------------------------------------------
class PilotForm(ActForm):
    review_on = forms.DateField(label=_("The pilot ends, and is looked at, on"))


class LearningForm(ActForm):
    learning = forms.CharField(label=_("Why, and what it taught"), widget=forms.Textarea, max_length=4000)


class ParkForm(LearningForm):
    review_on = forms.DateField(label=_("Looked at again on"), required=False)


class RealisedForm(ActForm):
    realised_on = forms.DateField(label=_("Realised on"), initial=today)


class NewDayForm(ActForm):
    due_on = forms.DateField(label=_("The new day"))


class AttestForm(ActForm):
    statement = forms.CharField(
        label=_("In your own words"),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("By what you see that it came."),
    )
    worth = forms.DecimalField(
        label=_("What it was worth to you"),
        required=False,
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_("In the parties' unit of account. It counts in the balance."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.subject.shared_by(self.standing.party):
            del self.fields["worth"]


class PassOnForm(ActForm):
    passed_on_to = forms.CharField(label=_("To whom"), max_length=250)


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea, max_length=2000)
