"""Every step of this room: profiles, nominations and appointments, removals."""

from rmp.leadership.services.nominations import (
    answer_objection,
    decide_nomination,
    endorse,
    give_up,
    object_to,
    put_forward,
    reopen_nomination,
)
from rmp.leadership.services.office import accept, appoint, decline, end, hand_over, recommit, start
from rmp.leadership.services.profiles import agree_profile, revise_profile
from rmp.leadership.services.removals import (
    agree_to_removal,
    decide_removal,
    object_to_removal,
    propose_removal,
    withdraw_removal,
)

__all__ = [
    "accept",
    "agree_profile",
    "agree_to_removal",
    "answer_objection",
    "appoint",
    "decide_nomination",
    "decide_removal",
    "decline",
    "end",
    "endorse",
    "give_up",
    "hand_over",
    "object_to",
    "object_to_removal",
    "propose_removal",
    "put_forward",
    "recommit",
    "reopen_nomination",
    "revise_profile",
    "start",
    "withdraw_removal",
]
