"""What principle 3 keeps.

`grounds`: why the parties collaborate and how. `objective`: what they want to reach. `parts`: how it is measured, staffed, checked and
told. `alignment`: how own and common objectives fit. `revision`: by which rules an agreed objective changes, and the changes.
"""

from objectives.models.alignment import Alignment
from objectives.models.grounds import DifferenceNote, Driver, Mechanism, Summary, ValueCase
from objectives.models.objective import Objective
from objectives.models.parts import (
    CapabilityCheck,
    Communication,
    Measure,
    Milestone,
    ProgressCheck,
    Reading,
    ResourceCommitment,
    Restatement,
)
from objectives.models.revision import InitiatorRule, Revision, RevisionCondition, RevisionStep

__all__ = [
    "Alignment",
    "CapabilityCheck",
    "Communication",
    "DifferenceNote",
    "Driver",
    "InitiatorRule",
    "Measure",
    "Mechanism",
    "Milestone",
    "Objective",
    "ProgressCheck",
    "Reading",
    "ResourceCommitment",
    "Restatement",
    "Revision",
    "RevisionCondition",
    "RevisionStep",
    "Summary",
    "ValueCase",
]
