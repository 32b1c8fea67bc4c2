"""Each service of this room, ready to be called."""

from django.core.files.base import ContentFile

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from rmp.governance.models import Agreement, AgreementTopic, Decision, Issue, JointProcess, Meeting, NoAgreement
from rmp.governance.services import agreements, decisions, issues, meetings, processes
from rmp.governance.tests import factories as make

# The records of this room belong to all parties: the people of both do these steps, those of the neutral house none of them.
NEUTRAL = ("facilitator", "auditor")
READING = (*DENIED, *NEUTRAL)
# Who may write and not sign.
UNSIGNING = (*READING, "contributor", "partner_contributor")
# Where it is the university's own step: nobody of the partner.
ITS_OWN = (*READING, "representative", "partner_contributor")


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def new(cast, factory, **fields):
    return factory.build(partnership=cast.partnership, author=cast.officer, **fields)


def by_contributor(*args, **said):
    return call(*args, by="contributor", denied=READING, **said)


def by_signer(*args, **said):
    return call(*args, by="representative", denied=UNSIGNING, **said)


def by_signatures(*args, **said):
    return call(*args, by=SYSTEM, denied=UNSIGNING, **said)


# --- agreements -------------------------------------------------------------------------------------------------------
def agreement(cast, state=Agreement.State.DRAFTING, **fields):
    return joint(cast, make.AgreementFactory, state=state, signatories=[cast.university, cast.partner], **fields)


def topic(cast, state=AgreementTopic.State.OPEN):
    return make.AgreementTopicFactory(agreement=agreement(cast), state=state)


def to_be_signed(cast):
    return agreement(cast, Agreement.State.AWAITING_SIGNATURE, reference="F-1")


AGREEMENTS: Arrangements = {
    agreements.save_agreement: lambda cast: by_contributor(agreement(cast, reference="F-2")),
    agreements.move_agreement: lambda cast: by_contributor(agreement(cast), to=Agreement.State.NEGOTIATING),
    agreements.hand_on: lambda cast: call(
        agreement(cast), by="partner_contributor", denied=READING, with_party=cast.university
    ),
    agreements.attach_file: lambda cast: by_contributor(agreement(cast), file=ContentFile(b"%PDF-1.7\n", "framework.pdf")),
    agreements.bring_into_force: lambda cast: by_signatures(to_be_signed(cast)),
    agreements.back_to_negotiation: lambda cast: by_signatures(to_be_signed(cast), note="Liability"),
    agreements.terminate: lambda cast: by_signer(agreement(cast), reason="Nothing came of it."),
    agreements.agree_topic: lambda cast: by_contributor(topic(cast), settled="60 days"),
    agreements.reopen_topic: lambda cast: by_contributor(topic(cast, AgreementTopic.State.AGREED)),
    agreements.agree_to_none: lambda cast: by_signatures(joint(cast, make.NoAgreementFactory)),
    agreements.end_reason: lambda cast: by_signer(joint(cast, make.NoAgreementFactory, state=NoAgreement.State.AGREED)),
}


# --- decisions and processes ------------------------------------------------------------------------------------------
def decision(cast, state=Decision.State.OPEN, **fields):
    return joint(cast, make.DecisionFactory, state=state, **fields)


def process(cast, state=JointProcess.State.COMPARED, **fields):
    found = joint(cast, make.JointProcessFactory, state=state, agreed_way="Five days", owned_by=cast.partner, **fields)
    for party in (cast.university, cast.partner):
        make.OwnWayFactory(process=found, party=party)
    return found


DECISIONS: Arrangements = {
    decisions.put_to_parties: lambda cast: by_contributor(decision(cast, Decision.State.PROPOSED)),
    decisions.take_position: lambda cast: by_signer(decision(cast), choice="for"),
    decisions.defer: lambda cast: by_contributor(decision(cast), reason="Later"),
    decisions.implement: lambda cast: by_contributor(
        decision(cast, Decision.State.ADOPTED, decided_on=today()), outcome="Done"
    ),
    processes.compare: lambda cast: by_contributor(process(cast, JointProcess.State.IDENTIFIED), gap="Ten weeks"),
    processes.ask_to_agree: lambda cast: by_contributor(process(cast)),
    processes.agree_process: lambda cast: by_signatures(process(cast)),
    processes.bring_into_use: lambda cast: by_contributor(process(cast, JointProcess.State.AGREED)),
    processes.review: lambda cast: by_contributor(process(cast, JointProcess.State.IN_USE)),
    processes.compare_again: lambda cast: by_signer(process(cast, JointProcess.State.REVIEW, agreed_on=today()), gap="Still"),
}


