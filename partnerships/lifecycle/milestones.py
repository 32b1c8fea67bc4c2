"""Which entries of the history belong to the life of a partnership as a whole. Rooms say it of their records."""

from functools import reduce
from operator import or_

from django.db.models import Q

MILESTONES: dict[str, tuple[str, ...]] = {}


def register_milestones(kind: str, *verbs: str) -> None:
    """Add verbs of the history about a kind of record ("plan-version"). Raises ValueError when the kind is there already."""
    if kind in MILESTONES:
        raise ValueError(f"The milestones of {kind} are registered twice.")
    MILESTONES[kind] = verbs


def milestones() -> Q:
    """The entries of the history that are milestones."""
    return reduce(or_, (Q(kind=kind, verb__in=verbs) for kind, verbs in MILESTONES.items()))
