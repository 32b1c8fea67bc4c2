"""What the plan's pages ask."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.records.forms import ActForm, RecordForm
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview, SectionText

MARKDOWN_HELP = _("Plain text. An empty line begins a paragraph, a leading hyphen a list, **two stars** make bold.")


class SectionTextForm(RecordForm):
    class Meta:
        model = SectionText
        fields = ("text",)
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts: ClassVar = {"text": MARKDOWN_HELP}

    def write(self) -> SectionText:
        """Raises Stale when somebody else wrote the section since the page was opened."""
        return services.write_section(
            self.standing.partnership,
            self.instance.section,
            actor=self.standing.user,  # type: ignore[arg-type]
            text=self.cleaned_data["text"],
            seen_version=self.cleaned_data.get("seen_version") or 0,
        )


class PlanVersionForm(RecordForm):
    class Meta:
        model = PlanVersion
        fields = ("summary", "review_on")
        widgets: ClassVar = {"summary": forms.Textarea(attrs={"rows": 8})}

    def write(self) -> PlanVersion:
        """Raises Refused while another version is on the way."""
        if self.adding:
            return services.start_version(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


class SignaturesForm(ActForm):
    due_on = forms.DateField(label=_("Last day to sign"), required=False)
    reason = forms.CharField(
        label=_("Reason to sign all the same"),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("Only needed where something is missing or a party asks for changes. It is kept with the version."),
    )


class ReviewForm(ActForm):
    section = forms.ChoiceField(label=_("Section"))
    verdict = forms.ChoiceField(
        label=_("What your party says of this section"), choices=SectionReview.Verdict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What is to change"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = self.subject.content.get("sections", ())
        self.fields["section"].choices = [(section["key"], section["title"]) for section in sections]  # type: ignore[attr-defined]


class CompareForm(forms.Form):
    """Which two states of the plan to lay side by side: frozen versions by their keys, or NOW."""

    NOW = "now"

    left = forms.ChoiceField(label=_("From"))
    right = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("left", "right"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
