"""What this room keeps."""

from risks.models.criteria import ImpactDimension, PartyStance, RiskCriteria
from risks.models.ratings import Consensus, RiskRating
from risks.models.risk import Risk, RiskLink, RiskOwner
from risks.models.treatments import Acceptance, Treatment
from risks.models.watch import Indicator, IndicatorReading, RiskReview

__all__ = [
    "Acceptance",
    "Consensus",
    "ImpactDimension",
    "Indicator",
    "IndicatorReading",
    "PartyStance",
    "Risk",
    "RiskCriteria",
    "RiskLink",
    "RiskOwner",
    "RiskRating",
    "RiskReview",
    "Treatment",
]
