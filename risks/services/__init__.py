"""Every step of this room: criteria and appetite, readings and consensus, treatments, acceptance, the course of a risk."""

from risks.services.accepting import decline_acceptance, propose_acceptance, put_acceptance_in_force
from risks.services.course import add_review, close, escalate, monitor, occur, raise_issue, read_indicator, reopen, treat
from risks.services.criteria import allow_count, put_criteria_in_force, start_criteria, stop_count
from risks.services.readings import agree_consensus, drop_consensus, propose_consensus, rate
from risks.services.treating import consent, plan_treatment, refuse_consent, take_up

__all__ = [
    "add_review",
    "agree_consensus",
    "allow_count",
    "close",
    "consent",
    "decline_acceptance",
    "drop_consensus",
    "escalate",
    "monitor",
    "occur",
    "plan_treatment",
    "propose_acceptance",
    "propose_consensus",
    "put_acceptance_in_force",
    "put_criteria_in_force",
    "raise_issue",
    "rate",
    "read_indicator",
    "refuse_consent",
    "reopen",
    "start_criteria",
    "stop_count",
    "take_up",
    "treat",
]
