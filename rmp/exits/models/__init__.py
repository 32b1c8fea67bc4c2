"""What this room keeps."""

from rmp.exits.models.after import FutureOpportunity, SurvivingObligation
from rmp.exits.models.assessment import AssessmentView, ExitAssessment
from rmp.exits.models.cases import CaseEvaluation, ContinuityMeasure, DisengagementCase, Disposition
from rmp.exits.models.plan import ExitPlanItem, ExitRehearsal, ItemOwner
from rmp.exits.models.strategy import ExitPosition, ExitStrategy, NoticePeriod
from rmp.exits.models.triggers import ExitTrigger, TriggerReading

__all__ = [
    "AssessmentView",
    "CaseEvaluation",
    "ContinuityMeasure",
    "DisengagementCase",
    "Disposition",
    "ExitAssessment",
    "ExitPlanItem",
    "ExitPosition",
    "ExitRehearsal",
    "ExitStrategy",
    "ExitTrigger",
    "FutureOpportunity",
    "ItemOwner",
    "NoticePeriod",
    "SurvivingObligation",
    "TriggerReading",
]
