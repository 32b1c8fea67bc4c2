"""What this room keeps.

`team`: the joint team, its places, its reviews. `means`: what the parties put at its disposal, and how a partner is helped to become
able. `handover`: a person leaves, and what he or she did goes on.
"""

from rmp.team.models.handover import ChecklistItem, Handover
from rmp.team.models.means import EnabledResource, PartnerDevelopment
from rmp.team.models.team import JointTeam, TeamMember, TeamReview

__all__ = [
    "ChecklistItem",
    "EnabledResource",
    "Handover",
    "JointTeam",
    "PartnerDevelopment",
    "TeamMember",
    "TeamReview",
]
