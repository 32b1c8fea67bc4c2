"""Each statement of clause 5.3: not yet in an empty partnership, and each mark on a case that is built for it."""

import pytest
from django.urls import reverse

from objectives import sections
from objectives.tests import factories as f
from partnerships.actions.services import add_action
from partnerships.models import Participation, Partnership
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = (
    *("5.3.1-a", "5.3.1-b", "5.3.1-c", "5.3.1-d", "5.3.2-a"),
    *("5.3.3.1-a", "5.3.3.1-b", "5.3.3.1-c", "5.3.3.1-d", "5.3.3.1-e", "5.3.3.1-f"),
    *("5.3.3.2-a", "5.3.3.2-b", "5.3.3.2-c", "5.3.3.2-d"),
    *("5.3.3.4-a", "5.3.3.4-b", "5.3.3.4-c", "5.3.3.4-d", "5.3.3.4-e"),
    *("5.3.3.5-a", "5.3.3.5-b", "5.3.3.5-c", "5.3.3.5-d", "5.3.3.5-e"),
    *("5.3.3.6-a", "5.3.3.6-b", "5.3.3.6-c", "5.3.3.6-d", "5.3.3.6-e"),
)


OF_RISKS = {"5.3.3.3-a", "5.3.3.3-b"}  # shown by the room of principle 10, and tested there


def mine():
    """The practices of principle 3 that this room shows."""
    return [practice for practice in practices_of(3) if practice.id not in OF_RISKS]


