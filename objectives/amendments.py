"""What a revision changes, in plain form.

A revision's changes are `{slot: [before, after]}` with plain values, so that they can be stored, signed and compared. A slot is one
value that the parties fixed: a FIXED field of the objective, of one of its measures, or of an agreed milestone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from objectives.models import Objective
from partnerships.records.describe import normal, text
from partnerships.records.services import Refused

if TYPE_CHECKING:
    from objectives.models import Revision
    from partnerships.records.models import Kept

Changes = dict[str, list[Any]]


@dataclass(frozen=True)
class Slot:
    """One fixed value: a field of a record."""

    record: Any
    field: Any

    @cached_property
    def name(self) -> str:
        return f"{self.record._meta.model_name}-{self.record.pk}-{self.field.name}"

    @cached_property
    def label(self) -> str:
        name = capfirst(str(self.field.verbose_name))
        return name if isinstance(self.record, Objective) else f"{self.record}: {name}"

    @property
    def value(self) -> Any:
        return getattr(self.record, self.field.name)

    def set(self, plain_value: Any) -> None:
        setattr(self.record, self.field.attname, self.field.to_python(plain_value))

    @property
    def plain(self) -> Any:
        return plain(self.field, self.value)

    def shown(self, plain_value: Any, parties: dict[str, str]) -> str:
        """A plain value as people read it; `parties` are the names of parties by key."""
        if plain_value is None:
            return ""
        if self.field.is_relation:
            return parties.get(plain_value, "")
        if self.field.flatchoices:
            return str(dict(self.field.flatchoices).get(plain_value, plain_value))
        return text(self.field.to_python(plain_value))


def plain(field: Any, value: Any) -> Any:
    """A value as it is stored and signed: text as it is, numbers and days as text, a party by its key."""
    if value is None:
        return None
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(field, models.DecimalField):
        return format(normal(field.to_python(value)), "f")
    return str(value).replace("\r\n", "\n")  # as browsers send line ends is not a change


def slots_of(record: "Kept") -> list[Slot]:
    """The slots of one record."""
    return [Slot(record, record._meta.get_field(name)) for name in record.FIXED]  # type: ignore[attr-defined]


def slots(objective: Objective) -> Iterator[Slot]:
    """All that the parties fixed in the objective, in the order in which people read it."""
    yield from slots_of(objective)
    for measure in objective.measures.order_by("created_at", "pk"):
        yield from slots_of(measure)
    for milestone in objective.milestones.order_by("due_on", "created_at", "pk"):
        if milestone.is_fixed:
            yield from slots_of(milestone)


def rebased(objective: Objective, changes: Changes) -> Changes:
    """The changes against the objective as it is now. What no longer changes anything, or is no longer there, falls out."""
    return {
        slot.name: [slot.plain, changes[slot.name][1]]
        for slot in slots(objective)
        if slot.name in changes and slot.plain != changes[slot.name][1]
    }


def check(objective: Objective, changes: Changes) -> None:
    """Raise ValidationError when the objective could not be what the changes make of it. Nothing is saved."""
    touched: dict[Any, Any] = {}
    for slot in slots(Objective.objects.get(pk=objective.pk)):
        if slot.name in changes:
            slot.set(changes[slot.name][1])
            touched[slot.record.pk] = slot.record
    problems: list[str] = []
    for record in touched.values():
        try:
            record.full_clean()
        except ValidationError as error:
            problems += error.messages
    if problems:
        raise ValidationError(problems)


def new_values(revision: "Revision", record: "Kept") -> dict[str, Any]:
    """{attribute: value} that the revision gives to the record, ready to be set."""
    return {
        slot.field.attname: slot.field.to_python(revision.changes[slot.name][1])
        for slot in slots_of(record)
        if slot.name in revision.changes
    }


def records_changed(revision: "Revision") -> list[Any]:
    """The records it changes. Raises Refused when something is not what it was when the revision was submitted."""
    if rebased(revision.objective, revision.changes) != revision.changes:
        raise Refused(_("The objective is not what it was when this revision was submitted: write a new one."))
    found = {slot.record.pk: slot.record for slot in slots(revision.objective) if slot.name in revision.changes}
    return list(found.values())


def compared(revision: "Revision") -> list[dict[str, str]]:
    """Before and after, row by row, in words."""
    participations = revision.partnership.participations.select_related("party")
    parties = {str(participation.party_id): participation.party.name for participation in participations}
    rows = []
    for slot in slots(revision.objective):
        if slot.name in revision.changes:
            before, after = (slot.shown(value, parties) for value in revision.changes[slot.name])
            rows.append({"label": slot.label, "before": before, "after": after})
    if revision.gives_up:
        rows.append({"label": _("The objective"), "before": _("pursued"), "after": _("given up")})
    return rows
