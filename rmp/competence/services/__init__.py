"""Every change of state in this room, and every write to more than one of its models."""

from rmp.competence.services.arrivals import (
    cancel_induction,
    complete_induction,
    plan_induction,
    start_induction,
    tick_step,
    untick_step,
)
from rmp.competence.services.behaviour import (
    acknowledge_observation,
    agree_charter,
    close_observation,
    discuss_observation,
    start_charter,
)
from rmp.competence.services.coverage import publish_coverage
from rmp.competence.services.learning import drop_learning, finish_learning, resume_learning, start_learning, verify_learning
from rmp.competence.services.people import rate

__all__ = [
    "acknowledge_observation",
    "agree_charter",
    "cancel_induction",
    "close_observation",
    "complete_induction",
    "discuss_observation",
    "drop_learning",
    "finish_learning",
    "plan_induction",
    "publish_coverage",
    "rate",
    "resume_learning",
    "start_charter",
    "start_induction",
    "start_learning",
    "tick_step",
    "untick_step",
    "verify_learning",
]
