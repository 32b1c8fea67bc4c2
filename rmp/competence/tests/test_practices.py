"""Each practice of the profile, true and false; the room's part of the plan; its metrics; its due dates."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, measured
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.reminders.reading import upcoming
from rmp.competence.models import Competence
from rmp.competence.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = [f"P06-{number:02}" for number in range(1, 13)]
SIDES = ("university", "partner")
DAY = dt.timedelta(days=1)
PAST, COMING = today() - DAY, today() + 30 * DAY


class Case:
    """Builds records of one partnership: university, partner, joint."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def joint(self, factory, **fields):
        return factory(**self.here, **fields)

    def own(self, factory, side="university", shared=True, **fields):
        visibility = "shared" if shared else "private"
        return factory(**self.here, party=getattr(self.cast, side), visibility=visibility, **fields)

    def both(self, factory, **fields):
        return [self.own(factory, side, **fields) for side in SIDES]

    def asked(self, *kinds):
        profile = self.joint(f.RoleProfileFactory)
        for kind in kinds:
            f.RoleRequirementFactory(profile=profile, competence=f.CompetenceFactory(kind=kind))

    def figure(self, band="few", side="university", **fields):
        least, most = {"few": (0, 1), "some": (2, 3), "most": (4, 6)}[band]
        snapshot = self.own(f.CoverageSnapshotFactory, side)
        return f.CoverageFigureFactory(snapshot=snapshot, band=band, at_least=least, at_most=most, **fields)

    def measure(self, **fields):
        return self.joint(f.DevelopmentActionFactory, **fields)

    def charter(self, **fields):
        return self.joint(f.BehaviourCharterFactory, **fields)

    def seen(self, side="university", shared=True, **fields):
        other = self.cast.partner if side == "university" else self.cast.university
        return self.own(f.BehaviourObservationFactory, side, shared, about=other, **fields)

    def newcomer(self, shared=True, **fields):
        return self.own(f.InductionFactory, shared=shared, **fields)

    def finding(self, side="university", shared=True, **fields):
        return self.own(f.OrgCapabilityFactory, side, shared, **fields)


KINDS = tuple(Competence.Kind.values)
# (practice, what is there, its mark)
CASES = [
    ("P06-01", lambda c: c.asked(), PARTLY),
    ("P06-01", lambda c: c.asked("ability"), ADDRESSED),
    ("P06-01", lambda c: [c.asked("ability"), c.joint(f.RoleProfileFactory, role=f.role("leader"))], PARTLY),
    ("P06-02", lambda c: c.asked("ability", "attribute"), PARTLY),
    ("P06-02", lambda c: c.asked(*KINDS), ADDRESSED),
    ("P06-03", lambda c: c.own(f.CoverageSnapshotFactory), PARTLY),
    ("P06-03", lambda c: c.both(f.CoverageSnapshotFactory), ADDRESSED),
    ("P06-03", lambda c: c.both(f.CoverageSnapshotFactory, shared=False), NOT_YET),
    ("P06-04", lambda c: c.figure("few"), NOT_YET),
    ("P06-04", lambda c: c.figure("most"), ADDRESSED),
    ("P06-04", lambda c: c.measure(competence=c.figure("some").competence), ADDRESSED),
    ("P06-04", lambda c: c.measure(role=c.figure("few").role), ADDRESSED),
    ("P06-04", lambda c: [c.figure("few"), c.measure(competence=f.CompetenceFactory())], PARTLY),
    ("P06-04", lambda c: c.measure(competence=c.figure("few").competence, state="dropped"), NOT_YET),
    ("P06-05", lambda c: c.measure(state="done"), PARTLY),
    ("P06-05", lambda c: c.measure(state="verified"), ADDRESSED),
    ("P06-05", lambda c: [c.measure(state="verified"), c.measure(due_on=PAST)], PARTLY),
    ("P06-05", lambda c: [c.measure(state="verified"), c.measure(due_on=today())], ADDRESSED),
    ("P06-06", lambda c: c.charter(), PARTLY),
    ("P06-06", lambda c: c.charter(agreed=True), ADDRESSED),
    ("P06-07", lambda c: c.charter(agreed=True, review_on=PAST), PARTLY),
    ("P06-07", lambda c: c.charter(agreed=True, review_on=today()), ADDRESSED),
    ("P06-08", lambda c: c.seen(), PARTLY),
    ("P06-08", lambda c: [c.seen(), c.seen("partner")], ADDRESSED),
    ("P06-08", lambda c: [c.seen(answer_by=PAST), c.seen("partner")], PARTLY),
    ("P06-08", lambda c: [c.seen(shared=False), c.seen("partner", shared=False)], NOT_YET),
    ("P06-09", lambda c: c.seen(kind="concern"), NOT_YET),
    ("P06-09", lambda c: c.seen(kind="concern", state="discussed"), PARTLY),
    ("P06-09", lambda c: c.seen(kind="concern", state="closed"), ADDRESSED),
    ("P06-10", lambda c: c.newcomer(), PARTLY),
    ("P06-10", lambda c: c.newcomer(state="completed"), ADDRESSED),
    ("P06-10", lambda c: [c.newcomer(state="completed"), c.newcomer(starts_on=PAST, due_on=PAST)], PARTLY),
    ("P06-10", lambda c: c.newcomer(shared=False, state="completed"), NOT_YET),
    ("P06-11", lambda c: c.both(f.OrgCapabilityFactory), PARTLY),
    ("P06-11", lambda c: [c.both(f.OrgCapabilityFactory), c.both(f.OrgCapabilityFactory, finding="weakness")], ADDRESSED),
    ("P06-11", lambda c: c.both(f.OrgCapabilityFactory, shared=False), NOT_YET),
    ("P06-12", lambda c: c.finding(finding="weakness"), NOT_YET),
    ("P06-12", lambda c: [c.finding(finding="weakness"), c.finding(finding="weakness", action="We learn.")], PARTLY),
    ("P06-12", lambda c: c.finding(finding="weakness", action="We learn."), ADDRESSED),
]


