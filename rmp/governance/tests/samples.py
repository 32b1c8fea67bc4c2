"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.tests.cast import in_space
from rmp.governance.tests import factories as f


def part(factory: Any, of: str, whole: Any, *of_university: str, **fields: Any) -> Callable[..., Any]:
    """A part of a record that lies in the space; `of_university` are its fields that name the university."""

    def make(cast: Any, **place: Any) -> Any:
        parent = in_space(whole, **fields)(cast, **place)
        return factory(**{of: parent}, author=cast.officer, **dict.fromkeys(of_university, cast.university))

    return make


def attendance(cast: Any, **place: Any) -> Any:
    meeting = in_space(f.MeetingFactory, held=True)(cast, **place)
    member = f.BodyMemberFactory(body=meeting.body, seat_of=cast.university)
    return f.AttendanceFactory(meeting=meeting, member=member)


def line(cast: Any, **place: Any) -> Any:
    """A party's own: it cannot be joint."""
    return in_space(f.NegotiatingLineFactory)(cast, **place)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_governance.activity": in_space(f.ActivityFactory),
    "rmp_governance.agendaitem": part(f.AgendaItemFactory, "meeting", f.MeetingFactory),
    "rmp_governance.agreement": in_space(f.AgreementFactory),
    "rmp_governance.agreementtopic": part(f.AgreementTopicFactory, "agreement", f.AgreementFactory),
    "rmp_governance.attendance": attendance,
    "rmp_governance.authorityrule": in_space(f.AuthorityRuleFactory),
    "rmp_governance.bodymember": part(f.BodyMemberFactory, "body", f.GovernanceBodyFactory, "seat_of"),
    "rmp_governance.decision": in_space(f.DecisionFactory),
    "rmp_governance.governancebody": in_space(f.GovernanceBodyFactory),
    "rmp_governance.issue": in_space(f.IssueFactory, level=1),
    "rmp_governance.issueposition": part(f.IssuePositionFactory, "issue", f.IssueFactory, "party", level=1),
    "rmp_governance.jointprocess": in_space(f.JointProcessFactory),
    "rmp_governance.ladder": in_space(f.LadderFactory),
    "rmp_governance.ladderplace": part(f.LadderPlaceFactory, "ladder", f.LadderFactory, "party"),
    "rmp_governance.meeting": in_space(f.MeetingFactory),
    "rmp_governance.negotiatingline": line,
    "rmp_governance.noagreement": in_space(f.NoAgreementFactory),
    "rmp_governance.noticeperiod": part(f.NoticePeriodFactory, "agreement", f.AgreementFactory, "holder"),
    "rmp_governance.ownway": part(f.OwnWayFactory, "process", f.JointProcessFactory, "party"),
    "rmp_governance.responsibility": part(f.ResponsibilityFactory, "activity", f.ActivityFactory, "holder"),
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    "rmp_governance:meeting-calendar": lambda cast: {"pk": SAMPLES["rmp_governance.meeting"](cast).pk},
}
