"""What the pages and acts of bodies and meetings ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.records.forms import ActForm, RecordForm
from rmp.governance.models import AgendaItem, Attendance, BodyMember, GovernanceBody, Meeting
from rmp.governance.services import meetings as services

YEARS = (2000, 2100)


class WhenField(forms.DateTimeField):
    """A day and a time where the reader is."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is not None and not YEARS[0] <= found.year <= YEARS[1]:
            raise forms.ValidationError(_("Is the year right?"))
        return found


class BodyForm(RecordForm):
    class Meta:
        model = GovernanceBody
        fields = (
            *("name", "level", "terms", "chair_rule", "chair_party", "quorum_parties", "quorum_per_party", "cadence"),
            "escalates_to",
        )

    fieldsets = (
        (_("What it is"), ("name", "level", "terms", "escalates_to")),
        (_("How it works"), ("chair_rule", "chair_party", "quorum_parties", "quorum_per_party", "cadence")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        escalates_to: Any = self.fields["escalates_to"]
        escalates_to.queryset = escalates_to.queryset.standing().exclude(pk=self.instance.pk)

    def write(self) -> Any:
        seen = self.cleaned_data.get("seen_version")
        return services.save_body(self.instance, actor=self.standing.user, seen_version=seen)  # type: ignore[arg-type]


class BodyMemberForm(RecordForm):
    class Meta:
        model = BodyMember
        fields = ("seat_of", "role", "person", "name", "position", "stands_in_for", "voting", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands_in_for: Any = self.fields["stands_in_for"]
        mates = BodyMember.objects.filter(body=self.instance.body).exclude(pk=self.instance.pk)
        stands_in_for.queryset = (
            mates.exclude(role=BodyMember.Role.ALTERNATE).select_related("seat_of").order_by("seat_of__name", "name")
        )
        # A person who has left keeps the seat until somebody ends it.
        if self.instance.person_id:
            person: Any = self.fields["person"]
            person.queryset = person.queryset | type(self.instance.person).objects.filter(pk=self.instance.person_id)


class MeetingForm(RecordForm):
    starts_at = WhenField(label=_("Begins"), help_text=_("In your own time zone."))
    link = forms.URLField(label=_("Address of the video meeting"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Meeting
        fields = ("body", "starts_at", "duration", "mode", "place", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = body.queryset.standing()

    def write(self) -> Any:
        seen = self.cleaned_data.get("seen_version")
        return services.save_meeting(self.instance, actor=self.standing.user, seen_version=seen)  # type: ignore[arg-type]


class AgendaItemForm(RecordForm):
    class Meta:
        model = AgendaItem
        fields = ("position", "title", "kind", "duration", "presenter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            last = AgendaItem.objects.filter(meeting=self.instance.meeting).order_by("-position").first()
            self.initial.setdefault("position", min(last.position + 1, 32767) if last else 1)


class MoveMeetingForm(ActForm):
    starts_at = WhenField(label=_("Begins"), help_text=_("In your own time zone."))
    duration = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=1440)
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    link = forms.URLField(label=_("Address of the video meeting"), required=False, max_length=200, assume_scheme="https")
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "duration", "place", "link"):
            self.fields[name].initial = getattr(self.subject, name)


class HoldForm(ActForm):
    held_on = forms.DateField(label=_("Held on"))
    present = forms.ModelMultipleChoiceField(
        label=_("Who was there"), queryset=BodyMember.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    excused = forms.ModelMultipleChoiceField(
        label=_("Who was excused"), queryset=BodyMember.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(label=_("Guests"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = min(self.subject.on, today())
        seats = BodyMember.objects.filter(body=self.subject.body).current().filled().select_related("seat_of")
        for name in ("present", "excused"):
            self.fields[name].queryset = seats.order_by("seat_of__name", "name", "pk")  # type: ignore[attr-defined]

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > today():
            raise forms.ValidationError(_("That day is still to come."))
        return self.cleaned_data["held_on"]

    def clean_excused(self) -> Any:
        both = set(self.cleaned_data.get("present") or ()) & set(self.cleaned_data["excused"])
        if both:
            raise forms.ValidationError(_("Both there and excused: %(names)s.") % {"names": ", ".join(map(str, both))})
        return self.cleaned_data["excused"]


class MinutesForm(ActForm):
    """What came of each item, and the text: all of it before the parties at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {f"outcome_{item.pk.hex}": item for item in self.subject.items.order_by("position", "created_at", "pk")}
        for number, (name, item) in enumerate(self.items.items(), start=1):
            self.fields[name] = forms.CharField(
                label=f"{number}. {item.title}", initial=item.outcome, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields["minutes"] = forms.CharField(
            label=_("Minutes"),
            initial=self.subject.minutes,
            max_length=40000,
            widget=forms.Textarea(attrs={"rows": 8}),
            help_text=_("What was said that will matter later. The outcomes above stand in them already."),
        )
        self.fields["due_on"] = forms.DateField(
            label=_("Last day to agree or object"), required=False, widget=forms.DateInput(attrs={"type": "date"})
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        outcomes = {item: data[name] for name, item in self.items.items() if name in data}
        return {"minutes": data.get("minutes", ""), "due_on": data.get("due_on"), "outcomes": outcomes}


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=_("Outcome"), widget=forms.Textarea, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].initial = self.subject.outcome


class AttendanceForm(RecordForm):
    class Meta:
        model = Attendance
        fields = ("kind",)

    def write(self) -> Any:
        seen = self.cleaned_data.get("seen_version")
        return services.correct_attendance(self.instance, actor=self.standing.user, seen_version=seen)  # type: ignore[arg-type]
