"""Forms of this room that say more than which fields they have."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.models import Membership
from partnerships.records.describe import text
from partnerships.records.forms import ActForm, RecordForm
from rmp.team.checklist import SUGGESTED
from rmp.team.models import EnabledResource, Handover, TeamMember, TeamReview
from rmp.team.services import plan_handover, review_team
from rmp.team.services.commitments import commitments

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnerships.querysets import MembershipQuerySet

RELEASE = "release"


class TeamMemberForm(RecordForm):
    """A place in the team: of one's own party, or of all."""

    fieldsets = (
        (_("Who"), ("space", "role", "person", "name", "position")),
        (_("What he or she sees to and may decide"), ("responsibilities", "powers", "keeps_plan", "deputy")),
        (_("When"), ("starts_on", "ends_on")),
    )

    class Meta:
        model = TeamMember
        fields = (
            *("role", "person", "name", "position"),
            *("responsibilities", "powers", "keeps_plan", "deputy", "starts_on", "ends_on"),
        )
        widgets = {"responsibilities": forms.Textarea(attrs={"rows": 3}), "powers": forms.Textarea(attrs={"rows": 3})}

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Own people for own places; to a place that exists, whoever holds it or stands in."""
        if queryset.model is User:
            mine = Membership.objects.standing_in(self.standing.partnership).filter(party=self.standing.party)
            return queryset.filter(Q(pk__in=mine.values("user")) | Q(pk=self.instance.person_id)).order_by("name", "pk")
        queryset = super().choices_of(queryset)
        if queryset.model is TeamMember:
            side = Q(party=self.standing.party) | Q(party=None) if self.adding else Q(party=self.instance.party_id)
            held = queryset.lasting().filter(side).select_related("person")  # type: ignore[attr-defined]
            return held.exclude(pk=self.instance.pk).order_by("created_at", "pk")
        return queryset


class TeamReviewForm(RecordForm):
    class Meta:
        model = TeamReview
        fields = ("on", "finding", "upgraded", "next_on")

    def write(self) -> TeamReview:
        seen = self.cleaned_data.get("seen_version")
        return review_team(self.instance, actor=self.standing.user, seen_version=seen)  # type: ignore[arg-type]


class EnabledResourceForm(RecordForm):
    """A resource; how it stands follows from acts, so that it is known when it came and went."""

    class Meta:
        model = EnabledResource
        fields = ("category", "title", "kind", "purpose", "starts_on", "ends_on")


class HandoverForm(RecordForm):
    """Who leaves, when, and who takes over; for a new one also what is to be done before."""

    items = forms.MultipleChoiceField(
        label=_("What is to be done before"),
        choices=list(SUGGESTED.items()),
        initial=list(SUGGESTED),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Suggestions: leave out what does not fit, and add your own afterwards."),
    )

    class Meta:
        model = Handover
        fields = ("person", "successor", "last_day", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding:
            del self.fields["items"]
        if "person" in self.instance.locked_fields():
            self.fields["person"].help_text = _("All parties were told: if somebody else leaves, cancel this handover.")

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """The party's people at this table, and who is named already."""
        if queryset.model is not User:
            return super().choices_of(queryset)
        mine = Membership.objects.standing_in(self.standing.partnership).filter(party=self.standing.party)
        named = [self.instance.person_id, self.instance.successor_id]
        return queryset.filter(Q(pk__in=mine.values("user")) | Q(pk__in=[key for key in named if key])).order_by("name", "pk")

    def write(self) -> Handover:
        items = [str(SUGGESTED[key]) for key in self.cleaned_data.get("items", ())]
        seen = self.cleaned_data.get("seen_version")
        return plan_handover(self.instance, actor=self.standing.user, items=items, seen_version=seen)  # type: ignore[arg-type]


# --- what acts ask ----------------------------------------------------------------------------------------------------
class EndPlaceForm(ActForm):
    ends_on = forms.DateField(label=_("Last day"), initial=today)


class ProvideForm(ActForm):
    starts_on = forms.DateField(label=_("Since"), required=False, help_text=_("Empty: as planned, or from today."))


class ResultForm(ActForm):
    result = forms.CharField(label=_("What the partner can do now"), widget=forms.Textarea, max_length=4000)


class HandOverForm(ActForm):
    """For each commitment of the leaving person: to whom it goes, whether it is released, or that it stays for now.

    The successor is proposed for all of them, so that one step passes everything on. Its cleaned data: {choices: {key: person or None}}.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in self._receivers()}
        successor = str(self.subject.successor_id or "")
        everything = commitments(self.subject, self.standing.user)  # type: ignore[arg-type]
        self.passed_on = [found for found in everything if found.may_change]
        for found in self.passed_on:
            choices = [("", _("stays for now")), *((key, str(person)) for key, person in self.people.items())]
            if found.may_release:
                choices.append((RELEASE, _("released: nobody")))
            day = f", {text(found.on)}" if found.on else ""
            self.fields[found.key] = forms.ChoiceField(
                label=f"{found.label}: {found.title}{day}",
                choices=choices,
                required=False,
                initial=successor if successor in self.people else "",
            )

    def _receivers(self) -> list[User]:
        """Who of the party may take something on, the successor first."""
        here: MembershipQuerySet = Membership.objects.standing_in(self.standing.partnership).filter(party=self.subject.party)
        able = here.filter(role__in=roles_with(Right.WRITE)).exclude(user=self.subject.person)
        people = list(User.objects.filter(pk__in=able.values("user")))
        return sorted(people, key=lambda person: (person.pk != self.subject.successor_id, str(person)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = {found.key: data.get(found.key) for found in self.passed_on}
        if not any(chosen.values()) and not self.errors:
            raise forms.ValidationError(_("Choose for at least one of them."))
        return {"choices": {key: self.people.get(value) for key, value in chosen.items() if value}}
