"""What this room of principle 1 keeps.

`environment`: interested parties, their expectations, what helps and hinders. `appraisal`: what kind of relationship it is, what it
brings, what shall last, what others do better. `ties`: links to other partnerships and a party's own ranking. `engagement`: how the
parties engage and who speaks with whom.
"""

from rmp.relationship.models.appraisal import Advantage, Appraisal, BenchmarkNote, ExpectedOutcome, Sustainability
from rmp.relationship.models.engagement import CommunicationLine, EngagementProcess, EngagementStep
from rmp.relationship.models.environment import ContextFactor, Expectation, InterestedParty, Level
from rmp.relationship.models.ties import Priority, RelationshipLink

__all__ = [
    "Advantage",
    "Appraisal",
    "BenchmarkNote",
    "CommunicationLine",
    "ContextFactor",
    "EngagementProcess",
    "EngagementStep",
    "Expectation",
    "ExpectedOutcome",
    "InterestedParty",
    "Level",
    "Priority",
    "RelationshipLink",
    "Sustainability",
]
