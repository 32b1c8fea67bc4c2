"""The records of principle 2."""

from rmp.visions.models.compatibility import Area, AreaHandling, AreaRating, CompatibilityAssessment, EthicsCheck
from rmp.visions.models.focus import FocusArea, FocusCommitment, ValueCheck
from rmp.visions.models.screening import EthicsScreening
from rmp.visions.models.visions import Acknowledgement, JointVision, PartyProfile

__all__ = [
    "Acknowledgement",
    "Area",
    "AreaHandling",
    "AreaRating",
    "CompatibilityAssessment",
    "EthicsCheck",
    "EthicsScreening",
    "FocusArea",
    "FocusCommitment",
    "JointVision",
    "PartyProfile",
    "ValueCheck",
]