def marks(partnership):
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices_of(6))[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_every_practice_has_a_case_words_and_a_page(cast):
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS) == {p.id for p in practices_of(6)}
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)
    client = cast.client(cast.officer)
    for key in IDS:
        practice = PRACTICES[key]
        assert (practice.clause, practice.principle) == ("5.6", 6)
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), key
    for address in {PRACTICES[key].url(cast.partnership) for key in IDS}:
        assert client.get(address).status_code == 200, address
    assert set(SECTIONS["competence"].needs) <= set(IDS)


# --- the plan ---------------------------------------------------------------------------------------------------------
def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    assert SECTIONS["competence"].blocks(cast.partnership) == []
    f.CharterStatementFactory(charter=case.charter(agreed=True), text="We call first")
    case.asked(*KINDS)
    case.figure("most")
    for _ in range(3):
        case.measure()
        case.newcomer()
        case.finding()
        case.own(f.DevelopmentActionFactory, shared=False, title="Only ours")
        case.own(f.RoleHolderFactory, shared=False)
    with django_assert_num_queries(8):
        blocks = SECTIONS["competence"].blocks(cast.partnership)
    assert [block["heading"] for block in blocks[1:]] == [
        *("What we promise each other", "What each role asks for", "How many people reach it, as each party published it"),
        *("Development", "Newcomers", "Capability of the organisations"),
    ]
    assert "Only ours" not in str(blocks)
    assert blocks[3]["rows"][0][2:4] == [cast.university.name, "4 to 6 of 6"]


# --- metrics ----------------------------------------------------------------------------------------------------------
def figures(partnership):
    keys = [key for key in METRICS if key.startswith("competence.")]
    found = measured(Partnership.objects.filter(pk=partnership.pk), keys)[partnership.pk]
    return {key.partition(".")[2]: value if value is None else float(value) for key, value in found.items()}


def test_metrics_know_what_is_disclosed(cast):
    nothing = {"covered": None, "weak": 0, "development_overdue": 0, "concerns_open": 0, "answers_overdue": 0}
    nothing["inductions_overdue"] = 0
    assert figures(cast.partnership) == nothing
    case = Case(cast)
    case.figure("most", "partner")
    f.CoverageFigureFactory(
        snapshot=case.figure("few").snapshot, status="small", people=None, at_least=None, at_most=None, band="", as_of=None
    )
    for shared in (True, False):
        case.own(f.DevelopmentActionFactory, shared=shared, due_on=PAST)
        case.seen(shared=shared, kind="concern", answer_by=PAST)
        case.newcomer(shared=shared, starts_on=PAST, due_on=PAST)
    assert figures(cast.partnership) == {"covered": 50.0, **dict.fromkeys(list(nothing)[1:], 1)}
    assert figures(cast.sibling_partnership) == nothing
    assert all(reverse(metric.link, args=["x"]) for key, metric in METRICS.items() if key.startswith("competence."))


# --- due dates --------------------------------------------------------------------------------------------------------
def due(person):
    return sorted(
        (i.due.kind.partition(".")[2], (i.due_on - today()).days, i.title)
        for i in upcoming(person)
        if "competence" in i.due.kind
    )


def test_who_is_told_of_what_falls_due(cast):
    case, soon = Case(cast), today() + DAY
    case.measure(title="A day", due_on=PAST, responsible=cast.partner)
    case.measure(title="Over", due_on=PAST, state="done")
    case.own(f.DevelopmentActionFactory, shared=False, title="Ours", due_on=today(), assignee=cast.contributor)
    holder = case.own(f.RoleHolderFactory, shared=False, person=cast.contributor, review_on=PAST)
    case.own(f.RoleHolderFactory, shared=False, review_on=PAST, until=PAST)
    f.DevelopmentStepFactory(holder=holder, due_on=soon)
    f.DevelopmentStepFactory(holder=holder, due_on=soon, state="done")
    newcomer = case.newcomer(due_on=soon, mentor=cast.contributor)
    f.InductionStepFactory(induction=newcomer, text="Meet", due_on=today())
    case.seen(answer_by=PAST, what="Late again")
    case.seen(shared=False, answer_by=PAST)
    case.charter(agreed=True, number=1, review_on=soon)
    assert due(cast.officer) == [
        ("charter", 1, "Behaviour charter, version 1"),
        ("review", -1, "Rate Conrad Contributor anew"),
    ]
    assert due(cast.contributor) == [
        ("development", 0, "Ours"),
        ("induction", 1, "Induction of Nora New"),
        ("induction_step", 0, "Meet (Induction of Nora New)"),
        ("personal", 1, "Personal development"),
    ]
    assert due(cast.representative) == [
        ("answer", -1, "Late again"),
        ("charter", 1, "Behaviour charter, version 1"),
        ("development", -1, "A day"),
    ]
    assert [due(person) for person in (cast.partner_contributor, cast.auditor)] == [[], []]
