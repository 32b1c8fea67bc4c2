"""The records that count as evidence for the statements of clause 5.3: always disclosed ones, those that all parties may read."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from objectives.models import (
    Alignment,
    CapabilityCheck,
    DifferenceNote,
    Driver,
    InitiatorRule,
    Objective,
    ResourceCommitment,
    Restatement,
    Revision,
    RevisionCondition,
    RevisionStep,
    Summary,
    ValueCase,
)
from partnerships.actions.models import Action
from partnerships.practices.conditions import some
from partnerships.practices.registry import Condition

State = Objective.State
OF_OBJECTIVE = "objective__"

own = Objective.objects.disclosed().own()
common = Objective.objects.disclosed().common()
pursued = common.live()  # the common objectives that the parties propose or pursue
settled = common.filter(state__in=(State.AGREED, State.ACTIVE))
drivers = Driver.objects.disclosed()
value_cases = ValueCase.objects.disclosed()
differences = DifferenceNote.objects.disclosed()
commitments = ResourceCommitment.objects.disclosed()
checks = CapabilityCheck.objects.disclosed()
restatements = Restatement.objects.disclosed()
alignments = Alignment.objects.disclosed()
summaries = Summary.objects.disclosed()
revisions = Revision.objects.disclosed()
conditions = RevisionCondition.objects.disclosed()
initiators = InitiatorRule.objects.disclosed()
steps = RevisionStep.objects.disclosed()
common_commitments = commitments.filter(objective__party=None)
common_checks = checks.filter(objective__party=None)
supporting = alignments.filter(value__in=(Alignment.Value.SUPPORTS, Alignment.Value.SUPPORTS_STRONGLY))


def with_part(objectives: "QuerySet[Any]", part: Any) -> "QuerySet[Any]":
    """The objectives that have a part of the kind."""
    return objectives.filter(Exists(part.objects.filter(objective=OuterRef("pk"))))


def all_of(objectives: "QuerySet[Any]", good: "QuerySet[Any]") -> Condition:
    """The partnership has such objectives, and all of them are among the good ones."""
    return Q(some(objectives)) & ~Q(some(objectives.exclude(pk__in=good.values("pk"))))


with_action = pursued.filter(
    Exists(
        Action.objects.disclosed().filter(
            source_type__app_label="objectives", source_type__model="objective", source_key=OuterRef("pk")
        )
    )
)
with_direction = pursued.exclude(direction="")
weighed = pursued.exclude(feasibility="").exclude(effectiveness="")
in_terms = [Q(some(pursued.filter(term=span))) for span in Objective.Span.values]
two_terms = in_terms[0] & in_terms[1] | in_terms[0] & in_terms[2] | in_terms[1] & in_terms[2]
