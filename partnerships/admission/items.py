"""What a newcomer is to read of what was there before it came: listed with the request, and signed by all."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.records.models import PartnershipRecord, record_kinds
from partnerships.records.refusals import Refused

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


def is_offered(model: Any) -> bool:
    """Whether a newcomer may be shown such records: not those that ask more of readers than their space, nor those that say no."""
    return getattr(model, "offered_to_newcomers", True) and not model.objects.all().asks_more


def check_offered(record: PartnershipRecord) -> None:
    """Raises Refused for a record of another kind."""
    if not is_offered(type(record)):
        kind = record._meta.verbose_name_plural
        raise Refused(_("Records of this kind are not shown to newcomers: %(kind)s.") % {"kind": kind})


def offered() -> list[Any]:
    """The kinds of records that a newcomer may be shown."""
    return [model for model in record_kinds() if is_offered(model)]


def as_they_are(partnership: Partnership, named: Iterable[tuple[Any, Any]]) -> list[PartnershipRecord]:
    """The joint records of these (kind, key) as they are now, without those that are none. One query for each kind."""
    keys = defaultdict(list)
    for model, key in named:
        keys[model].append(key)
    found: list[PartnershipRecord] = []
    for model, wanted in keys.items():
        found += model.objects.joint().filter(partnership=partnership, pk__in=wanted)
    return found
