"""Each service of this room, ready to be called."""

from partnerships.clock import today
from partnerships.signoff.tests.signing import proven
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, Call, call
from rmp.leadership import services
from rmp.leadership.models import Appointment, Removal
from rmp.leadership.services import joint, office
from rmp.leadership.tests import factories as make

State = Appointment.State
PAPER = {"instrument": "letter", "reference": "L 1"}
# Whoever does not sign for the party whose word is next: the other party, and those who write for their own but do not sign for it.
NOT_OURS = (*DENIED, "contributor", "partner_contributor", "representative")
NOT_THEIRS = (*DENIED, "contributor", "partner_contributor", "officer")
# Nobody commits somebody else, not even the own officer.
NOT_THE_PERSON = (*DENIED, "officer", "representative")


def profile(cast, **fields):
    return make.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer, **fields)


def nomination(cast, state=State.PREPARED, **fields):
    """The university's, private as long as it is in preparation."""
    visibility = "private" if state == State.PREPARED else "shared"
    place = {"partnership": cast.partnership, "author": cast.officer, "party": cast.university, "visibility": visibility}
    return make.AppointmentFactory(**place, state=state, **fields)


def asked(cast):
    """Before the other party."""
    made = nomination(cast, State.NOMINATED)
    proven(joint.ask_the_others)(made, actor=cast.officer, due_on=None)
    return made


def leader(cast, state=State.ACTIVE, **fields):
    """The university's contributor, on the way into office or in it."""
    return nomination(cast, state, person=cast.contributor, name=cast.contributor.name, commitment="Within a day.", **fields)


def proposed_removal(cast):
    """By the partner, of the university's leader."""
    made = make.RemovalFactory(appointment=leader(cast), party=cast.partner, author=cast.representative)
    proven(joint.ask_the_others)(made, actor=cast.representative, due_on=None)
    return made


ARRANGEMENTS: Arrangements = {
    joint.ask_the_others: lambda cast: call(nomination(cast, State.NOMINATED), denied=NOT_OURS, due_on=None),
    services.put_forward: lambda cast: call(nomination(cast), denied=NOT_OURS),
    services.answer_objection: lambda cast: call(nomination(cast, State.OBJECTED), denied=NOT_OURS, answer="He has since."),
    services.endorse: lambda cast: call(asked(cast), by="representative", denied=NOT_THEIRS),
    services.object_to: lambda cast: call(asked(cast), by="representative", denied=NOT_THEIRS, reason="Never led."),
    services.decide_nomination: lambda cast: call(nomination(cast, State.NOMINATED), State.ENDORSED, by=SYSTEM),
    services.reopen_nomination: lambda cast: call(nomination(cast, State.NOMINATED), by=SYSTEM),
    services.give_up: lambda cast: call(asked(cast), denied=NOT_OURS, reason="He has left."),
    services.appoint: lambda cast: call(nomination(cast, State.ENDORSED), denied=NOT_OURS, on=today(), **PAPER),
    services.accept: lambda cast: call(
        leader(cast, State.APPOINTED), by="contributor", denied=NOT_THE_PERSON, commitment="I answer."
    ),
    services.decline: lambda cast: call(
        leader(cast, State.APPOINTED), by="contributor", denied=NOT_THE_PERSON, reason="No time."
    ),
    services.recommit: lambda cast: call(leader(cast), by="contributor", denied=NOT_THE_PERSON, commitment="The same day."),
    services.start: lambda cast: call(
        leader(cast, State.ACCEPTED), by="contributor", denied=(*DENIED, "representative", "partner_contributor")
    ),
    services.hand_over: lambda cast: Call(  # not by `call`: the service has a `by` of its own
        (leader(cast),), "contributor", (*DENIED, "representative"), {"by": today(), "handover": "Two promises."}
    ),
    services.end: lambda cast: call(leader(cast), denied=NOT_OURS, reason="left", on=today()),
    office.end_office: lambda cast: call(leader(cast), Appointment.End.LEFT, today(), by=SYSTEM),
    services.revise_profile: lambda cast: call(profile(cast, agreed=True), by="partner_contributor"),
    services.agree_profile: lambda cast: call(profile(cast, replaces=profile(cast, agreed=True), number=2), by=SYSTEM),
    services.propose_removal: lambda cast: call(
        leader(cast), by="representative", denied=(*DENIED, "contributor", "partner_contributor"), reason="Promises broken."
    ),
    services.agree_to_removal: lambda cast: call(proposed_removal(cast), denied=NOT_OURS),
    services.object_to_removal: lambda cast: call(proposed_removal(cast), denied=NOT_OURS, reason="They were kept."),
    services.withdraw_removal: lambda cast: call(proposed_removal(cast), by="representative", denied=NOT_THEIRS),
    services.decide_removal: lambda cast: call(
        make.RemovalFactory(appointment=leader(cast), party=cast.partner), Removal.State.AGREED, by=SYSTEM
    ),
}
