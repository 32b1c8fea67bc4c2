"""What principle 7 keeps.

`promises`: who promised what, and whether it was kept. `pulses`: how much each side trusts, told of groups only. `indicators`: figures
with thresholds. `concerns`: worries and the ways they take. `reviews`: whether the benefit is fair. `signals`: behaviour, with a reply.
"""

from assessments.trust.models.concerns import (
    Category,
    Concern,
    ConcernContact,
    ConcernState,
    ConcernStep,
    IndependentConcern,
)
from assessments.trust.models.indicators import IndicatorReading, TrustIndicator
from assessments.trust.models.promises import Promise
from assessments.trust.models.pulses import (
    AskedPulse,
    Dimension,
    PulseCount,
    PulseFigure,
    PulseMark,
    PulseSide,
    TrustPulse,
)
from assessments.trust.models.reviews import BenefitReview, NetView
from assessments.trust.models.signals import BehaviourSignal, SignalReply

__all__ = [
    "AskedPulse",
    "BehaviourSignal",
    "BenefitReview",
    "Category",
    "Concern",
    "ConcernContact",
    "ConcernState",
    "ConcernStep",
    "Dimension",
    "IndependentConcern",
    "IndicatorReading",
    "NetView",
    "Promise",
    "PulseCount",
    "PulseFigure",
    "PulseMark",
    "PulseSide",
    "SignalReply",
    "TrustIndicator",
    "TrustPulse",
]
