"""What is asked, whom, what was answered, and what follows from it."""

from assessments.models.answers import Answer, Benchmark, Cell, Changed, Response
from assessments.models.cycles import Cycle, CycleSide, Rhythm
from assessments.models.instruments import Dimension, Group, Instrument, Item, Kind
from assessments.models.outcomes import Consensus, Improvement, MaturityClaim, OptimizationReview
from assessments.models.people import Questionnaire, Respondent

__all__ = [
    "Answer",
    "Benchmark",
    "Cell",
    "Changed",
    "Consensus",
    "Cycle",
    "CycleSide",
    "Dimension",
    "Group",
    "Improvement",
    "Instrument",
    "Item",
    "Kind",
    "MaturityClaim",
    "OptimizationReview",
    "Questionnaire",
    "Respondent",
    "Response",
    "Rhythm",
]
