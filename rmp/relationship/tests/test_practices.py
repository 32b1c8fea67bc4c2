"""Each statement of principle 1 in this room: not yet in an empty partnership, and each mark on a case that is built for it."""

import pytest

from partnerships.models import Partnership, Term
from partnerships.practices.registry import HOMES, PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.tests.factories import PartnershipFactory
from rmp.relationship.tests import factories as f
from rmp.relationship.tests.samples import known_to_all
from rmp.relationship.tests.worlds import fill

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = (
    *("3.1-b", "3.2-a", "5.1.2-b", "5.1.2-d", "5.1.2-e", "5.1.3.1-a", "5.1.3.1-c"),
    *(f"5.1.3.2-{letter}" for letter in "abcdefgh"),
)


class Case:
    """Builds records of one partnership: university, partner, joint."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def joint(self, factory, **fields):
        return factory(**self.here, **fields)

    def own(self, factory, side="university", shared=True, **fields):
        visibility = "shared" if shared else "private"
        return factory(**self.here, party=getattr(self.cast, side), visibility=visibility, **fields)

    def party(self, side="university", **fields):
        for name, value in fields.items():
            setattr(getattr(self.cast, side), name, value)
        getattr(self.cast, side).save()

    def another_university(self):
        self.cast.partnership.participations.create(party=self.cast.other_university, side="university", state="joined")

    def outcomes(self, *years, appraisal=None):
        appraisal = appraisal or self.joint(f.AppraisalFactory)
        for year in years:
            f.ExpectedOutcomeFactory(appraisal=appraisal, starts_on=f"{year}-01-01")

    def expected(self, **place):
        f.ExpectationFactory(interested_party=self.own(f.InterestedPartyFactory, **place))

    def process(self, **step):
        process = self.joint(f.EngagementProcessFactory)
        if step:
            f.EngagementStepFactory(process=process, **step)

    def line(self, who, whom=None):
        self.joint(f.CommunicationLineFactory, who_party=getattr(self.cast, who), whom_party=whom and getattr(self.cast, whom))

    def disciplines(self, count):
        self.cast.partnership.disciplines.set(Term.objects.filter(taxonomy="discipline")[:count])

    def types(self):
        self.cast.partnership.ubc_types.set(Term.objects.filter(taxonomy="ubc_type")[:1])

    def link(self, **place):
        self.own(f.RelationshipLinkFactory, other=known_to_all(self.cast), **place)

    def state(self, state):
        Partnership.objects.filter(pk=self.cast.partnership.pk).update(state=state)


# (statement, what is there, its mark)
CASES = [
    ("3.1-b", lambda c: c.party(university_type="research"), ADDRESSED),
    ("3.1-b", lambda c: [c.party(university_type="research"), c.another_university()], PARTLY),
    ("3.2-a", lambda c: c.party("partner", relation_basis="affects"), ADDRESSED),
    ("3.2-a", lambda c: c.party("university", relation_basis="affects"), NOT_YET),
    ("5.1.2-b", lambda c: c.process(), PARTLY),
    ("5.1.2-b", lambda c: c.process(documented_in=""), PARTLY),
    ("5.1.2-b", lambda c: c.process(documented_in="Minutes"), ADDRESSED),
    ("5.1.2-d", lambda c: c.process(), PARTLY),
    ("5.1.2-d", lambda c: c.expected(shared=False), NOT_YET),
    ("5.1.2-d", lambda c: [c.process(), c.expected()], ADDRESSED),
    ("5.1.2-e", lambda c: c.disciplines(1), NOT_YET),
    ("5.1.2-e", lambda c: c.disciplines(2), PARTLY),
    ("5.1.2-e", lambda c: c.link(), PARTLY),
    ("5.1.2-e", lambda c: c.link(shared=False), NOT_YET),
    ("5.1.2-e", lambda c: [c.disciplines(2), c.link()], ADDRESSED),
    ("5.1.2-e", lambda c: [c.disciplines(2), c.joint(f.SustainabilityFactory)], ADDRESSED),
    ("5.1.3.1-a", lambda c: c.joint(f.InterestedPartyFactory), PARTLY),
    ("5.1.3.1-a", lambda c: c.own(f.InterestedPartyFactory, shared=False), NOT_YET),
    ("5.1.3.1-a", lambda c: c.joint(f.InterestedPartyFactory, evaluated=True), PARTLY),
    ("5.1.3.1-a", lambda c: [c.joint(f.InterestedPartyFactory, evaluated=True), c.joint(f.AppraisalFactory)], ADDRESSED),
    (
        "5.1.3.1-a",
        lambda c: [c.joint(f.InterestedPartyFactory, evaluated=e) for e in (True, False)] and c.joint(f.AppraisalFactory),
        PARTLY,
    ),
    (
        "5.1.3.1-a",
        lambda c: [
            c.joint(f.InterestedPartyFactory, evaluated=True),
            c.own(f.InterestedPartyFactory, shared=False),
            c.joint(f.AppraisalFactory),
        ],
        ADDRESSED,
    ),
    ("5.1.3.1-c", lambda c: c.line("university"), PARTLY),
    ("5.1.3.1-c", lambda c: c.line("university", "partner"), ADDRESSED),
    ("5.1.3.1-c", lambda c: [c.line("university"), c.line("partner")], ADDRESSED),
    ("5.1.3.2-a", lambda c: c.joint(f.AppraisalFactory), PARTLY),
    ("5.1.3.2-a", lambda c: c.own(f.AppraisalFactory), NOT_YET),
    ("5.1.3.2-a", lambda c: c.joint(f.AppraisalFactory, fixed=True), ADDRESSED),
    ("5.1.3.2-a", lambda c: c.joint(f.AppraisalFactory, fixed=True, horizon="possible"), PARTLY),
    ("5.1.3.2-a", lambda c: [c.state("exploring"), c.joint(f.AppraisalFactory, fixed=True, horizon="possible")], ADDRESSED),
    ("5.1.3.2-a", lambda c: [c.state("dormant"), c.joint(f.AppraisalFactory, fixed=True, horizon="possible")], ADDRESSED),
    ("5.1.3.2-b", lambda c: c.joint(f.BenchmarkNoteFactory), PARTLY),
    ("5.1.3.2-b", lambda c: c.own(f.BenchmarkNoteFactory, shared=False, state="adopted"), NOT_YET),
    ("5.1.3.2-b", lambda c: c.joint(f.BenchmarkNoteFactory, state="trying"), ADDRESSED),
    ("5.1.3.2-c", lambda c: [c.own(f.AdvantageFactory, side) for side in ("university", "partner")], PARTLY),
    (
        "5.1.3.2-c",
        lambda c: [
            *(c.own(f.AdvantageFactory, side) for side in ("university", "partner")),
            c.joint(f.AdvantageFactory),
        ],
        ADDRESSED,
    ),
    ("5.1.3.2-d", lambda c: c.joint(f.SustainabilityFactory), ADDRESSED),
    ("5.1.3.2-d", lambda c: c.own(f.SustainabilityFactory, shared=False), NOT_YET),
    ("5.1.3.2-e", lambda c: c.joint(f.SustainabilityFactory), PARTLY),
    ("5.1.3.2-e", lambda c: c.joint(f.SustainabilityFactory, methods="A chair"), ADDRESSED),
    ("5.1.3.2-f", lambda c: c.outcomes(2026), PARTLY),
    ("5.1.3.2-f", lambda c: [c.outcomes(2026), c.outcomes(2026)], PARTLY),
    ("5.1.3.2-f", lambda c: c.outcomes(2026, 2027), ADDRESSED),
    ("5.1.3.2-f", lambda c: c.outcomes(2026, 2027, appraisal=c.own(f.AppraisalFactory)), NOT_YET),
    ("5.1.3.2-g", lambda c: c.types(), PARTLY),
    ("5.1.3.2-g", lambda c: c.own(f.PriorityFactory), NOT_YET),
    ("5.1.3.2-g", lambda c: [c.types(), c.joint(f.AppraisalFactory)], ADDRESSED),
    ("5.1.3.2-h", lambda c: c.joint(f.AppraisalFactory), PARTLY),
    ("5.1.3.2-h", lambda c: c.joint(f.AppraisalFactory, best_where="In teaching."), ADDRESSED),
]


def marks(partnership):
    return statuses(Partnership.objects.filter(pk=partnership.pk), [PRACTICES[key] for key in IDS])[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    assert (marks(cast.partnership)[key], marks(PartnershipFactory())[key]) == (mark, NOT_YET)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)


def test_every_statement_has_a_case_in_which_it_is_addressed():
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS)


def test_all_marks_of_all_partnerships_are_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(statuses(Partnership.objects.all(), [PRACTICES[key] for key in IDS])) == 3


def test_each_says_what_shows_it_and_leads_to_a_form(cast):
    client = cast.client(cast.officer)
    for key in IDS:
        practice = PRACTICES[key]
        assert (practice.principle, bool(practice.shows), bool(practice.missing), bool(practice.link_label)) == (
            1,
            True,
            True,
            True,
        )
        assert client.get(practice.url(cast.partnership)).status_code == 200, key


def test_the_practices_of_a_principle_stand_in_the_order_of_their_clauses():
    clauses = [tuple(int(n) for n in practice.clause.split(".")) for practice in practices_of(1)]
    assert clauses == sorted(clauses)
    assert HOMES[1] == "rmp_relationship:interestedparty-list"


@pytest.mark.parametrize(("key", "queries"), {"purpose": 5, "environment": 4, "expectations": 2, "governance": 10}.items())
def test_sections_say_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries, key, queries):
    fill(cast, 3)
    with django_assert_num_queries(queries):
        blocks = SECTIONS[key].blocks(cast.partnership)
    assert [block["heading"] for block in blocks if not (block.get("rows") or block.get("body"))] == []
    assert len([block for block in blocks if block.get("rows")]) >= 2
    assert set(SECTIONS[key].needs) <= set(PRACTICES)


def test_private_records_change_no_section(cast):
    def shown():
        return {key: section.blocks(cast.partnership) for key, section in SECTIONS.items()}

    before, case = shown(), Case(cast)
    for factory in (
        *(f.InterestedPartyFactory, f.ContextFactorFactory, f.AppraisalFactory, f.AdvantageFactory),
        *(f.SustainabilityFactory, f.BenchmarkNoteFactory, f.PriorityFactory),
    ):
        case.own(factory, shared=False)
    case.expected(shared=False)
    assert shown() == before
