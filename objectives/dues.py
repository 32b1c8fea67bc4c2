"""What falls due in this room. An own objective's dates concern its party; a common one's the responsible party, or all."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from objectives.models import Milestone, Objective, ProgressCheck, Revision, Summary
from partnerships.reminders.registry import Due, register_due


def of_live_objectives(parts: "QuerySet[Any]") -> "QuerySet[Any]":
    """Parts of objectives that go on, with the party that answers for them."""
    live = Objective.objects.live().values("pk")
    return parts.filter(objective__in=live).annotate(answerable=Coalesce("objective__party", "objective__responsible"))


def milestones() -> "QuerySet[Milestone]":
    return of_live_objectives(Milestone.objects.filter(state=Milestone.State.PLANNED))


def next_checks() -> "QuerySet[ProgressCheck]":
    """The newest check of each objective: its next date is the one that counts."""
    newer = ProgressCheck.objects.filter(objective=OuterRef("objective"), on__gt=OuterRef("on"))
    return of_live_objectives(ProgressCheck.objects.filter(~Exists(newer)))


register_due(
    Due(
        kind="objectives.milestone",
        label=_("Milestone"),
        queryset=milestones,
        partnership="objective__partnership",
        party="answerable",
        related=("objective__partnership",),
    ),
    Due(
        kind="objectives.progress_check",
        label=_("Progress check"),
        queryset=next_checks,
        date="next_on",
        partnership="objective__partnership",
        party="answerable",
        related=("objective__partnership",),
        title=lambda check: str(check.objective),
    ),
    Due(
        kind="objectives.summary",
        label=_("Summary"),
        queryset=lambda: Summary.objects.filter(state=Summary.State.DUE),
        party="",
        related=("partnership",),
    ),
    Due(
        kind="objectives.revision",
        label=_("Approved revision to be applied"),
        queryset=lambda: Revision.objects.filter(state=Revision.State.APPROVED),
        date="effective_on",
        party="",
        leads=(1,),
        related=("partnership", "objective"),
    ),
)
