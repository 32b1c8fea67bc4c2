"""Every change of state in this room. `team`: places and reviews; `means`: resources and development; `handovers`: from one to another."""

from rmp.team.services.handovers import (
    begin_handover,
    cancel_handover,
    complete_handover,
    hand_over,
    plan_handover,
    tick_item,
    untick_item,
)
from rmp.team.services.means import (
    drop_development,
    finish_development,
    provide_resource,
    start_development,
    withdraw_resource,
)
from rmp.team.services.team import end_place, pass_place_on, review_team

__all__ = [
    "begin_handover",
    "cancel_handover",
    "complete_handover",
    "drop_development",
    "end_place",
    "finish_development",
    "hand_over",
    "pass_place_on",
    "plan_handover",
    "provide_resource",
    "review_team",
    "start_development",
    "tick_item",
    "untick_item",
    "withdraw_resource",
]
