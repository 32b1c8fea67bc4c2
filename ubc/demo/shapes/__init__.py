"""The shapes of the demo world's data. Whoever stores it does so through the services; nothing here knows the database.

- Parties, people, partnerships and objectives refer to each other by `key`.
- A day is a number of days from today: -30 is a month ago, 0 today.
- `party=""` means joint. A party's record is private unless `shared`.
- Choices are the stored values of the models (states, roles, forms); terms are the codes of partnerships.terms.
"""

from ubc.demo.shapes.objectives import (
    Action,
    AlignmentCell,
    CapabilityCheck,
    Commitment,
    Communication,
    Difference,
    Driver,
    Measure,
    Mechanism,
    Milestone,
    Number,
    Objective,
    ProgressCheck,
    Reading,
    Restatement,
    Revision,
    RevisionMechanism,
    RevisionStep,
    Summary,
    ValueCase,
)
from ubc.demo.shapes.people import Day, Participation, Party, Person, Seat
from ubc.demo.shapes.plan import PlanVersion, Section, SectionReview, Signature
from ubc.demo.shapes.world import Contents, Partnership, Step, World

__all__ = [
    "Action",
    "AlignmentCell",
    "CapabilityCheck",
    "Commitment",
    "Communication",
    "Contents",
    "Day",
    "Difference",
    "Driver",
    "Measure",
    "Mechanism",
    "Milestone",
    "Number",
    "Objective",
    "Participation",
    "Partnership",
    "Party",
    "Person",
    "PlanVersion",
    "ProgressCheck",
    "Reading",
    "Restatement",
    "Revision",
    "RevisionMechanism",
    "RevisionStep",
    "Seat",
    "Section",
    "SectionReview",
    "Signature",
    "Step",
    "Summary",
    "ValueCase",
    "World",
]
