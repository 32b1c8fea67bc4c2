"""What the parties create together, what each puts into it and gets out of it."""

from objectives.value.models.benefits import Benefit, BenefitAttestation, BenefitMeasurement, BenefitShare
from objectives.value.models.contributions import Contribution, ContributionReceipt
from objectives.value.models.ideas import IdeaScore, ValueIdea
from objectives.value.models.meaning import BalanceTerms, ValueDefinition
from objectives.value.models.results import Lesson, LessonApplication, Output
from objectives.value.models.targets import ImprovementTarget, TargetReading

__all__ = [
    "BalanceTerms",
    "Benefit",
    "BenefitAttestation",
    "BenefitMeasurement",
    "BenefitShare",
    "Contribution",
    "ContributionReceipt",
    "IdeaScore",
    "ImprovementTarget",
    "Lesson",
    "LessonApplication",
    "Output",
    "TargetReading",
    "ValueDefinition",
    "ValueIdea",
]
