"""Each statement of the profile: not yet in an empty partnership, and each mark on a case that is built for it; and the plan's section."""

import pytest
from django.urls import reverse

from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from rmp.exits.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = tuple(f"P12-{number:02}" for number in range(1, 13))
SIDES = ("university", "partner")
CLOSED = {"state": "closed", "outcome": "Done", "lessons": "Earlier"}


class Case:
    """Builds records of one partnership: university, partner, joint."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def joint(self, factory, **fields):
        return factory(**self.here, **fields)

    def strategy(self, *givers, **fields):
        strategy = self.joint(f.ExitStrategyFactory, **fields)
        for giver in givers:
            f.NoticePeriodFactory(strategy=strategy, giver=getattr(self.cast, giver))

    def positions(self, *sides, shared=True):
        for side in sides:
            visibility = "shared" if shared else "private"
            f.ExitPositionFactory(**self.here, party=getattr(self.cast, side), visibility=visibility)

    def item(self, *owners, **fields):
        item = self.joint(f.ExitPlanItemFactory, responsible=self.cast.partner, **fields)
        for owner in owners:
            f.ItemOwnerFactory(item=item, of=getattr(self.cast, owner))

    def case(self, *, parts=(), **fields):
        case = self.joint(f.DisengagementCaseFactory, **fields)
        for factory in parts:
            more = {"party": self.cast.partner} if factory is f.CaseEvaluationFactory else {"responsible": self.cast.partner}
            factory(case=case, **more)

    def owed(self, **fields):
        self.joint(f.SurvivingObligationFactory, holder=self.cast.partner, **fields)

    def idea(self, **fields):
        self.joint(f.FutureOpportunityFactory, **fields)


# (statement, what is there, its mark)
CASES = [
    ("P12-01", lambda c: c.strategy(), PARTLY),
    ("P12-01", lambda c: c.strategy(agreed=True, boundaries=""), PARTLY),
    ("P12-01", lambda c: c.strategy(agreed=True), ADDRESSED),
    ("P12-02", lambda c: c.strategy(*SIDES), PARTLY),
    ("P12-02", lambda c: c.strategy("partner", agreed=True), PARTLY),
    ("P12-02", lambda c: c.strategy(*SIDES, agreed=True), ADDRESSED),
    ("P12-03", lambda c: c.joint(f.ExitTriggerFactory), PARTLY),
    ("P12-03", lambda c: [c.joint(f.ExitTriggerFactory), c.joint(f.ExitTriggerFactory, figure="exits.readiness")], ADDRESSED),
    ("P12-04", lambda c: c.joint(f.ExitAssessmentFactory), PARTLY),
    ("P12-04", lambda c: c.joint(f.ExitAssessmentFactory, concluded="go_on"), ADDRESSED),
    (
        "P12-04",
        lambda c: [c.joint(f.ExitAssessmentFactory, concluded="go_on"), c.joint(f.ExitTriggerFactory, state="fired")],
        PARTLY,
    ),
    ("P12-05", lambda c: c.item("partner"), PARTLY),
    ("P12-05", lambda c: c.item(*SIDES), ADDRESSED),
    ("P12-05", lambda c: [c.item(*SIDES), c.item()], PARTLY),
    ("P12-06", lambda c: c.item(), NOT_YET),
    ("P12-06", lambda c: [c.item(state="ready", weight=3), c.item()], PARTLY),
    ("P12-06", lambda c: [c.item(state="done", weight=4), c.item()], ADDRESSED),
    ("P12-07", lambda c: c.joint(f.ExitRehearsalFactory), PARTLY),
    ("P12-07", lambda c: c.joint(f.ExitRehearsalFactory, findings="A gap"), ADDRESSED),
    ("P12-08", lambda c: c.positions(*SIDES, shared=False), NOT_YET),
    ("P12-08", lambda c: c.positions("partner"), PARTLY),
    ("P12-08", lambda c: c.positions(*SIDES), ADDRESSED),
    ("P12-09", lambda c: c.strategy(protected="Students"), PARTLY),
    ("P12-09", lambda c: c.strategy(protected="Students", agreed=True), ADDRESSED),
    ("P12-09", lambda c: c.case(parts=[f.ContinuityMeasureFactory]), PARTLY),
    ("P12-09", lambda c: c.case(state="decided", parts=[f.ContinuityMeasureFactory]), ADDRESSED),
    ("P12-09", lambda c: [c.strategy(protected="Students", agreed=True), c.case(state="decided")], PARTLY),
    ("P12-10", lambda c: c.strategy(communication="First"), PARTLY),
    ("P12-10", lambda c: c.strategy(communication="First", agreed=True), ADDRESSED),
    ("P12-10", lambda c: c.case(), PARTLY),
    ("P12-10", lambda c: c.case(state="notified", told="All"), ADDRESSED),
    ("P12-11", lambda c: c.owed(until=None), PARTLY),
    ("P12-11", lambda c: c.owed(), ADDRESSED),
    ("P12-12", lambda c: c.idea(), PARTLY),
    ("P12-12", lambda c: c.idea(party=c.cast.university), NOT_YET),
    ("P12-12", lambda c: c.case(parts=[f.CaseEvaluationFactory]), PARTLY),
    ("P12-12", lambda c: [c.case(**CLOSED), c.idea()], ADDRESSED),
]


def marks(partnership):
    practices = [PRACTICES[key] for key in IDS]
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_every_statement_has_a_case_and_leads_somewhere(cast, django_assert_num_queries):
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == {p.id for p in practices_of(12)} == set(IDS)
    with django_assert_num_queries(1):
        assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)
    client = cast.client(cast.officer)
    for url in {PRACTICES[key].url(cast.partnership) for key in IDS}:
        assert client.get(url).status_code == 200, url
    for key in IDS:
        practice = PRACTICES[key]
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), key
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))


def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    assert SECTIONS["exit"].blocks(cast.partnership) == []
    case.strategy(*SIDES, protected="Students", number=1)
    for _ in range(3):
        case.joint(f.ExitTriggerFactory)
        case.item(*SIDES)
        case.owed()
        case.idea(party=cast.university, title="Only ours")
    case.joint(f.ExitRehearsalFactory)
    case.positions(*SIDES, shared=False)
    with django_assert_num_queries(9):
        blocks = SECTIONS["exit"].blocks(cast.partnership)
    assert [block["heading"] for block in blocks] == [
        *("Exit strategy, version 1", "Notice", "Triggers of a joint assessment", "Exit plan", "Rehearsed"),
        "Obligations that go on",
    ]
    assert [row[0] for row in blocks[1]["rows"]] == [cast.partner.name, cast.university.name, "For cause"]
    assert "Only ours" not in str(blocks)
    assert "Our measurements" not in str(blocks)
    assert set(SECTIONS["exit"].needs) <= set(PRACTICES)
