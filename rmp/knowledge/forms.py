"""What this room's pages ask, where it is more than the fields of a model."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import Space
from partnerships.clock import today
from partnerships.documents.forms import LevelChoice
from partnerships.documents.models import Document
from partnerships.records.forms import ActForm, RecordForm
from rmp.knowledge import models
from rmp.knowledge.services import keeping

LONG: dict[str, Any] = {"max_length": 4000, "widget": forms.Textarea}


# --- sharing ----------------------------------------------------------------------------------------------------------
class CategoryForm(RecordForm):
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("What it is"), ("space", "name", "description", "owner")),
        (_("Whether the others can have it"), ("sharing", "condition", "level", "agreement")),
    )
    level = LevelChoice(help_text=_("Who may have it at most."))

    class Meta:
        model = models.InfoCategory
        fields = ("name", "description", "owner", "sharing", "condition", "level", "agreement", "review_on")
        widgets: ClassVar = {"sharing": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sharing"].choices = models.InfoCategory.Sharing.choices  # type: ignore[attr-defined]
        if self.adding:
            self.fields["owner"].initial = self.standing.party


class ReviewForm(ActForm):
    review_on = forms.DateField(label=_("To be looked at again on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = today() + dt.timedelta(days=365)


class RequestForm(RecordForm):
    class Meta:
        model = models.DisclosureRequest
        fields = ("what", "why", "of", "category", "answer_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.standing.others
        self.fields["of"].queryset = self.fields["of"].queryset.filter(pk__in=[party.pk for party in others])  # type: ignore[attr-defined]
        if len(others) == 1:
            self.fields["of"].initial = others[0]

    def _offer_spaces(self, spaces: list[str]) -> None:
        """A request is there for the other party to read: whoever writes for the own party may ask, too."""
        self._put_in(Space.OURS_SHARED)


class DecideForm(ActForm):
    to = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    limits = forms.CharField(
        label=_("Limits"), required=False, help_text=_("For a grant with limits: what, for whom, until when."), **LONG
    )
    answer = forms.CharField(label=_("Answer"), required=False, help_text=_("All parties read it."), **LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = models.DisclosureRequest.State
        self.fields["to"].choices = [(one.value, one.label) for one in (state.GRANTED, state.LIMITED, state.DECLINED)]  # type: ignore[attr-defined]


class HandOverForm(ActForm):
    what = forms.CharField(label=_("What is handed over"), max_length=250)
    document = forms.ModelChoiceField(
        label=_("Document"), queryset=Document.objects.none(), required=False, help_text=_("If it lies here, shared.")
    )
    at = forms.DateField(label=_("On"), initial=today)
    ground = forms.CharField(label=_("In detail"), required=False, **LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Document.objects.visible_to(self.standing.user).disclosed().filter(partnership=self.standing.partnership)
        self.fields["document"].queryset = found.select_related("level")  # type: ignore[attr-defined]
        self.fields["what"].initial = self.subject.what


class DisclosureForm(RecordForm):
    class Meta:
        model = models.DisclosureEvent
        fields = ("what", "to", "to_others", "basis", "category", "ground", "agreement", "document", "at")
        widgets: ClassVar = {"to": forms.CheckboxSelectMultiple, "basis": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        basis = models.DisclosureEvent.Basis
        # What was asked for is handed over from the request.
        self.fields["basis"].choices = [c for c in basis.choices if c[0] != basis.REQUEST]  # type: ignore[attr-defined]
        self.fields["to"].queryset = self.fields["to"].queryset.exclude(pk=getattr(self.standing.party, "pk", None))  # type: ignore[attr-defined]
        self.fields["document"].queryset = self.fields["document"].queryset.select_related("level")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("to") and not data.get("to_others"):
            self.add_error("to", _("Say to whom it was disclosed."))
        if data.get("to") and self.instance.is_private:
            self.add_error("space", _("A party that received it must be able to read this: share it."))
        return data


class RecallForm(ActForm):
    reason = forms.CharField(
        label=_("Why it is recalled"),
        help_text=_("And what is asked of those who have it: to delete it, to return it."),
        **LONG,
    )


# --- intellectual property --------------------------------------------------------------------------------------------
class SharesForm(ActForm):
    """A share for each party, and one for somebody outside. Its cleaned data are the keyword arguments of set_shares."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        percent: dict[str, Any] = {"required": False, "max_digits": 5, "decimal_places": 2, "min_value": 0, "max_value": 100}
        now = {share.owner_id: share.percent for share in self.subject.shares.all()}
        self.parties = {f"share-{party.pk}": party for party in self.standing.parties}
        for name, party in self.parties.items():
            self.fields[name] = forms.DecimalField(
                label=_("%(party)s, %%") % {"party": party.name}, initial=now.get(party.pk), **percent
            )
        self.fields["other_owner"] = forms.CharField(
            label=_("Owner outside the partnership"), max_length=200, required=False, initial=self.subject.other_owner
        )
        self.fields["other_percent"] = forms.DecimalField(
            label=_("Its share, %"), initial=self.subject.other_percent, **percent
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        shares = {party: data[name] for name, party in self.parties.items() if data.get(name)}
        return {"shares": shares, "other_owner": data.get("other_owner", ""), "other_percent": data.get("other_percent")}


class ProtectForm(ActForm):
    to = forms.ChoiceField(label=_("Step"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("On"), initial=today)
    reference = forms.CharField(label=_("Number of the filing or grant"), max_length=120, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_on = forms.DateField(label=_("By"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = models.IPRecord.TRANSITIONS[self.subject.protection]
        choices = [choice for choice in models.IPRecord.Protection.choices if choice[0] in ways]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["reference"].initial = self.subject.reference


# --- publications -----------------------------------------------------------------------------------------------------
class ClearForm(ActForm):
    note = forms.CharField(label=_("Note"), required=False, **LONG)


class ChangesForm(ActForm):
    note = forms.CharField(label=_("Which changes, and why"), help_text=_("Name what may not be made known."), **LONG)


class DelayForm(ActForm):
    until = forms.DateField(label=_("Until"), help_text=_("It may be published when this day has ended."))
    note = forms.CharField(label=_("Why"), help_text=_("A patent is being filed, say."), **LONG)


class PublishedForm(ActForm):
    on = forms.DateField(label=_("On"), initial=today)
    where = forms.CharField(label=_("Where"), max_length=300, help_text=_("Journal, address or number."))


# --- keeping ----------------------------------------------------------------------------------------------------------
class IncidentForm(RecordForm):
    class Meta:
        model = models.InfoIncident
        fields = ("title", "kind", "facts", "category", "personal", "discovered_on", "notify_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            self.fields["notify_by"].initial = today() + dt.timedelta(days=3)

    def write(self) -> Any:
        if self.adding:
            return keeping.report_incident(self.instance, actor=self.standing.user)  # type: ignore[arg-type]
        return super().write()


def words(name: str, label: Any, help_text: Any = "") -> type[ActForm]:
    """A form that asks for one text; the service takes it by that name."""
    field = forms.CharField(label=label, help_text=help_text, **LONG)
    return type(f"{name.title()}Form", (ActForm,), {name: field})


ContainForm = words("containment", _("How it was contained"))
AssessForm = words("assessment", _("What it means"), _("Whom and what it concerns, how far, and what follows."))
CloseForm = words("lesson", _("What is done differently from now on"))


class NoticeForm(ActForm):
    how = forms.CharField(label=_("How your party was told"), max_length=250, required=False)


class DisposalForm(ActForm):
    on = forms.DateField(label=_("On"), initial=today)
    disposal = forms.CharField(label=_("How, and who attests it"), **LONG)


class ToldForm(ActForm):
    on = forms.DateField(label=_("On"), initial=today)
    next_on = forms.DateField(label=_("Next on"), required=False)
