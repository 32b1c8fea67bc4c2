"""What this room's pages ask, where it is more than the fields of a model."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.models import Membership
from partnerships.records.forms import ActForm, RecordForm, words_of
from risks import services
from risks.models import (
    ImpactDimension,
    IndicatorReading,
    Risk,
    RiskCriteria,
    RiskLink,
    RiskOwner,
    RiskRating,
    RiskReview,
    Treatment,
)
from risks.scale import SIZE, Confidence, Impact, Level, Likelihood, Phase

STEPS = range(1, SIZE + 1)


# --- criteria ---------------------------------------------------------------------------------------------------------
class MatrixWidget(forms.MultiWidget):
    """Twenty-five choices, laid out as the matrix they are: likelihood upwards, impact to the right."""

    template_name = "risks/matrix_widget.html"

    class Media:
        css: ClassVar = {"all": ["risks/risks.css"]}

    def __init__(self) -> None:
        said = _("Level of likelihood %(l)d with impact %(i)d")
        places = [(likelihood, impact) for likelihood in STEPS for impact in STEPS]
        super().__init__(
            [
                forms.Select(choices=Level.choices, attrs={"aria-label": said % {"l": likelihood, "i": impact}})
                for likelihood, impact in places
            ]
        )

    def decompress(self, value: str | None) -> list[str]:
        return list(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found = context["widget"]["subwidgets"]
        rows = [(likelihood, found[(likelihood - 1) * SIZE : likelihood * SIZE]) for likelihood in reversed(STEPS)]
        return context | {"rows": rows, "impacts": STEPS}


class MatrixField(forms.MultiValueField):
    widget = MatrixWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.ChoiceField(choices=Level.choices) for _place in range(SIZE * SIZE)]
        kwargs.pop("max_length", None)
        super().__init__(fields, **kwargs)

    def compress(self, data_list: list[str]) -> str:
        return "".join(data_list)


class RiskCriteriaForm(RecordForm):
    """A new version begins with what the one in force says."""

    matrix = MatrixField(
        label=_("Levels"), help_text=_("Likelihood grows upwards, impact to the right. More of either is never a lower level.")
    )

    class Meta:
        model = RiskCriteria
        fields = ("likelihoods", "matrix", "appetite", "statement")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding and not self.is_bound:
            criteria = RiskCriteria.objects.visible_to(self.standing.user).disclosed().in_force()
            before = criteria.filter(partnership=self.standing.partnership).first()
            self.initial.update(words_of(before, *RiskCriteria.FIXED) or {"matrix": self.instance.matrix})

    def write(self) -> RiskCriteria:
        """Raises Refused while another draft is there."""
        if self.adding:
            return services.start_criteria(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class ImpactDimensionForm(RecordForm):
    class Meta:
        model = ImpactDimension
        fields = ("name", "steps")


# --- risks ------------------------------------------------------------------------------------------------------------
class RiskForm(RecordForm):
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("The risk"), ("space", "title", "kind")),
        (_("Cause, event, effect"), ("cause", "event", "effect")),
        (_("Where it belongs"), ("category", "origin", "objectives")),
        (_("When"), ("proximity", "review_on")),
    )

    class Meta:
        model = Risk
        fields = ("title", "kind", "cause", "event", "effect", "category", "origin", "objectives", "proximity", "review_on")
        widgets: ClassVar = {"objectives": forms.CheckboxSelectMultiple}


class RiskOwnerForm(RecordForm):
    class Meta:
        model = RiskOwner
        fields = ("person", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.standing_in(self.standing.partnership).filter(party=self.instance.party_id)
        field: Any = self.fields["person"]
        field.queryset = field.queryset.filter(pk__in=people.values("user"))


class RiskRatingForm(RecordForm):
    class Meta:
        model = RiskRating
        fields = ("phase", "likelihood", "impact", "confidence", "on", "reason")

    def write(self) -> RiskRating:
        return services.rate(self.instance, actor=self.standing.user)  # type: ignore[arg-type]


class RiskLinkForm(RecordForm):
    """What all may read is linked only with what all may read; the choice offers nothing else."""

    class Meta:
        model = RiskLink
        fields = ("kind", "target", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["target"]
        field.queryset = field.queryset.exclude(pk=self.instance.risk.pk).order_by("title", "pk")
        if self.instance.risk.visibility != Visibility.PRIVATE:
            field.queryset = field.queryset.disclosed()


class TreatmentForm(RecordForm):
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("What is done"), ("strategy", "aim", "what", "effect")),
        (_("By whom, until when"), ("responsible", "due_on")),
        (_("At whose cost and risk"), ("cost", "cost_bearer", "moves_to")),
    )

    class Meta:
        model = Treatment
        fields = Treatment.FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = Treatment.FOR_THREATS if self.instance.risk.is_threat else Treatment.FOR_OPPORTUNITIES
        field: Any = self.fields["strategy"]
        field.choices = [choice for choice in field.choices if not choice[0] or choice[0] in fitting]
        if self.adding:
            self.fields["responsible"].initial = self.instance.risk.party or self.standing.party
        elif self.instance.action_id is not None:
            for name in ("what", "responsible", "due_on", "moves_to"):  # the action says it from here on
                del self.fields[name]

    def write(self) -> Treatment:
        """Raises Stale and Refused."""
        seen = self.cleaned_data.get("seen_version")
        return services.plan_treatment(self.instance, actor=self.standing.user, seen_version=seen)  # type: ignore[arg-type]


class IndicatorReadingForm(RecordForm):
    class Meta:
        model = IndicatorReading
        fields = ("on", "value", "note")

    def write(self) -> IndicatorReading:
        if self.adding:
            return services.read_indicator(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class RiskReviewForm(RecordForm):
    class Meta:
        model = RiskReview
        fields = ("on", "result", "finding", "next_on")

    def write(self) -> RiskReview:
        if self.adding:
            return services.add_review(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


# --- acts -------------------------------------------------------------------------------------------------------------
class ConsensusForm(ActForm):
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices, initial=Phase.CURRENT)
    likelihood = forms.TypedChoiceField(label=_("Likelihood"), choices=Likelihood.choices, coerce=int)
    impact = forms.TypedChoiceField(label=_("Impact"), choices=Impact.choices, coerce=int)
    confidence = forms.ChoiceField(label=_("How sure"), choices=Confidence.choices, initial=Confidence.MEDIUM)
    reason = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea, max_length=2000, help_text=_("What brought you together.")
    )
    due_on = forms.DateField(label=_("Last day to sign"), required=False)


class AcceptanceForm(ActForm):
    reason = forms.CharField(label=_("Why it is borne"), widget=forms.Textarea, max_length=2000)
    conditions = forms.CharField(
        label=_("As long as"),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("What must hold for it to stay accepted."),
    )
    expires_on = forms.DateField(label=_("Until"), help_text=_("After this day it has to be decided again."))

    def clean_expires_on(self) -> Any:
        if self.cleaned_data["expires_on"] <= today():
            raise forms.ValidationError(_now("Choose a day to come."))
        return self.cleaned_data["expires_on"]


class OccurForm(ActForm):
    on = forms.DateField(label=_("On"), initial=today)
    outcome = forms.CharField(label=_("What happened"), widget=forms.Textarea, max_length=4000)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > today():
            raise forms.ValidationError(_now("This day has not come yet."))
        return self.cleaned_data["on"]
