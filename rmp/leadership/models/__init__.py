"""What principle 4 keeps.

`profile`: what leaders must be, do and may do. `appointment`: how one person comes to lead, and how that ends. `backing`: support,
resources, reviews and the example that leaders give. `decisions`: which decisions come up, held against the leaders' powers.
"""

from rmp.leadership.models.appointment import Appointment, Removal
from rmp.leadership.models.backing import LeaderActivity, LeaderResource, LeaderReview, ResourceKind, SupportConfirmation
from rmp.leadership.models.decisions import DecisionNeed
from rmp.leadership.models.profile import LeaderProfile, Power, PowerKind

__all__ = [
    "Appointment",
    "DecisionNeed",
    "LeaderActivity",
    "LeaderProfile",
    "LeaderResource",
    "LeaderReview",
    "Power",
    "PowerKind",
    "Removal",
    "ResourceKind",
    "SupportConfirmation",
]
