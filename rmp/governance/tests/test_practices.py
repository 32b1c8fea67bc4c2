"""The practice profile of clause 5.5, the gate, the figures and the section of the plan: each mark on a case that is built for it."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnerships.clock import today
from partnerships.gates import gates_from, passages
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, measured
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from rmp.governance.checks import flags
from rmp.governance.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = tuple(f"P05-{number:02}" for number in range(1, 13))
DAY = dt.timedelta(days=1)


class Case:
    """Builds, in the partnership of the cast, what a practice looks at."""

    def __init__(self, cast):
        self.cast = cast
        self.here = {"partnership": cast.partnership, "author": cast.officer}
        self.parties = (cast.university, cast.partner)

    def body(self, *seats, chair=True, **fields):
        """A body with a seat for each of the parties named (by place), the first with the chair."""
        body = f.GovernanceBodyFactory(**self.here, **fields)
        for place, party in enumerate(seats):
            role = "chair" if chair and place == 0 else "member"
            f.BodyMemberFactory(body=body, seat_of=self.parties[party], role=role)
        return body

    def meeting(self, body=None, **fields):
        return f.MeetingFactory(**self.here, body=body or self.body(), **{"held": True} | fields)

    def decision(self, **fields):
        return f.DecisionFactory(**self.here, **fields)

    def activity(self, *letters):
        activity = f.ActivityFactory(**self.here)
        for letter in letters:
            f.ResponsibilityFactory(activity=activity, holder=self.cast.university, letter=letter)

    def ladder(self, *parties, levels=(1, 2, 3, 4)):
        ladder = f.LadderFactory(**self.here)
        for party in parties:
            for level in levels:
                f.LadderPlaceFactory(ladder=ladder, party=self.parties[party], level=level)

    def issue(self, **fields):
        return f.IssueFactory(**self.here, **fields)

    def agreement(self, notice=False, **fields):
        agreement = f.AgreementFactory(**self.here, **{"in_force": True} | fields)
        if notice:
            f.NoticePeriodFactory(agreement=agreement, holder=self.cast.partner)
        return agreement


# (practice, what is built, its mark then)
CASES = [
    ("P05-01", lambda c: c.body(0, 1), NOT_YET),
    ("P05-01", lambda c: c.body(0, level="strategic"), PARTLY),
    ("P05-01", lambda c: c.body(0, 1, level="strategic"), ADDRESSED),
    ("P05-02", lambda c: c.body(0, 1, cadence=30, next_meeting_on=today()), PARTLY),
    ("P05-02", lambda c: c.meeting(c.body(cadence=30, next_meeting_on=today() - DAY)), PARTLY),
    ("P05-02", lambda c: c.meeting(c.body(cadence=30, next_meeting_on=today())), ADDRESSED),
    ("P05-03", lambda c: c.body(0), PARTLY),
    ("P05-03", lambda c: c.body(0, 1, chair=False), PARTLY),
    ("P05-03", lambda c: f.BodyMemberFactory(body=c.body(0, 1), seat_of=c.cast.partner, name=""), PARTLY),
    ("P05-03", lambda c: c.body(0, 1), ADDRESSED),
    ("P05-03", lambda c: [c.body(0, 1), c.body(dissolved_on=today())], ADDRESSED),
    ("P05-04", lambda c: f.AuthorityRuleFactory(**c.here), PARTLY),
    ("P05-04", lambda c: [f.AuthorityRuleFactory(**c.here, limit_kind=k) for k in ("money", "scope")], ADDRESSED),
    ("P05-05", lambda c: [c.activity("A"), c.activity("R")], PARTLY),
    ("P05-05", lambda c: [c.activity("A", "R")], ADDRESSED),
    ("P05-06", lambda c: c.meeting(held=False), NOT_YET),
    ("P05-06", lambda c: c.meeting(), PARTLY),
    ("P05-06", lambda c: c.meeting(state="closed", agreed_on=today()), ADDRESSED),
    (
        "P05-06",
        lambda c: [c.meeting(state="closed", agreed_on=today()), c.meeting(minutes_due_on=today() - DAY)],
        PARTLY,
    ),
    ("P05-07", lambda c: c.decision(), PARTLY),
    ("P05-07", lambda c: c.decision(adopted=True), ADDRESSED),
    ("P05-07", lambda c: [c.decision(adopted=True), c.decision(decide_by=today() - DAY)], PARTLY),
    ("P05-08", lambda c: f.JointProcessFactory(**c.here), NOT_YET),
    ("P05-08", lambda c: f.OwnWayFactory(process=f.JointProcessFactory(**c.here), party=c.cast.university), PARTLY),
    (
        "P05-08",
        lambda c: f.JointProcessFactory(**c.here, state="in_use", agreed_way="So", owned_by=c.cast.partner),
        ADDRESSED,
    ),
    ("P05-09", lambda c: c.ladder(0), PARTLY),
    ("P05-09", lambda c: c.ladder(0, 1, levels=(1, 2, 3)), PARTLY),
    ("P05-09", lambda c: c.ladder(0, 1), ADDRESSED),
    ("P05-10", lambda c: c.issue(level=1), NOT_YET),
    ("P05-10", lambda c: c.issue(state="resolved", resolution="So", resolved_on=today()), PARTLY),
    ("P05-10", lambda c: [c.ladder(), c.issue(level=1)], ADDRESSED),
    ("P05-10", lambda c: [c.ladder(), c.issue(level=1, due_on=today() - DAY)], NOT_YET),
    ("P05-10", lambda c: [c.ladder(), c.issue(level=4, due_on=today())], NOT_YET),
    ("P05-11", lambda c: c.agreement(in_force=False), PARTLY),
    ("P05-11", lambda c: c.agreement(ends_on=today() - DAY), NOT_YET),
    ("P05-11", lambda c: c.agreement(starts_on=today() + DAY), NOT_YET),
    ("P05-11", lambda c: c.agreement(ends_on=today()), ADDRESSED),
    ("P05-11", lambda c: f.NoAgreementFactory(**c.here), NOT_YET),
    ("P05-11", lambda c: f.NoAgreementFactory(**c.here, state="agreed"), ADDRESSED),
    ("P05-12", lambda c: c.agreement(), NOT_YET),
    ("P05-12", lambda c: [c.agreement(), c.agreement(notice=True)], PARTLY),
    ("P05-12", lambda c: c.agreement(notice=True), ADDRESSED),
]


def marks(partnership):
    practices = [PRACTICES[key] for key in IDS]
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]


@pytest.mark.parametrize("key", IDS)
def test_marks(cast, key):
    """Each case of a practice on its own; in the sibling partnership there is the same university, and nothing else."""

    for which, build, mark in CASES:
        if which != key:
            continue
        with transaction.atomic():
            build(Case(cast))
            found = marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]
            transaction.set_rollback(True)
        assert found == (mark, NOT_YET), (which, mark)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)


def test_every_practice_has_a_case_in_which_it_is_addressed_and_words():
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS) == {p.id for p in practices_of(5)}
    assert all((p.text, p.shows, p.missing, p.link_label) and p.clause == "5.5" for p in practices_of(5))


def test_links_lead_somewhere_in_one_statement(cast, django_assert_num_queries):
    client = cast.client(cast.officer)
    for address in {PRACTICES[key].url(cast.partnership) for key in IDS}:
        assert client.get(address).status_code == 200, address
    with django_assert_num_queries(1):
        assert len(statuses(Partnership.objects.all(), [PRACTICES[key] for key in IDS])) == 3


# --- the gate ---------------------------------------------------------------------------------------------------------
def test_the_work_begins_with_an_agreement_in_force_or_the_reason_for_none(cast):

    state = Partnership.State
    gate = [gate for gate in gates_from(state.NEGOTIATING, state.ACTIVE) if gate.key == "governance.agreement"]
    found = []
    for build in (
        lambda c: None,
        lambda c: c.agreement(in_force=False, reference="F-1"),
        lambda c: c.agreement(),
        lambda c: c.agreement(ends_on=today() - DAY),
        lambda c: f.NoAgreementFactory(**c.here),
        lambda c: f.NoAgreementFactory(**c.here, state="agreed"),
    ):
        with transaction.atomic():
            build(Case(cast))
            found.append([passage.is_open for passage in passages(cast.partnership, gate)])
            transaction.set_rollback(True)
    assert found == [[False], [False], [True], [False], [False], [True]]


# --- figures and flags ------------------------------------------------------------------------------------------------
def test_figures(cast, django_assert_num_queries):
    keys = [key for key in METRICS if key.startswith("governance.")]
    names = ("issues_open", "issues_top", "minutes_late", "decisions_overdue", "meetings_held_share")
    assert keys == [f"governance.{name}" for name in names]
    case, past = Case(cast), {"starts_at": timezone.now() - DAY}
    assert (
        measured(Partnership.objects.filter(pk=cast.partnership.pk), keys)[cast.partnership.pk]["governance.issues_open"] == 0
    )
    for level in (None, 1, 4):
        case.issue(level=level)
    case.issue(state="closed")
    case.meeting(**past, minutes_due_on=today() - DAY)
    case.meeting(**past, held=False, state="cancelled")
    case.meeting(**past, held=False, state="agenda_issued")
    case.meeting(held=False, state="agenda_issued")
    case.decision(decide_by=today() - DAY)
    with django_assert_num_queries(1):
        found = measured(Partnership.objects.all(), keys)
    assert [float(found[cast.partnership.pk][key]) for key in keys] == [3, 1, 1, 1, pytest.approx(100 / 3)]
    assert [found[cast.sibling_partnership.pk][key] for key in keys] == [0, 0, 0, 0, None]


def test_flags_in_one_query(cast, django_assert_num_queries):
    case = Case(cast)
    case.body(0, next_meeting_on=today() - DAY, cadence=30)
    f.AgendaItemFactory(meeting=case.meeting(case.body(0, 1), minutes_due_on=today() - DAY))
    case.meeting(case.body(0, 1), held=False, starts_at=timezone.now() - DAY)
    case.decision(decide_by=today() - DAY)
    for days in (30, 31):
        f.AgreementTopicFactory(agreement=case.agreement(in_force=False), since=today() - days * DAY)
    case.activity("R")
    case.ladder(0, levels=(1, 2))
    case.issue(level=4, due_on=today())
    with django_assert_num_queries(1):
        found = {flag.check.key: flag.count for flag in flags(cast.partnership, 30)}
    once = ("lacking", "meeting", "missed", "outcome", "minutes", "decision", "topic", "accountable", "stuck")
    assert found == dict.fromkeys(once, 1) | {"ladder": 4}
    page = reverse("rmp_governance:governance", args=[cast.partnership.slug])
    assert "1 topic of an agreement is open for too long" in cast.client(cast.representative).get(page).content.decode()


# --- the plan ---------------------------------------------------------------------------------------------------------
def said(partnership):
    """What this room has in the section, without what others put there."""
    mine = [build for build in SECTIONS["governance"].builders if build.__module__ == "rmp.governance.sections"]
    return [block for build in mine for block in build(partnership) if block["rows"]]


def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    for rows in (1, 3):
        for _ in range(rows):
            case.body(0, 1)
            f.AuthorityRuleFactory(**case.here)
            case.activity("A", "R")
            f.JointProcessFactory(**case.here, state="agreed", agreed_way="So", owned_by=cast.partner)
            case.agreement(notice=True)
        if rows == 1:
            case.ladder(0, 1)
            f.NegotiatingLineFactory(**case.here, party=cast.university, aim="Only ours")
        with django_assert_num_queries(12):
            blocks = said(cast.partnership)
    assert [block["heading"] for block in blocks] == [
        *(
            "Bodies",
            "Members",
            "Who may decide what",
            "Who does what",
            "How issues go up",
            "Other limits of time",
            "Joint processes",
            "Agreements",
        ),
    ]
    assert [len(block["rows"]) for block in blocks] == [4, 8, 4, 8, 4, 2, 4, 4]
    assert "Only ours" not in str(blocks)
    assert said(cast.sibling_partnership) == []