class Case:
    """Builds records of one partnership: university, partner, joint."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def own(self, factory, side="university", shared=True, **fields):
        visibility = "shared" if shared else "private"
        return factory(**self.here, party=getattr(self.cast, side), visibility=visibility, **fields)

    def joint(self, factory, **fields):
        return factory(**self.here, **fields)

    def objective(self, **fields):
        return self.joint(f.ObjectiveFactory, **fields)

    def both(self, factory, **fields):
        return [self.own(factory, side, **fields) for side in ("university", "partner")]

    def part(self, factory, objective, *sides, **fields):
        for side in sides:
            factory(objective=objective, author=self.cast.officer, party=getattr(self.cast, side), **fields)
        if not sides:
            factory(objective=objective, author=self.cast.officer, **fields)

    def act(self, objective):
        add_action(objective, actor=self.cast.officer, title="Go", responsible=objective.party or self.cast.partner)


BOTH = ("university", "partner")


def restated(case, *states):
    """An objective of each side, restated by the other in the state."""
    for side, other, state in zip(BOTH, reversed(BOTH), states, strict=False):
        case.part(f.RestatementFactory, case.own(f.ObjectiveFactory, side), other, state=state)


def aligned(case, *sides, **fields):
    common = case.objective()
    for side in sides:
        f.AlignmentFactory(objective=case.own(f.ObjectiveFactory, side), common=common, **fields)


def two_objectives(case, *, complete, make):
    """Two common objectives, one or both of them as `make` makes it."""
    make(case.objective())
    second = case.objective()
    if complete:
        make(second)


# (statement, what is there, its mark)
CASES = [
    ("5.3.1-a", lambda c: c.joint(f.DriverFactory), ADDRESSED),
    ("5.3.1-a", lambda c: c.own(f.DriverFactory, shared=False), NOT_YET),
    ("5.3.1-b", lambda c: c.objective(), PARTLY),
    ("5.3.1-b", lambda c: c.objective(agreed=True), ADDRESSED),
    ("5.3.1-b", lambda c: c.own(f.ObjectiveFactory, agreed=True), NOT_YET),
    ("5.3.1-c", lambda c: c.part(f.ResourceCommitmentFactory, c.objective(), "university"), PARTLY),
    ("5.3.1-c", lambda c: c.part(f.ResourceCommitmentFactory, c.objective(), *BOTH), ADDRESSED),
    ("5.3.1-c", lambda c: c.part(f.ResourceCommitmentFactory, c.own(f.ObjectiveFactory, shared=False), *BOTH), NOT_YET),
    ("5.3.1-d", lambda c: c.joint(f.DifferenceNoteFactory), PARTLY),
    ("5.3.1-d", lambda c: c.joint(f.DifferenceNoteFactory, handling="Plan by semester."), ADDRESSED),
    ("5.3.2-a", lambda c: c.objective(feasibility="Yes"), NOT_YET),
    ("5.3.2-a", lambda c: [c.objective(feasibility="Yes", effectiveness="Yes"), c.objective()], PARTLY),
    ("5.3.2-a", lambda c: [c.objective(feasibility="Yes", effectiveness="Yes"), c.objective(state="withdrawn")], ADDRESSED),
    ("5.3.3.1-a", lambda c: restated(c, "stated"), PARTLY),
    ("5.3.3.1-a", lambda c: restated(c, "confirmed", "corrected"), PARTLY),
    ("5.3.3.1-a", lambda c: restated(c, "confirmed"), ADDRESSED),
    ("5.3.3.1-b", lambda c: c.own(f.ValueCaseFactory), PARTLY),
    ("5.3.3.1-b", lambda c: c.both(f.ValueCaseFactory), ADDRESSED),
    ("5.3.3.1-b", lambda c: [c.own(f.ValueCaseFactory), c.own(f.ValueCaseFactory, "partner", shared=False)], PARTLY),
    ("5.3.3.1-c", lambda c: c.own(f.ObjectiveFactory), PARTLY),
    ("5.3.3.1-c", lambda c: c.both(f.ObjectiveFactory), ADDRESSED),
    ("5.3.3.1-c", lambda c: c.both(f.ObjectiveFactory, shared=False), NOT_YET),
    ("5.3.3.1-c", lambda c: c.both(f.ObjectiveFactory, state="withdrawn"), NOT_YET),
    ("5.3.3.1-d", lambda c: restated(c, "confirmed"), PARTLY),
    ("5.3.3.1-d", lambda c: restated(c, "confirmed", "confirmed"), ADDRESSED),
    ("5.3.3.1-e", lambda c: c.objective(), ADDRESSED),
    ("5.3.3.1-e", lambda c: c.objective(state="withdrawn"), NOT_YET),
    ("5.3.3.1-f", lambda c: aligned(c, "university"), PARTLY),
    ("5.3.3.1-f", lambda c: aligned(c, *BOTH), ADDRESSED),
    ("5.3.3.1-f", lambda c: aligned(c, *BOTH, value="neutral"), PARTLY),
    ("5.3.3.1-f", lambda c: [aligned(c, *BOTH), aligned(c, "partner", value="conflict")], PARTLY),
    ("5.3.3.1-f", lambda c: [aligned(c, *BOTH), aligned(c, "partner", value="conflict", handling="Two markets")], ADDRESSED),
    ("5.3.3.2-a", lambda c: c.objective(), PARTLY),
    ("5.3.3.2-a", lambda c: [c.objective(), c.both(f.ValueCaseFactory)], ADDRESSED),
    ("5.3.3.2-b", lambda c: c.part(f.ResourceCommitmentFactory, c.own(f.ObjectiveFactory), *BOTH), NOT_YET),
    ("5.3.3.2-b", lambda c: c.part(f.ResourceCommitmentFactory, c.objective(), "partner"), PARTLY),
    ("5.3.3.2-b", lambda c: c.part(f.ResourceCommitmentFactory, c.objective(), *BOTH), ADDRESSED),
    ("5.3.3.2-c", lambda c: c.joint(f.MechanismFactory), ADDRESSED),
    ("5.3.3.2-d", lambda c: c.joint(f.RevisionConditionFactory, kind="mistake"), NOT_YET),
    ("5.3.3.2-d", lambda c: c.joint(f.RevisionConditionFactory, kind="context"), ADDRESSED),
    ("5.3.3.4-a", lambda c: [c.objective(direction="Silence"), c.objective()], PARTLY),
    ("5.3.3.4-a", lambda c: c.objective(direction="Silence"), ADDRESSED),
    *(
        (
            "5.3.3.4-b",
            lambda c, all_=complete: two_objectives(c, complete=all_, make=lambda o: c.part(f.MilestoneFactory, o)),
            mark,
        )
        for complete, mark in ((False, PARTLY), (True, ADDRESSED))
    ),
    ("5.3.3.4-c", lambda c: c.objective(parent=c.objective()), ADDRESSED),
    ("5.3.3.4-d", lambda c: [c.objective(term="short"), c.objective(term="short")], PARTLY),
    ("5.3.3.4-d", lambda c: [c.objective(term="short"), c.objective(term="long")], ADDRESSED),
    ("5.3.3.4-e", lambda c: [c.objective(work_area=area()), c.objective()], PARTLY),
    ("5.3.3.4-e", lambda c: c.objective(work_area=area()), ADDRESSED),
    *(
        ("5.3.3.5-a", lambda c, all_=complete: two_objectives(c, complete=all_, make=c.act), mark)
        for complete, mark in ((False, PARTLY), (True, ADDRESSED))
    ),
    ("5.3.3.5-a", lambda c: [c.objective(), c.act(c.own(f.ObjectiveFactory))], NOT_YET),
    ("5.3.3.5-b", lambda c: c.part(f.CommunicationFactory, c.objective()), PARTLY),
    ("5.3.3.5-b", lambda c: c.part(f.CommunicationFactory, c.objective(agreed=True)), ADDRESSED),
    ("5.3.3.5-c", lambda c: c.part(f.CapabilityCheckFactory, c.objective(), *BOTH), PARTLY),
    ("5.3.3.5-c", lambda c: c.part(f.MeasureFactory, c.objective()), PARTLY),
    ("5.3.3.5-c", lambda c: checked(c), ADDRESSED),
    ("5.3.3.5-d", lambda c: c.part(f.ProgressCheckFactory, c.objective()), PARTLY),
    ("5.3.3.5-d", lambda c: c.part(f.ProgressCheckFactory, c.objective(active=True)), ADDRESSED),
    ("5.3.3.5-e", lambda c: c.joint(f.SummaryFactory), PARTLY),
    ("5.3.3.5-e", lambda c: c.joint(f.SummaryFactory, state="published"), ADDRESSED),
    ("5.3.3.6-a", lambda c: c.joint(f.RevisionStepFactory), PARTLY),
    (
        "5.3.3.6-a",
        lambda c: [c.joint(x) for x in (f.RevisionStepFactory, f.InitiatorRuleFactory, f.RevisionConditionFactory)],
        ADDRESSED,
    ),
    ("5.3.3.6-b", lambda c: c.joint(f.RevisionConditionFactory), ADDRESSED),
    ("5.3.3.6-c", lambda c: c.joint(f.InitiatorRuleFactory), ADDRESSED),
    ("5.3.3.6-d", lambda c: c.joint(f.RevisionStepFactory), ADDRESSED),
    ("5.3.3.6-e", lambda c: c.joint(f.RevisionStepFactory, decision_rule="Both sign."), PARTLY),
    ("5.3.3.6-e", lambda c: c.joint(f.RevisionFactory), NOT_YET),
    ("5.3.3.6-e", lambda c: c.joint(f.RevisionFactory, state="submitted"), ADDRESSED),
]


def area():
    from partnerships.models import Term

    return Term.objects.get(taxonomy=Term.Taxonomy.WORK_AREA, code="research")


def checked(case):
    objective = case.objective()
    case.part(f.CapabilityCheckFactory, objective, *BOTH)
    case.part(f.MeasureFactory, objective)


def marks(partnership):
    return statuses(Partnership.objects.filter(pk=partnership.pk), mine())[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)


def test_every_statement_has_a_case_in_which_it_is_addressed():
    built = {key for key, _build, mark in CASES if mark == ADDRESSED}
    assert set(IDS) == built
    assert {practice.id for practice in practices_of(3)} == built | OF_RISKS


@pytest.mark.parametrize(
    ("build", "mark"),
    [
        (lambda c: None, NOT_YET),
        (lambda c: c.own(f.ObjectiveFactory), NOT_YET),
        (lambda c: [c.objective(responsible=c.cast.partner), c.objective()], PARTLY),
        (lambda c: c.objective(responsible=c.cast.partner), ADDRESSED),
    ],
)
def test_who_answers_for_common_goals_is_asked_by_principle_2(cast, build, mark):
    build(Case(cast))
    practice = PRACTICES["5.2.3.2-b"]
    found = statuses(Partnership.objects.filter(pk=cast.partnership.pk), [practice])
    assert (found[cast.partnership.pk][practice.id], practice.principle) == (mark, 2)
    assert cast.client(cast.officer).get(practice.url(cast.partnership)).status_code == 200


def test_a_party_that_is_invited_counts_and_one_that_left_does_not(cast):
    case = Case(cast)
    case.own(f.ValueCaseFactory)
    partners = Participation.objects.filter(partnership=cast.partnership, party=cast.partner)
    found = []
    for state in ("joined", "invited", "left"):
        partners.update(state=state)
        found.append(marks(cast.partnership)["5.3.3.1-b"])
    assert found == [PARTLY, PARTLY, ADDRESSED]


def test_all_marks_of_all_partnerships_are_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(statuses(Partnership.objects.all(), mine())) == 3


def test_links_lead_somewhere(cast):
    client = cast.client(cast.officer)
    for practice in mine():
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert client.get(practice.url(cast.partnership)).status_code == 200, practice.id
    assert [p.id for p in mine() if not p.missing] == []


def test_the_plan_asks_for_practices_that_there_are():
    needed = {key for section in ("objectives", "revision") for key in SECTIONS[section].needs}
    assert needed <= set(PRACTICES)


def test_the_sections_say_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    from objectives.tests.worlds import fill

    fill(cast, 3)
    for key, queries in {"environment": 2, "objectives": 7, "revision": 4}.items():
        with django_assert_num_queries(queries):
            blocks = getattr(sections, key)(cast.partnership)
        assert any(block["rows"] for block in blocks)
