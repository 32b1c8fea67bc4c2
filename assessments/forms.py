"""What this room's pages ask, where it is more than the fields of a model."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    Consensus,
    Cycle,
    Dimension,
    Improvement,
    Instrument,
    Item,
    OptimizationReview,
    Respondent,
    Rhythm,
)
from assessments.services import cycles
from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.models import Membership, Party
from partnerships.records.forms import ActForm, HouseForm, RecordForm


class CycleForm(RecordForm):
    class Meta:
        model = Cycle
        fields = ("title", "instrument", "about", "closes_on", "workshop_by", "follow_up_on", "min_group")

    def choices_of(self, queryset: Any) -> Any:
        if queryset.model is Instrument:
            offered = Instrument.objects.offered_to(self.standing)
            return queryset.filter(pk__in=[*offered.values_list("pk", flat=True), self.instance.instrument_id])
        return super().choices_of(queryset)

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day and day < today() and "closes_on" in self.changed_data:
            raise ValidationError(_("This day has passed already."))
        return day


class RhythmForm(RecordForm):
    class Meta:
        model = Rhythm
        fields = ("title", "instrument", "every_months", "next_on", "answer_days", "min_group", "active")

    choices_of = CycleForm.choices_of


class RespondentForm(RecordForm):
    class Meta:
        model = Respondent
        fields = ("cycle", "user", "name", "email", "group")

    def choices_of(self, queryset: Any) -> Any:
        found: Any = super().choices_of(queryset)
        if queryset.model is Cycle and self.adding:
            return found.filter(state__in=(Cycle.State.INVITING, Cycle.State.OPEN))
        if queryset.model is User:
            people = Membership.objects.standing_in(self.standing.partnership).filter(
                role__in=roles_with(Right.ANSWER), party=self.instance.party
            )
            return found.filter(pk__in=people.values("user"))
        return found

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if email and self.fields["user"].queryset.filter(email__iexact=email).exists():  # type: ignore[attr-defined]
            raise ValidationError(_("This person has an account here: choose the person instead."))
        return email

    def write(self) -> Any:
        if self.adding:
            return cycles.add_respondent(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class ConsensusForm(RecordForm):
    class Meta:
        model = Consensus
        fields = ("dimension", "score", "rationale", "dissent")

    def choices_of(self, queryset: Any) -> Any:
        if queryset.model is Dimension:
            return queryset.filter(instrument=self.instance.cycle.instrument_id, items__type=Item.Type.SCALE).distinct()
        return super().choices_of(queryset)

    def clean_score(self) -> Any:
        score = self.cleaned_data["score"]
        lowest = self.instance.cycle.instrument.lowest
        if score is not None and score < lowest:
            raise ValidationError(_("The scale begins at %(low)s."), params={"low": lowest})
        return score


class ImprovementForm(RecordForm):
    class Meta:
        model = Improvement
        fields = ("cycle", "dimension", "title", "description", "expected", "due_on", "check_on")

    def choices_of(self, queryset: Any) -> Any:
        if queryset.model is Cycle:
            released: Any = super().choices_of(queryset)
            return released.released().order_by("-released_on", "pk")
        if queryset.model is Dimension:
            return self._dimensions(queryset)
        return super().choices_of(queryset)

    def _dimensions(self, queryset: Any) -> Any:
        """Those of the cycle that is chosen or given; otherwise of all released ones here."""
        seen = Cycle.objects.visible_to(self.standing.user).released().filter(partnership=self.standing.partnership)
        chosen = self.data.get("cycle") or self.initial.get("cycle") or self.instance.cycle_id
        try:
            key = uuid.UUID(str(chosen))
        except ValueError:
            key = None
        if key is not None and seen.filter(pk=key).exists():
            seen = seen.filter(pk=key)
        return queryset.filter(instrument__in=seen.values("instrument"), principle__isnull=False).order_by(
            "instrument", "position"
        )


class OptimizationForm(RecordForm):
    class Meta:
        model = OptimizationReview
        fields = OptimizationReview.FIXED

    def choices_of(self, queryset: Any) -> Any:
        found: Any = super().choices_of(queryset)
        return found.released().order_by("-released_on", "pk") if queryset.model is Cycle else found


# --- acts -------------------------------------------------------------------------------------------------------------
class WorkshopForm(ActForm):
    on = forms.DateField(label=_("On"), initial=today)
    moderated_by = forms.CharField(label=_("Moderated by"), max_length=150, required=False)


class ConclusionForm(ActForm):
    conclusion = forms.CharField(label=_("What came of it"), widget=forms.Textarea, max_length=2000)


class EffectForm(ActForm):
    helped = forms.TypedChoiceField(
        label=_("Did it help?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    effect = forms.CharField(label=_("What shows it"), widget=forms.Textarea, max_length=2000)


class WorkbookForm(HouseForm):
    file = forms.FileField(label=_("Workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class TakeInForm(ActForm):
    file = forms.FileField(label=_("Workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))


# --- instruments ------------------------------------------------------------------------------------------------------
class InstrumentForm(HouseForm, forms.ModelForm):
    """A new instrument of one of the parties for which the person is an officer."""

    copy_of = forms.ModelChoiceField(
        label=_("Begin with the questions of"), queryset=Instrument.objects.none(), required=False, empty_label=_("no other")
    )
    party = forms.ModelChoiceField(label=_("Belongs to"), queryset=Party.objects.none())

    class Meta:
        model = Instrument
        fields = ("title", "kind", "intro", "lowest")

    field_order = ["title", "kind", "intro", "lowest", "party", "copy_of"]

    def __init__(self, *args: Any, user: User, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["party"].initial = parties.first()
        self.fields["copy_of"].queryset = Instrument.objects.visible_to(user).exclude(state=Instrument.State.DRAFT)  # type: ignore[attr-defined]
        self.tune_widgets()


class InstrumentTextForm(HouseForm, forms.ModelForm):
    class Meta:
        model = Instrument
        fields = ("title", "kind", "intro", "lowest")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tune_widgets()


class PartForm(HouseForm, forms.ModelForm):
    """A part of an instrument. What its model checks beyond single fields is told at the form, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tune_widgets()

    def _get_validation_exclusions(self) -> set[str]:
        """The instrument and the dimension are given, and constraints name them."""
        return super()._get_validation_exclusions() - {"instrument", "dimension"}  # type: ignore[misc]


class DimensionForm(PartForm):
    class Meta:
        model = Dimension
        fields = ("principle", "title", "position")


class ItemForm(PartForm):
    class Meta:
        model = Item
        fields = (
            "code",
            "type",
            "text",
            "text_university",
            "text_business",
            "options",
            "levels",
            "weight",
            "reverse",
            "audience",
            "required",
            "position",
        )
