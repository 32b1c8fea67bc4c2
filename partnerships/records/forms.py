"""The form every record is written with: choices the person may see, the space it goes to, and the version it was read at."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import InSpace, Space, Visibility
from partnerships.accounts.models import User
from partnerships.bases import Offered
from partnerships.models import Membership, Partnership, Party, Side
from partnerships.records.models import HeldPart, Kept, PartnershipRecord, RecordPart
from partnerships.records.services import save_record
from partnerships.records.sharing import not_reading

if TYPE_CHECKING:
    from django.db.models import QuerySet


def words_of(former: PartnershipRecord | None, *names: str) -> dict[str, Any]:
    """What a new version begins with: values of the one before, where all at the table read that. At most one query."""
    return {name: getattr(former, name) for name in names} if former is not None and former.reaches_all() else {}


class HouseForm(forms.Form):
    """How forms look and behave here, whatever they are for."""

    # (title, field names): groups of fields; fields that are in none follow at the end.
    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        named = {name for _title, names in self.fieldsets for name in names}
        asked = [(title, [name for name in names if name in self.fields]) for title, names in self.fieldsets]
        groups = [Fieldset(title, *names) for title, names in asked if names]
        helper.layout = Layout(*groups, *[name for name in self.fields if name not in named])
        return helper

    def add_error(self, field: str | None, error: Any) -> None:
        """Say what is wrong at the field, or on the form where this person's form does not have that field."""
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.add_error(name, ValidationError(errors))
        else:
            super().add_error(field if field in self.fields else None, error)

    def tune_widgets(self) -> None:
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
                field.localize = False
            elif isinstance(field.widget, forms.Textarea) and field.widget.attrs["rows"] == "10":  # Django's own
                field.widget.attrs["rows"] = 4


class PartyChoice(forms.ModelChoiceField):
    """A choice among organisations, on pages that do not say of each of them who vouches for it."""

    def label_from_instance(self, party: Party) -> str:
        return party.full_name


def keys_of(named: Any) -> set[Any]:
    """The keys of what a field refers to: rows, keys, or nothing."""
    return {getattr(one, "pk", one) for one in (named if isinstance(named, list) else [named])} - {None}


def and_named(offered: "QuerySet[Any]", named: Any) -> "QuerySet[Any]":
    """The choices, and what is named already although it is offered no more: saving something else does not drop it."""
    return offered.model._default_manager.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=keys_of(named)))


class ActForm(HouseForm):
    """What an act (sign, agree, withdraw ...) asks of the person. Its cleaned data are the service's keyword arguments."""

    def __init__(self, *args: Any, standing: Standing, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing, self.subject = standing, subject
        self.tune_widgets()


class NoteForm(ActForm):
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)


