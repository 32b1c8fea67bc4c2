"""What this room's pages ask, where it is more than the fields of a model."""

from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.layout import HTML
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.accounts.models import User
from partnerships.models import Membership, Party
from partnerships.records.forms import ActForm, RecordForm, words_of
from rmp.competence import services
from rmp.competence.checklist import SUGGESTED
from rmp.competence.models import (
    Assessment,
    BehaviourCharter,
    BehaviourObservation,
    CharterStatement,
    DevelopmentAction,
    Induction,
    RoleHolder,
)
from rmp.competence.naming import refuse_names

if TYPE_CHECKING:
    from crispy_forms.helper import FormHelper
    from django.db.models import QuerySet

Rater = Assessment.Rater


class OwnPeople(RecordForm):
    """Persons are chosen from the own party's people at this table; who is named already stays."""

    NAMED: ClassVar[tuple[str, ...]] = ("person_id",)

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if queryset.model is not User:
            return super().choices_of(queryset)
        party = self.instance.party or self.standing.party
        mine = Membership.objects.standing_in(self.standing.partnership).filter(party=party)
        named = [key for name in self.NAMED if (key := getattr(self.instance, name))]
        return queryset.filter(Q(pk__in=mine.values("user")) | Q(pk__in=named)).order_by("name", "pk")


class RoleHolderForm(OwnPeople):
    class Meta:
        model = RoleHolder
        fields = ("role", "person", "name", "since", "until")


class AssessmentForm(RecordForm):
    """A rating, with what it is for and who reads it before anything is written."""

    class Meta:
        model = Assessment
        fields = ("competence", "rater", "level", "evidence", "assessed_on")
        widgets = {"level": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holder: Any = self.parent
        kinds = [Rater.MANAGER, Rater.PEER, Rater.PARTNER]
        if holder.is_about(self.standing):
            kinds = [Rater.SELF]
        elif not holder.person_id:
            kinds.append(Rater.SELF)
        self.fields["rater"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["rater"].initial = kinds[0]
        self.fields["level"].choices = Assessment._meta.get_field("level").flatchoices  # type: ignore[attr-defined]

    @property
    def helper(self) -> "FormHelper":
        helper = super().helper
        helper.layout.insert(0, HTML("{% include 'rmp/competence/purpose.html' %}"))
        return helper

    def write(self) -> Assessment:
        """Raises Refused when the kind of rater does not fit the writer."""
        return services.rate(self.instance, actor=self.standing.user)  # type: ignore[arg-type]


class CharterForm(RecordForm):
    """A new version begins with the words of the agreed one."""

    class Meta:
        model = BehaviourCharter
        fields = ("purpose", "review_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding and not self.is_bound:
            agreed = BehaviourCharter.objects.visible_to(self.standing.user).agreed()
            self.initial.update(words_of(agreed.filter(partnership=self.standing.partnership).first(), "purpose"))

    def write(self) -> BehaviourCharter:
        """Raises Refused while another draft is there."""
        if self.adding:
            return services.start_charter(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class ObservationForm(RecordForm):
    class Meta:
        model = BehaviourObservation
        fields = (*BehaviourObservation.SAID, "answer_by")

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Another party; and statements of the charter as it is agreed, or as it was when this was written."""
        queryset = super().choices_of(queryset)
        if queryset.model is Party:
            mine = self.instance.party or self.standing.party
            return queryset.exclude(pk=mine.pk) if mine else queryset
        if queryset.model is CharterStatement:
            kept = Q(charter__state=BehaviourCharter.State.AGREED) | Q(pk=self.instance.statement_id)
            return queryset.filter(kept).order_by("position", "created_at", "pk")
        return queryset


class InductionForm(OwnPeople):
    """A newcomer; for a new one also what is to be seen, read and met."""

    NAMED = ("person_id", "mentor_id")

    items = forms.MultipleChoiceField(
        label=_("What the newcomer should have seen, read and met"),
        choices=list(SUGGESTED.items()),
        initial=list(SUGGESTED),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Suggestions: leave out what does not fit, and add your own afterwards."),
    )

    class Meta:
        model = Induction
        fields = ("person", "name", "role", "mentor", "starts_on", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding:
            del self.fields["items"]

    def write(self) -> Induction:
        items = [str(SUGGESTED[key]) for key in self.cleaned_data.get("items", ())]
        seen = self.cleaned_data.get("seen_version")
        return services.plan_induction(self.instance, actor=self.standing.user, items=items, seen_version=seen)  # type: ignore[arg-type]


class DevelopmentActionForm(RecordForm):
    class Meta:
        model = DevelopmentAction
        fields = ("title", "kind", "competence", "role", "aim", "responsible", "assignee", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            self.fields["responsible"].initial = self.standing.party


# --- what acts ask ----------------------------------------------------------------------------------------------------
class ResultForm(ActForm):
    result = forms.CharField(label=_("What came of it"), widget=forms.Textarea, max_length=2000)


class VerifyForm(ActForm):
    result = forms.CharField(
        label=_("What shows that it helped"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("What people do now that they did not do before."),
    )


class DropForm(ActForm):
    result = forms.CharField(label=_("Why it is given up"), widget=forms.Textarea, max_length=2000)


class WordsForm(ActForm):
    """One text that must not name a person, whoever writes it."""

    field_name: ClassVar[str] = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get(self.field_name):
            refuse_names(data[self.field_name], self.standing.partnership, self.standing.party, field=self.field_name)
        return data


class AnswerForm(WordsForm):
    field_name = "response"
    response = forms.CharField(
        label=_("Our answer"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("How you see it, and what you do about it. Name no person."),
    )


class OutcomeForm(WordsForm):
    field_name = "outcome"
    outcome = forms.CharField(
        label=_("What was said about it"), widget=forms.Textarea, max_length=2000, help_text=_("Name no person.")
    )


class ClosingForm(WordsForm):
    field_name = "closing"
    closing = forms.CharField(
        label=_("How it ended"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("What is different now, or what stays as it is. Name no person."),
    )


class LessonsForm(ActForm):
    lessons = forms.CharField(
        label=_("What we do otherwise next time"),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("Ask the newcomer."),
    )


class PublishForm(WordsForm):
    field_name = "note"
    note = forms.CharField(
        label=_("Note for the others"),
        required=False,
        widget=forms.Textarea,
        max_length=1000,
        help_text=_("What they should know to read the figures. Write nothing about a person."),
    )
