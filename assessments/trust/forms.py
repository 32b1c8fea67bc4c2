"""What this room's pages ask, where it is more than the fields of a model."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.trust.models import (
    Category,
    Concern,
    ConcernState,
    IndependentConcern,
    Promise,
    SignalReply,
    TrustIndicator,
    TrustPulse,
)
from assessments.trust.models.pulses import HIGHEST, LOWEST, STATEMENTS, Dimension
from assessments.trust.origins import record_at
from assessments.trust.services import concerns, promises, pulses, signals
from partnerships.access.policy import Right, Standing
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, Metric
from partnerships.records.forms import ActForm, HouseForm, RecordForm

LONG: dict[str, Any] = {"widget": forms.Textarea, "max_length": 4000}


class PromiseForm(RecordForm):
    origin = forms.CharField(
        label=_("Comes from"),
        required=False,
        max_length=400,
        help_text=_(
            "The address of the page of an objective, a decision, an action … in which it was given. All parties read it."
        ),
    )

    class Meta:
        model = Promise
        fields = ("by", "to", "text", "details", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].initial = self.standing.party
        self.fields["to"].empty_label = _("each of the others")  # type: ignore[attr-defined]
        if not self.adding:
            del self.fields["origin"]

    def clean_origin(self) -> str:
        address = self.cleaned_data["origin"].strip()
        if address:
            source = record_at(address, self.standing)
            if source is None:
                raise forms.ValidationError(_("There is no page at this address that is about a record all parties here read."))
            self.instance.source_type = ContentType.objects.get_for_model(source)
            self.instance.source_key = source.pk
        return address

    def write(self) -> Promise:
        if self.adding:
            return promises.note_promise(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        seen = self.cleaned_data.get("seen_version")
        return promises.rewrite(self.instance, actor=self.standing.user, seen_version=seen)  # type: ignore[arg-type]


class ReportForm(ActForm):
    on = forms.DateField(label=_("Kept on"), initial=today)
    shows = forms.CharField(label=_("What shows it"), required=False, widget=forms.Textarea, max_length=2000)


class ConfirmForm(ActForm):
    on = forms.DateField(label=_("Kept on"), help_text=_("By the due date it counts as kept, after it as kept late."))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.subject.reported_on or today()


class MoveForm(ActForm):
    due_on = forms.DateField(label=_("New date"))
    text = forms.CharField(label=_("New words"), required=False, max_length=200, help_text=_("Empty: the words stay."))
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea, max_length=2000)


class TrustPulseForm(RecordForm):
    class Meta:
        model = TrustPulse
        fields = ("opens_on", "closes_on", "occasion")

    def write(self) -> TrustPulse:
        if self.adding:
            return pulses.plan_pulse(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class AnswerForm(HouseForm):
    """The six statements; each is answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {LOWEST: _("not at all"), HIGHEST: _("entirely")}
        scale = [(n, format_lazy("{} {}", n, words[n]) if n in words else str(n)) for n in range(LOWEST, HIGHEST + 1)]
        for dimension in Dimension:
            self.fields[dimension] = forms.TypedChoiceField(
                label=STATEMENTS[dimension], choices=scale, coerce=int, widget=forms.RadioSelect
            )


class TrustIndicatorForm(RecordForm):
    metric = forms.ChoiceField(label=_("Figure"))

    class Meta:
        model = TrustIndicator
        fields = ("metric", "threshold", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = {Metric.Better.HIGH: _("flagged below the threshold"), Metric.Better.LOW: _("flagged from the threshold on")}
        choices = [(key, format_lazy("{} ({})", metric.label, ways[metric.better])) for key, metric in METRICS.items()]
        self.fields["metric"].choices = sorted(choices, key=lambda choice: str(choice[1]))  # type: ignore[attr-defined]
        if not self.adding:
            self.fields["metric"].disabled = True


class IssueForm(ActForm):
    facts = forms.CharField(label=_("What the others should know"), **LONG)


class ResponseForm(ActForm):
    response = forms.CharField(label=_("What we do about it"), widget=forms.Textarea, max_length=2000)


class AssessmentForm(ActForm):
    assessment = forms.CharField(label=_("What we find"), **LONG)


class ActionTakenForm(ActForm):
    action = forms.CharField(label=_("What was done"), **LONG)


class OutcomeForm(ActForm):
    outcome = forms.CharField(label=_("What came of it"), **LONG)


class ClosingForm(ActForm):
    closing = forms.CharField(label=_("How it ended"), widget=forms.Textarea, max_length=2000)


class ConcernForm(RecordForm):
    """An edit while it is not looked into yet; raised it is by RaiseForm."""

    class Meta:
        model = Concern
        fields = ("title", "category", "what", "wish")


class RaiseForm(HouseForm):
    """A concern, and the way it is to take. What a way means stands beside it."""

    OWN, BOTH, INDEPENDENT = "own", "both", "independent"

    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("Who is to know"), ("channel",)),
        (_("The concern"), ("title", "category", "what", "wish")),
    )

    channel = forms.ChoiceField(label=_("Way"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("In a line"), max_length=150)
    category = forms.ChoiceField(label=_("About"), choices=Category.choices)
    what = forms.CharField(label=_("What happened"), widget=forms.Textarea, max_length=8000)
    wish = forms.CharField(label=_("What would help"), required=False, **LONG)

    def __init__(self, *args: Any, standing: Standing, neutral: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        ways = []
        if standing.party is not None and standing.may(Right.WRITE, standing.party):
            ways.append((self.OWN, _("To my own party: its people here read it, nobody else.")))
            ways.append((self.BOTH, _("To both sides: all who work here read it.")))
        if standing.party is not None and neutral:
            ways.append((self.INDEPENDENT, _("To the neutral person: nobody of either side can see that it exists.")))
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        self.fields["channel"].initial = ways[0][0] if len(ways) == 1 else None
        self.tune_widgets()

    def write(self, partnership: Partnership) -> Concern | IndependentConcern:
        said = {name: self.cleaned_data[name] for name in ("title", "category", "what", "wish")}
        user: Any = self.standing.user
        if self.cleaned_data["channel"] == self.INDEPENDENT:
            return concerns.raise_independent(IndependentConcern(partnership=partnership, author=user, **said), actor=user)
        joint = self.cleaned_data["channel"] == self.BOTH
        place: dict[str, Any] = {"party": None, "visibility": "shared"}
        if not joint:
            place = {"party": self.standing.party, "visibility": "private"}
        return concerns.raise_concern(Concern(partnership=partnership, **place, **said), actor=user)


class StepForm(HouseForm):
    """A word in an independent concern; for a neutral person, with the state it moves to."""

    text = forms.CharField(label=_("What the other is to know"), **LONG)

    def __init__(self, *args: Any, concern: IndependentConcern, handles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = IndependentConcern.TRANSITIONS[concern.state]
        if handles and following:
            choices = [("", _("stays as it is")), *(choice for choice in ConcernState.choices if choice[0] in following)]
            self.fields["state"] = forms.ChoiceField(label=_("State"), choices=choices, required=False)
        self.tune_widgets()


class SignalReplyForm(RecordForm):
    class Meta:
        model = SignalReply
        fields = ("text",)

    def write(self) -> SignalReply:
        return signals.reply(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