# --- bodies and meetings ----------------------------------------------------------------------------------------------
def body(cast):
    """A body in which the university has a seat."""
    found = joint(cast, make.GovernanceBodyFactory, cadence=30)
    make.BodyMemberFactory(body=found, seat_of=cast.university)
    return found


def meeting(cast, outcome="", **fields):
    """A meeting with one item on its agenda."""
    found = joint(cast, make.MeetingFactory, body=body(cast), **fields)
    make.AgendaItemFactory(meeting=found, outcome=outcome)
    return found


def called(cast):
    return meeting(cast, state=Meeting.State.AGENDA_ISSUED)


def held(cast, outcome="", state=Meeting.State.HELD):
    return meeting(cast, outcome, state=state, held_on=today())


def move(cast):
    found = called(cast)
    return by_contributor(found, starts_at=found.starts_at, duration=30)


def hold(cast):
    found = called(cast)
    return by_contributor(found, present=list(found.body.members.all()))


def who_came(cast):
    found = held(cast)
    row = make.AttendanceFactory(meeting=found, member=found.body.members.get())
    row.kind = "excused"
    return row


def outcomes(cast):
    found = held(cast)
    return by_contributor(found, outcomes={found.items.get(): "Agreed."})


MEETINGS: Arrangements = {
    meetings.save_body: lambda cast: by_contributor(new(cast, make.GovernanceBodyFactory)),
    meetings.save_meeting: lambda cast: by_contributor(new(cast, make.MeetingFactory, body=body(cast))),
    meetings.dissolve: lambda cast: by_signer(body(cast), reason="Done"),
    meetings.issue_agenda: lambda cast: by_contributor(meeting(cast)),
    meetings.move_meeting: move,
    meetings.cancel_meeting: lambda cast: by_contributor(called(cast), reason="Snow"),
    meetings.hold_meeting: hold,
    meetings.correct_attendance: lambda cast: by_contributor(who_came(cast)),
    meetings.note_outcomes: outcomes,
    meetings.note_outcome: lambda cast: by_contributor(held(cast).items.get(), outcome="Agreed."),
    meetings.draft_minutes: lambda cast: by_contributor(held(cast, "Agreed."), minutes="We met."),
    meetings.minutes_agreed: lambda cast: by_signatures(held(cast, "Agreed.", Meeting.State.MINUTES_DRAFTED)),
    meetings.minutes_back: lambda cast: by_signatures(
        held(cast, "Agreed.", Meeting.State.MINUTES_DRAFTED), note="We said June"
    ),
    meetings.close_meeting: lambda cast: by_contributor(held(cast, "Agreed.", Meeting.State.MINUTES_AGREED)),
}


# --- issues -----------------------------------------------------------------------------------------------------------
def issue(cast, level=1, **fields):
    """An issue that the university raised."""
    return joint(cast, make.IssueFactory, level=level, raised_by=cast.university, **fields)


def with_places(cast):
    found = issue(cast)
    for party in (cast.university, cast.partner):
        make.IssuePositionFactory(issue=found, party=party)
    return found


def settled(cast):
    return issue(cast, None, state=Issue.State.RESOLVED, resolution="Halves.")


ISSUES: Arrangements = {
    issues.raise_issue: lambda cast: by_contributor(new(cast, make.IssueFactory)),
    issues.receive: lambda cast: by_signatures(agreement(cast), title="Late bench", facts="It came late."),
    issues.escalate_topic: lambda cast: by_contributor(topic(cast), facts="30 or 90 days"),
    issues.hand_up: lambda cast: call(issue(cast), by="partner_contributor", denied=READING, reason="It needs money."),
    issues.state_position: lambda cast: call(with_places(cast), by="partner_contributor", denied=READING, text="We wait."),
    issues.propose_resolution: lambda cast: by_contributor(issue(cast), resolution="Halves."),
    issues.resolve: lambda cast: by_signatures(issue(cast, resolution="Halves.")),
    issues.mediate: lambda cast: by_signer(issue(cast, 4), mediator="Judge Judy"),
    issues.refer_to_exit: lambda cast: by_signer(issue(cast, 4, due_on=today()), facts="Nobody settles it."),
    issues.withdraw_issue: lambda cast: call(issue(cast), by="contributor", denied=ITS_OWN, reason="Found"),
    issues.close_issue: lambda cast: by_contributor(settled(cast), lesson="Ask early"),
}

ARRANGEMENTS = AGREEMENTS | DECISIONS | MEETINGS | ISSUES
UNASKED = {"rmp.governance.services.agreements.end_of_term": "the clock ends or renews an agreement whose last day has passed"}
