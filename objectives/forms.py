"""Forms of this room that say more than which fields they have."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from objectives import amendments
from objectives.models import Alignment, Objective, ProgressCheck, Revision
from objectives.services import check_progress, write_revision
from partnerships.access.spaces import Space
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.describe import text
from partnerships.records.forms import ActForm, RecordForm
from partnerships.records.slots import Slot, plain

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ObjectiveForm(RecordForm):
    fieldsets = (
        (_("What"), ("title", "description", "direction", "drivers")),
        (_("When"), ("term", "starts_on", "target_on", "parent", "phase")),
        (_("Where and who"), ("work_area", "responsible")),
        (_("Whether it can be done and is worth it"), ("feasibility", "effectiveness")),
    )

    class Meta:
        model = Objective
        fields = (
            *("title", "description", "direction", "drivers"),
            *("term", "starts_on", "target_on", "parent", "phase"),
            *("work_area", "responsible", "feasibility", "effectiveness"),
        )
        widgets = {"drivers": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding and not self.instance.is_common:
            del self.fields["responsible"]

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        if queryset.model is Objective:
            # A phase belongs to whom the larger objective belongs to.
            mine = Q(party=self.standing.party) | Q(party=None)
            queryset = queryset.filter(mine if self.adding else Q(party=self.instance.party)).exclude(pk=self.instance.pk)
        return queryset

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("space") not in (None, Space.JOINT):
            data["responsible"] = None
        return data


class AlignmentForm(RecordForm):
    class Meta:
        model = Alignment
        fields = ("common", "value", "reason", "handling")

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        return queryset.common().live() if queryset.model is Objective else queryset  # type: ignore[attr-defined]


class CellForm(RecordForm):
    """One cell of the matrix; both objectives are given by its place."""

    class Meta:
        model = Alignment
        fields = ("value", "reason", "handling")
        widgets = {
            "value": forms.Select(attrs={"autofocus": True}),
            "reason": forms.Textarea(attrs={"rows": 2}),
            "handling": forms.Textarea(attrs={"rows": 2}),
        }


class ProgressCheckForm(RecordForm):
    class Meta:
        model = ProgressCheck
        fields = ("on", "health", "finding", "next_on")

    def write(self) -> ProgressCheck:
        return check_progress(
            self.instance,
            actor=self.standing.user,  # type: ignore[arg-type]
            seen_version=self.cleaned_data.get("seen_version"),  # type: ignore[arg-type]
        )


class RevisionForm(RecordForm):
    """A revision with the present values of its objective, to type the new ones over them.

    Which values there are follows from the objective: from the draft, or from the address on which the form was opened. Whoever comes
    without one chooses it first; the draft then shows the values.
    """

    # The objective whose values the form showed: they are read back only if they are of the one that is chosen.
    values_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Revision
        fields = ("objective", "condition", "reason", "effective_on", "gives_up")
        labels = {"objective": _("Which objective")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots: list[Slot] = []
        objective = self._shown_objective()
        if objective is not None and not self.instance.locked_fields():
            self.slots = list(amendments.slots(objective))
            self.fields["values_of"].initial = objective.pk
            for slot in self.slots:
                self.fields[slot.name] = self._field(slot)
            self.tune_widgets()

    @property
    def fieldsets(self) -> Any:  # type: ignore[override]
        """Why, and then what shall be: the objective, each measure, each milestone."""
        groups: list[Any] = [(_("Which objective, and why"), ("objective", "condition", "reason", "effective_on", "gives_up"))]
        for record, slots in groupby(self.slots, key=lambda slot: slot.record):
            groups.append((self._heading(record), [slot.name for slot in slots]))
        return groups

    @staticmethod
    def _heading(record: Any) -> str:
        if isinstance(record, Objective):
            return str(_("What it shall say: type the new values over the present ones"))
        return f"{capfirst(record._meta.verbose_name)}: {record}"

    def _shown_objective(self) -> Objective | None:
        if not self.adding:
            return Objective.objects.visible_to(self.standing.user).filter(pk=self.instance.objective_id).first()
        key = self.data.get("values_of") if self.is_bound else self.initial.get("objective")
        try:
            return self.fields["objective"].queryset.filter(pk=key).first() if key else None  # type: ignore[attr-defined]
        except (ValueError, forms.ValidationError):
            return None

    def _field(self, slot: Slot) -> forms.Field:
        field: Any = slot.field.formfield(help_text="")
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Party.objects.filter(pk__in=[party.pk for party in self.standing.parties])
        field.initial = slot.plain
        if slot.name in self.instance.changes:
            field.initial = self.instance.changes[slot.name][1]
            field.help_text = _("Now: %(value)s") % {"value": text(slot.value) or _("empty")}
        return field

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        return queryset.common().agreed().live() if queryset.model is Objective else queryset  # type: ignore[attr-defined]

    def changes(self) -> amendments.Changes:
        """{slot: [present, typed]} for the values that were shown."""
        data = self.cleaned_data
        return {
            slot.name: [slot.plain, plain(slot.field, data[slot.name])]
            for slot in self.slots
            if plain(slot.field, data[slot.name]) != slot.plain
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        objective = data.get("objective")
        if self.slots and objective and objective.pk != self.slots[0].record.pk:
            self.add_error("objective", _("The values below are those of another objective: open a new revision for this one."))
        elif objective and not self.errors:
            amendments.check(objective, self.changes())
        return data

    def write(self) -> Revision:
        changes = self.changes() if self.slots else self.instance.changes
        seen = self.cleaned_data.get("seen_version")
        return write_revision(self.instance, actor=self.standing.user, changes=changes, seen_version=seen)  # type: ignore[arg-type]


# --- what acts ask ----------------------------------------------------------------------------------------------------
class ConcludeForm(ActForm):
    result = forms.ChoiceField(label=_("What became of it"), choices=[(state, state.label) for state in Objective.OUTCOMES])
    outcome = forms.CharField(label=_("In words"), widget=forms.Textarea, max_length=4000)


class ReachedForm(ActForm):
    reached_on = forms.DateField(label=_("Reached on"), initial=today)


class CorrectionForm(ActForm):
    correction = forms.CharField(label=_("What we mean"), widget=forms.Textarea, max_length=4000)


class RestateForm(ActForm):
    text = forms.CharField(label=_("In our own words"), widget=forms.Textarea, max_length=4000)


class ImpactForm(ActForm):
    impact_note = forms.CharField(
        label=_("What it entails"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("For people and means, dates, other objectives, the agreement."),
    )


class CommunicateForm(ActForm):
    audience = forms.CharField(label=_("To whom"), max_length=200)
    channel = forms.CharField(label=_("How"), max_length=100)
    on = forms.DateField(label=_("On"), initial=today)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)
