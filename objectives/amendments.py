"""What a revision changes, in plain form.

A revision's changes are `{slot: [before, after]}` with plain values, so that they can be stored, signed and compared. A slot is one
value that the parties fixed: a FIXED field of the objective, of one of its measures, or of an agreed milestone.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from objectives.models import Objective
from partnerships.records.refusals import Refused
from partnerships.records.slots import Slot, slots_of

if TYPE_CHECKING:
    from objectives.models import Revision
    from partnerships.records.models import Kept

Changes = dict[str, list[Any]]


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
