"""Forms of this room that say more than which fields they have."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.accounts.forms import time_zones
from partnerships.models import Partnership, Party, Side
from partnerships.records.forms import ActForm, HouseForm, RecordForm
from rmp.relationship.models import InterestedParty, Priority, RelationshipLink

if TYPE_CHECKING:
    from django.db.models import QuerySet


class InterestedPartyForm(RecordForm):
    class Meta:
        model = InterestedParty
        fields = ("name", "category", "influence", "interest", "evaluation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = self.grouped  # type: ignore[attr-defined]

    def grouped(self) -> list[Any]:
        """The kinds under the headings of their groups; asked for only when the form is drawn."""
        category: Any = self.fields["category"]
        groups: dict[str, list[tuple[Any, str]]] = {}
        for term in category.queryset:
            groups.setdefault(term.group_label, []).append((term.pk, str(term)))
        return [("", category.empty_label), *groups.items()]


class LinkForm(RecordForm):
    """Only partnerships that the writer stands in can be chosen."""

    class Meta:
        model = RelationshipLink
        fields = ("kind", "other", "note")

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        queryset = super().choices_of(queryset)
        return queryset.exclude(pk=self.standing.partnership.pk) if queryset.model is Partnership else queryset


class PriorityForm(RecordForm):
    fieldsets = (
        (_("What it is to us"), ("tier", "reason")),
        (_("What it brings"), Priority.BENEFIT),
        (_("What it takes"), Priority.EFFORT),
        (_("When"), ("review_on",)),
    )

    class Meta:
        model = Priority
        fields = ("tier", "reason", *Priority.BENEFIT, *Priority.EFFORT, "review_on")


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea, max_length=2000)


class PartyForm(HouseForm, forms.ModelForm):
    """What kind of organisation one's own party is (3.1, 3.2), and where. It is saved by `describe_party`."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [("", _("not stated")), *time_zones()[1:]],
        required=False,
        help_text=_("In which a deadline ends for your party. Empty: as late as anywhere in its country."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Party
        fields = (
            *("name", "short_name", "university_type", "business_type", "relation_basis"),
            *("country", "city", "time_zone", "website", "about"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        university = self.instance.kind == Side.UNIVERSITY
        del self.fields["business_type" if university else "university_type"]
