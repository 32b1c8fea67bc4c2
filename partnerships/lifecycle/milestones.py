"""Which entries of the history belong to the life of a partnership as a whole. Rooms say it of their records."""

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

MILESTONES: dict[str, tuple[str, ...]] = {}


def register_milestones(model: str, *verbs: str) -> None:
    """Add verbs of the history about a kind of record ("rmp_plan.planversion"). Raises ValueError when the kind is there already."""
    if model in MILESTONES:
        raise ValueError(f"The milestones of {model} are registered twice.")
    MILESTONES[model] = verbs


def milestones() -> Q:
    """The entries of the history that are milestones."""
    conditions = []
    for name, verbs in MILESTONES.items():
        app_label, _dot, model = name.partition(".")
        kind = ContentType.objects.get_by_natural_key(app_label, model)
        conditions.append(Q(subject_type=kind, verb__in=verbs))
    return reduce(or_, conditions)
