"""What a newcomer is to read of what was there before it came: listed with the request, and signed by all."""

from collections import defaultdict
from typing import Any

from partnerships.admission.models import Admission
from partnerships.models import Partnership
from partnerships.records.models import PartnershipRecord, record_kinds

# States in which a record is somebody's thought, and nothing that the parties have before them.
NOT_YET = frozenset({"draft", "drafted", "idea", "prepared"})


def default_items(partnership: Partnership) -> list[PartnershipRecord]:
    """The joint records that are open or in force and that every party that has joined reads, by their kinds. One query for each kind."""
    found: list[PartnershipRecord] = []
    for model in offered():
        rows = model.objects.disclosed().joint().filter(partnership=partnership).order_by("created_at", "pk")
        going_on = {state for state, after in model.TRANSITIONS.items() if after}
        if going_on and "state" in {field.name for field in model._meta.concrete_fields}:
            rows = rows.filter(state__in=going_on - NOT_YET)
        found += rows
    return found


def offered() -> list[Any]:
    """The kinds of records that a newcomer may be shown: not those that ask more of readers than their space, nor those that say no."""
    models: list[Any] = [model for model in record_kinds() if getattr(model, "offered_to_newcomers", True)]
    return [model for model in models if not model.objects.all().asks_more]


def shown_by(admission: Admission) -> list[PartnershipRecord]:
    """The records that the request lists, as they are now; what has gone since is left out. One query for each kind."""
    keys = defaultdict(list)
    for item in admission.items.select_related("subject_type"):
        keys[item.subject_type].append(item.subject_key)
    found: list[PartnershipRecord] = []
    for kind, wanted in keys.items():
        model: Any = kind.model_class()
        if model is not None:
            found += model.objects.joint().filter(partnership=admission.partnership_id, pk__in=wanted)
    return found
