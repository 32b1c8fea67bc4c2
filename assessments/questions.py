"""The form of one step of a questionnaire, made from its questions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from assessments.models import Answer, Item
from assessments.services.answering import Given
from assessments.workbook import LONGEST_TEXT, number_of

NA = "na"


class StepForm(forms.Form):
    """A field to each question, named after its key. Leaving one empty is no answer; “does not apply” is one."""

    def __init__(self, *args: Any, items: Sequence[Item], answered: dict[UUID, Answer], side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            name = name_of(item)
            self.fields[name] = field_of(item, side)
            if item.pk in answered:
                self.initial[name] = initial_of(item, answered[item.pk])

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Field by field, for the page."""
        return [{"item": item, "field": self[name_of(item)]} for item in self.items]

    def given(self) -> dict[Item, Given | None]:
        """What was answered; None where a question was left out or cleared."""
        return {item: given_of(item, self.cleaned_data.get(name_of(item))) for item in self.items}


def name_of(item: Item) -> str:
    return f"q-{item.pk.hex}"


def field_of(item: Item, side: str) -> forms.Field:
    """Nothing is required while one answers: what must be answered is asked for when it is handed in."""
    common: dict[str, Any] = {"label": item.wording(side), "required": False}
    na = (NA, _("does not apply"))
    match item.type:
        case Item.Type.SCALE:
            lowest = item.dimension.instrument.lowest
            words = item.descriptors
            levels = [(str(level), words[level - lowest] if words else str(level)) for level in range(lowest, 6)]
            return forms.ChoiceField(choices=[*levels, na], widget=forms.RadioSelect, **common)
        case Item.Type.YES_NO:
            return forms.ChoiceField(choices=[("1", _("yes")), ("0", _("no")), na], widget=forms.RadioSelect, **common)
        case Item.Type.SINGLE:
            choices = [(str(place), label) for place, label in enumerate(item.choices)]
            return forms.ChoiceField(choices=[*choices, na], widget=forms.RadioSelect, **common)
        case Item.Type.MULTI:
            choices = [(str(place), label) for place, label in enumerate(item.choices)]
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case Item.Type.NUMBER:
            return NumberField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=24, **common)
        case Item.Type.DATE:
            return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **common)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_TEXT, **common)


class NumberField(forms.CharField):
    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        try:
            return number_of(words)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def initial_of(item: Item, answer: Answer) -> Any:
    if answer.chosen is not None:
        return [str(place) for place in answer.chosen]
    if answer.number is not None:
        return f"{answer.number.normalize():f}"
    if item.type in (Item.Type.SCALE, Item.Type.SINGLE, Item.Type.YES_NO):
        return NA if answer.value is None else str(answer.value)
    return answer.day or answer.text


def given_of(item: Item, value: Any) -> Given | None:
    if value in (None, "", []):
        return None
    if value == NA and item.type in (Item.Type.SCALE, Item.Type.SINGLE, Item.Type.YES_NO):
        return Given()
    match item.type:
        case Item.Type.MULTI:
            return Given(chosen=tuple(sorted(int(place) for place in value)))
        case Item.Type.NUMBER:
            return Given(number=value)
        case Item.Type.DATE:
            return Given(day=value)
        case Item.Type.TEXT:
            return Given(text=value)
    return Given(value=int(value))
