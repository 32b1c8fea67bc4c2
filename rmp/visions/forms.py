"""What this room's pages ask, where it is more than the fields of a model."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.clock import today
from partnerships.records.forms import ActForm, RecordForm, words_of
from rmp.visions import services
from rmp.visions.models import EthicsCheck, EthicsScreening, JointVision


class JointVisionForm(RecordForm):
    """A new version begins with the words of the agreed one."""

    class Meta:
        model = JointVision
        fields = JointVision.FIXED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding and not self.is_bound:
            agreed = JointVision.objects.visible_to(self.standing.user).agreed().filter(partnership=self.standing.partnership)
            self.initial.update(words_of(agreed.first(), *JointVision.FIXED))

    def write(self) -> JointVision:
        """Raises Refused while another draft is there."""
        if self.adding:
            return services.start_vision(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class EthicsScreeningForm(RecordForm):
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("Who screens"), ("space",)),
        (_("Questions"), (*EthicsScreening.QUESTIONS, "findings")),
        (_("Result"), ("result", "conditions", "valid_until")),
    )

    class Meta:
        model = EthicsScreening
        fields = EthicsScreening.FIXED


class PublishForm(ActForm):
    where = forms.CharField(
        label=_("Where"), max_length=300, help_text=_("The address of the page, or the name of the paper or the event.")
    )
    on = forms.DateField(label=_("On"), initial=today)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]


class SettleForm(ActForm):
    state = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    handling = forms.CharField(
        label=_("How we deal with it"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("Or why it is accepted, or stays as it is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = EthicsCheck.TRANSITIONS[self.subject.state]
        self.fields["state"].choices = [choice for choice in EthicsCheck.State.choices if choice[0] in ways]  # type: ignore[attr-defined]
        self.fields["handling"].initial = self.subject.handling
