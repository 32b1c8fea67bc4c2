"""What the pages of this room ask for, where the fields of a model are not enough."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.files import check_pdf
from partnerships.models import Participation, Party
from partnerships.records.forms import ActForm, RecordForm
from rmp.exits import services
from rmp.exits.models import DisengagementCase, ExitStrategy, ExitTrigger, FutureOpportunity
from rmp.exits.models.triggers import metric_choices


class StrategyForm(RecordForm):
    class Meta:
        model = ExitStrategy
        fields = ExitStrategy.FIXED

    def write(self) -> ExitStrategy:
        if self.adding:
            return services.start_strategy(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class TriggerForm(RecordForm):
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("The sign"), ("title", "category", "kind", "assess_within")),
        (_("For a figure"), ("metric", "side", "threshold", "warn_at")),
        (_("For a date"), ("on_date", "warn_days")),
        (_("For an event or a judgement"), ("reading",)),
    )

    class Meta:
        model = ExitTrigger
        fields = (
            *("title", "category", "kind", "assess_within", "metric", "side", "threshold", "warn_at"),
            *("on_date", "warn_days", "reading"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = metric_choices()
        if self.instance.metric and self.instance.metric not in dict(known):
            known.append((self.instance.metric, self.instance.metric))  # its room is not there now: the rule stays
        self.fields["metric"].choices = [("", "---------"), *known]  # type: ignore[attr-defined]
        self.fields["warn_days"].required = False

    def clean_warn_days(self) -> int:
        return self.cleaned_data["warn_days"] or 0


class BecauseForm(ActForm):
    because = forms.CharField(label=_("What happened, and how one knows"), widget=forms.Textarea, max_length=2000)


class ProofForm(ActForm):
    proof = forms.CharField(
        label=_("Proof"), widget=forms.Textarea, max_length=2000, help_text=_("By what the other side sees that it is done.")
    )


class DispositionProofForm(ProofForm):
    file = forms.FileField(label=_("File (PDF)"), required=False, help_text=_("Receipt, protocol, certificate of erasure."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None:
            check_pdf(file)
        return file


class ToldForm(ActForm):
    told = forms.CharField(
        label=_("Who was told, and how"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("Staff and students first, then partners, then the public."),
    )


class NoticeForm(ActForm):
    note = forms.CharField(label=_("Words to the others"), widget=forms.Textarea, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = self.standing.party
        if party is not None:
            first = services.earliest_end(self.standing.partnership, party, self.subject.kind)
            if first is not None:
                said = _("By the period agreed it can take effect on %(day)s at the earliest.")
                self.fields["note"].help_text = said % {"day": first}


class TakeUpForm(ActForm):
    title = forms.CharField(label=_("Title of the new partnership"), max_length=200)

    def __init__(self, *args: Any, subject: FutureOpportunity, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["title"].initial = subject.title if subject.reaches_all() else ""


class CaseForm(RecordForm):
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("What and why"), ("kind", "leaver", "reason", "assessment")),
        (_("What we decide"), ("terms", "effective_on", "successor")),
        (_("Look back"), ("outcome", "lessons", "publishable")),
    )

    class Meta:
        model = DisengagementCase
        fields = (
            *("kind", "leaver", "reason", "assessment"),
            *("terms", "effective_on", "successor"),
            *DisengagementCase.LOOKING_BACK,
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Participation.objects.joined().signing().filter(partnership=self.standing.partnership)
        if "leaver" in self.fields:
            self.fields["leaver"].queryset = Party.objects.filter(pk__in=seats.values("party"))  # type: ignore[attr-defined]
        looking_back = not self.adding and self.instance.state in (
            *(DisengagementCase.State.CLEARING, DisengagementCase.State.EVALUATION, DisengagementCase.State.TRANSITION),
        )
        if not looking_back:
            for name in DisengagementCase.LOOKING_BACK:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") != DisengagementCase.Kind.LEAVE:
            data["leaver"] = None
        elif "leaver" not in self.errors and data.get("leaver") is None:
            raise ValidationError({"leaver": _("Say which party leaves.")})
        partnership, day = self.standing.partnership, data.get("effective_on")
        if day and partnership.starts_on and day < partnership.starts_on:
            raise ValidationError({"effective_on": _("That is before the partnership began.")})
        return data
