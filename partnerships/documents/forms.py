"""What is asked of a person who hands in a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.accounts.models import User
from partnerships.documents import services
from partnerships.documents.audience import check_audience, name_parties, people_of
from partnerships.documents.content import TAKEN, check_content
from partnerships.documents.levels import Audience, ClassificationLevel
from partnerships.documents.models import Document
from partnerships.models import Party
from partnerships.records.filters import record_filter
from partnerships.records.forms import ActForm, RecordForm
from partnerships.records.models import PartnershipRecord

NAMED_HELP = _("Only for a level that names parties.")
PEOPLE_HELP = _("Only for a level that names persons.")


class FileField(forms.FileField):
    """A file, checked by its content; a name of any length is cut rather than refused."""

    def __init__(self, **kwargs: Any) -> None:
        text = _("%(kinds)s.") % {"kinds": TAKEN}
        usual: dict[str, Any] = {"label": _("File"), "help_text": text, "allow_empty_file": True, "max_length": None}
        super().__init__(**usual | kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            check_content(file)
        return file


class LevelChoice(forms.ModelChoiceField):
    """The levels of the schemes in use, each with who may have it."""

    def __init__(self, **kwargs: Any) -> None:
        levels = ClassificationLevel.objects.offered().select_related("scheme").order_by("scheme__name", "rank")
        super().__init__(**{"queryset": levels, "label": _("Classification")} | kwargs)

    def label_from_instance(self, level: Any) -> str:
        return f"{level} ({level.get_audience_display()})"


def level_fields() -> dict[str, forms.Field]:
    """Level, and to whom the narrower ones are confined."""
    return {
        "level": LevelChoice(help_text=_("Who may have it at most.")),
        "named": forms.ModelMultipleChoiceField(
            Party.objects.none(),
            label=_("Named parties"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=NAMED_HELP,
        ),
        "people": forms.ModelMultipleChoiceField(
            User.objects.none(),
            label=_("Restricted to these people"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=PEOPLE_HELP,
        ),
    }


def confine(form: Any, standing: Standing, party: Party | None, *, private: bool) -> None:
    """Offer what fits the place: other parties where there are several, people of the own party where it is private."""
    if len(standing.parties) < 3:
        form.fields.pop("named", None)
    else:
        offered = standing.others if party else standing.parties
        form.fields["named"].queryset = Party.objects.filter(pk__in=[other.pk for other in offered])
    if party is None or not private:
        form.fields.pop("people", None)
    else:
        people = User.objects.filter(pk__in=people_of(standing.partnership, party))
        form.fields["people"].queryset = people.order_by("name")


def prefer(field: Any) -> None:
    """Offer the level that suits most first."""
    field.initial = ClassificationLevel.objects.offered().filter(audience=Audience.PARTIES).order_by("rank").first()


class AttachForm(ActForm):
    """A document for a record. Its cleaned data are the keyword arguments of services.attach."""

    def __init__(self, *args: Any, standing: Standing, subject: PartnershipRecord, **kwargs: Any) -> None:
        super().__init__(*args, standing=standing, subject=subject, **kwargs)
        self.fields["file"] = FileField()
        self.fields["title"] = forms.CharField(
            label=_("Title"), max_length=200, required=False, help_text=_("Empty: the name of the file.")
        )
        self.fields |= level_fields()
        self.fields["note"] = forms.CharField(
            label=_("What it is about"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )
        confine(self, standing, subject.party, private=subject.is_private)
        prefer(self.fields["level"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("level"):
            document = Document(**self.subject.same_place(), level=data["level"], source_key=self.subject.pk)
            name_parties(document, data.get("named", ()))
            check_audience(document, people=data.get("people", ()))
        return data


class DocumentForm(RecordForm):
    """A document of the partnership itself. Once there, only what is said of it changes here."""

    class Meta:
        model = Document
        fields = ("title", "note", "level", "people")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding:
            for name in ("level", "people"):
                del self.fields[name]
            return
        self.fields["file"] = FileField()
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: the name of the file.")
        self.fields |= level_fields()
        confine(self, self.standing, self.standing.party, private=True)
        prefer(self.fields["level"])
        self.order_fields(["space", "file", "title", "level", "named", "people", "note"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.adding and data.get("level") and (data.get("space") or "space" not in self.fields):
            self.instance.level = data["level"]
            name_parties(self.instance, data.get("named", ()))
            check_audience(self.instance, people=data.get("people", ()))
        return data

    def write(self) -> Document:
        actor: Any = self.standing.user
        data = self.cleaned_data
        if not self.adding:
            return services.describe_document(self.instance, actor=actor, seen_version=data.get("seen_version"))
        named, people = data.get("named", ()), data.get("people", ())
        return services.keep(self.instance, actor=actor, file=data["file"], named=named, people=people)


class NewVersionForm(ActForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = FileField()
        self.fields["remark"] = forms.CharField(label=_("What changed"), max_length=250, required=False)


class ReclassifyForm(ActForm):
    def __init__(self, *args: Any, standing: Standing, subject: Document, **kwargs: Any) -> None:
        super().__init__(*args, standing=standing, subject=subject, **kwargs)
        self.fields |= level_fields()
        confine(self, standing, subject.party, private=(subject.source or subject).is_private)
        self.fields["level"].initial = subject.level_id  # type: ignore[attr-defined]
        self.fields["reason"] = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


DocumentFilter = record_filter(Document, "level", "kind", search=("title", "note"))