class ShareForm(NoteForm):
    """To whom a record is shown: to all at the table, unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = not_reading(self.subject, self.standing)
        if sum(party.kind != Side.NEUTRAL for party in self.offered) < 2:
            return  # there is nothing to choose
        keys = [party.pk for party in self.offered]
        self.fields["parties"] = forms.ModelMultipleChoiceField(
            Party.objects.filter(pk__in=keys),
            label=_("Show it to"),
            initial=keys,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("What is shown to some can be shown to more later."),
        )
        self.order_fields(["parties", "note"])

    def parties(self) -> list[Party] | None:
        """The chosen ones; None for all."""
        chosen = list(self.cleaned_data.get("parties", self.offered))
        return None if len(chosen) == len(self.offered) else chosen


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=2000)


class RecordForm(HouseForm, forms.ModelForm):
    """Base of every room's forms.

    `standing` is the writer's; `parent` is what a part hangs on; `spaces` are the spaces a new record may go to.
    """

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, standing: Standing, parent: Kept | None = None, spaces: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.standing, self.parent = standing, parent
        self.adding = self.instance._state.adding
        if self.adding:
            self._prepare_instance()
            self._offer_spaces(list(spaces))
        else:
            self.fields["seen_version"].initial = self.instance.version
        self._narrow_choices()
        self._offer_holder()
        self._lock()
        self.tune_widgets()

    def _prepare_instance(self) -> None:
        if isinstance(self.instance, RecordPart):
            assert self.parent is not None
            setattr(self.instance, self.instance.part_of, self.parent)
            if hasattr(self.instance, "party_id"):
                self.instance.party = self.standing.party  # type: ignore[attr-defined]
        else:
            self.instance.partnership = self.standing.partnership

    def _offer_spaces(self, spaces: list[str]) -> None:
        if not isinstance(self.instance, PartnershipRecord) or not spaces:
            return  # a part lies where its record lies, and what comes without a choice lies where it was put
        if not self.standing.may(Right.SHARE):
            spaces = [space for space in spaces if space != Space.OURS_SHARED]
        if len(spaces) == 1:
            self._put_in(spaces[0])
            return
        self.fields["space"] = forms.ChoiceField(
            label=_("Where it belongs"),
            choices=[(space, Space(space).label) for space in spaces],
            initial=spaces[0],
            widget=forms.RadioSelect,
            help_text=_(
                "Private: only your own party reads it. Shared: all parties read it. Joint: it belongs to all parties. "
                "To show it to some parties only, keep it private first and share it then."
            ),
        )
        self.order_fields(["space"])

    def _put_in(self, space: str) -> None:
        self.instance.party = None if space == Space.JOINT else self.standing.party
        self.instance.visibility = Visibility.PRIVATE if space == Space.OURS_PRIVATE else Visibility.SHARED

    def _narrow_choices(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = self._with_present(name, self.choices_of(field.queryset))

    def _offer_holder(self) -> None:
        """Whose a part of a joint record is: the own party's, or nobody else's who signs here (HeldPart)."""
        if not isinstance(self.instance, HeldPart) or self.instance.record.party_id is not None:
            return
        field: Any = self.fields[self.instance.held_by]
        others = [party.pk for party in self.standing.others]
        present = getattr(self.instance, f"{self.instance.held_by}_id")
        field.queryset = (field.queryset | Party.objects.filter(pk=present)).exclude(pk__in=others)
        field.initial = self.standing.party

    def _with_present(self, name: str, offered: "QuerySet[Any]") -> "QuerySet[Any]":
        """The choices, and what the record names already: what was taken back meanwhile stays named until the person says otherwise.

        Such a choice has not come through the gate, and so says its name only to who may read it.
        """
        model: Any = offered.model
        fields = {field.name: field for field in (*self.instance._meta.concrete_fields, *self.instance._meta.many_to_many)}
        if self.adding or name not in fields:
            return offered
        if issubclass(model, Offered):
            return and_named(offered, self.initial.get(name))
        if not issubclass(model, InSpace | RecordPart):
            return offered
        named = fields[name].value_from_object(self.instance)
        keys = keys_of(named)
        if not keys - set(offered.filter(pk__in=keys).values_list("pk", flat=True)):
            return offered
        return and_named(offered, named)

    def choices_of(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """What of a relation's rows this person may choose: only what is in this partnership and visible to him or her."""
        model, standing = queryset.model, self.standing
        if issubclass(model, InSpace):
            return queryset.visible_to(standing.user).filter(partnership=standing.partnership)  # type: ignore[attr-defined]
        if issubclass(model, RecordPart):
            return queryset.visible_to(standing.user).of_partnership(standing.partnership)  # type: ignore[attr-defined]
        if issubclass(model, Party):
            return queryset.filter(pk__in=[party.pk for party in standing.parties])
        if issubclass(model, User):
            people = Membership.objects.standing_in(standing.partnership)
            owner = None if "space" in self.fields else self.instance.owner_party
            if owner is not None and self.instance.record.visibility == Visibility.PRIVATE:
                people = people.filter(party=owner)
            return queryset.filter(pk__in=people.values("user"))
        if issubclass(model, Partnership):
            return queryset.visible_to(standing.user)  # type: ignore[attr-defined]
        return queryset

    def _lock(self) -> None:
        if self.adding:
            return
        for name in self.instance.locked_fields() & self.fields.keys():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Fixed by a joint decision: change it by a revision.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("space"):
            self._put_in(data["space"])
        return data

    def validate_unique(self) -> None:
        """Django leaves out constraints that name what the person does not choose; those are checked here."""
        super().validate_unique()
        own = {"partnership", "party", getattr(self.instance, "part_of", "")}
        exclude = self._get_validation_exclusions() - own  # type: ignore[attr-defined]
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                if own & set(getattr(constraint, "fields", ())):
                    try:
                        constraint.validate(model, self.instance, exclude=exclude)
                    except ValidationError as error:
                        self._update_errors(error)  # type: ignore[attr-defined]

    def write(self) -> Any:
        """Save through the service, so that the change is checked, locked and in the history. Raises Stale and Refused."""
        many = {f.name for f in self.instance._meta.many_to_many} & self.cleaned_data.keys()
        return save_record(
            self.instance,
            actor=self.standing.user,  # type: ignore[arg-type]
            seen_version=self.cleaned_data.get("seen_version"),
            related={name: self.cleaned_data[name] for name in many},
        )


def model_form(model: type[models.Model], *names: str, **attrs: Any) -> type[RecordForm]:
    """A form with nothing particular to it: the named fields of the model."""
    return type(f"{model.__name__}Form", (RecordForm,), {"Meta": type("Meta", (), {"model": model, "fields": names}), **attrs})
