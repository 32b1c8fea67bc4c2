"""Calls of services, ready to be made: everything is in place but the actor. Each room says them in its tests/arrangements.py.

ARRANGEMENTS = {
    start_objective: lambda cast: call(ObjectiveFactory(partnership=cast.partnership, agreed=True)),
    conclude_objective: lambda cast: call(..., by="representative", result="achieved", outcome="It runs."),
}
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from partnerships.tests.cast import Cast

# Strangers to the record, each in his or her own way; a respondent answers assessments, and nothing else. `reader` reads for the
# university, and stands beside the cast where all these are asked (ubc.tests.test_services).
DENIED = ("stranger", "sibling", "reader", "partner_reader", "respondent", "administrator")
SYSTEM = (
    "the system"  # what a joint decision or the clock brings about: actor=None does it, and no person by himself or herself
)


@dataclass(frozen=True)
class Call:
    args: tuple[Any, ...]
    by: str  # who of the cast may, or SYSTEM
    denied: tuple[str, ...] = DENIED
    kwargs: dict[str, Any] = field(default_factory=dict)


def call(*args: Any, by: str = "officer", denied: tuple[str, ...] = DENIED, **kwargs: Any) -> Call:
    """A call of a service with these arguments. `denied`: who of the cast may not, where it is others than usual (say why beside it)."""
    more = ("officer", "representative") if by == SYSTEM else ()
    return Call(args, by, (*denied, *more), kwargs)


Arrangements = dict[Callable[..., Any], Callable[[Cast], Call]]
