"""Records of governance: bodies, meetings, decisions, authority, processes, issues, agreements."""

from rmp.governance.models.agreement_parts import AgreementTopic, NoticePeriod
from rmp.governance.models.agreements import Agreement
from rmp.governance.models.authority import Activity, AuthorityRule, Responsibility
from rmp.governance.models.bodies import BodyMember, GovernanceBody
from rmp.governance.models.decisions import Decision, PartyPosition
from rmp.governance.models.issues import Issue, IssuePosition, Ladder, LadderPlace
from rmp.governance.models.lines import NegotiatingLine
from rmp.governance.models.meetings import AgendaItem, Attendance, Meeting
from rmp.governance.models.no_agreement import NoAgreement
from rmp.governance.models.processes import JointProcess, OwnWay

__all__ = [
    "Activity",
    "AgendaItem",
    "Agreement",
    "AgreementTopic",
    "Attendance",
    "AuthorityRule",
    "BodyMember",
    "Decision",
    "GovernanceBody",
    "Issue",
    "IssuePosition",
    "JointProcess",
    "Ladder",
    "LadderPlace",
    "Meeting",
    "NegotiatingLine",
    "NoAgreement",
    "NoticePeriod",
    "OwnWay",
    "PartyPosition",
    "Responsibility",
]
