"""Each practice of principle 9: not yet in an empty partnership, and each mark on a case that is built for it; the plan; the figures."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.actions.services import add_action
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from rmp.governance.tests.factories import AgreementFactory
from rmp.knowledge.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = [f"P09-{number:02}" for number in range(1, 13)]
SIDES = ("university", "partner")
TOMORROW, YESTERDAY = today() + dt.timedelta(1), today() - dt.timedelta(1)


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

    def category(self, shared=True, **fields):
        return self.own(f.CategoryFactory, shared=shared, **fields)

    def conditional(self, **fields):
        return self.category(sharing="condition", condition="NDA", **fields)

    def request(self, **fields):
        return self.own(f.RequestFactory, of=self.cast.partner, **fields)

    def background(self, *sides, shared=True):
        for side in sides:
            self.own(f.PropertyFactory, side, shared, kind="background", owned={getattr(self.cast, side): 100})

    def work(self, answer="waiting", shared=True, **fields):
        work = self.own(f.PublicationFactory, shared=shared, asked=[self.cast.partner], submitted=shared, **fields)
        work.opinions.update(answer=answer)

    def asset(self, act=False, shared=True, **fields):
        asset = self.own(f.AssetFactory, shared=shared, **fields)
        if act:
            add_action(asset, actor=self.cast.officer, title="Shadow her for a month", responsible=self.cast.university)

    def agreement(self):
        return AgreementFactory(**self.here)


# (practice, what is there, its mark)
CASES = [
    ("P09-01", lambda c: c.category(), PARTLY),
    ("P09-01", lambda c: c.both(f.CategoryFactory, shared=False), NOT_YET),
    ("P09-01", lambda c: c.both(f.CategoryFactory), ADDRESSED),
    ("P09-02", lambda c: c.category(), NOT_YET),
    ("P09-02", lambda c: c.conditional(), PARTLY),
    ("P09-02", lambda c: c.conditional(agreement=c.agreement()), ADDRESSED),
    ("P09-02", lambda c: [c.conditional(agreement=c.agreement()), c.conditional()], PARTLY),
    ("P09-02", lambda c: [c.conditional(agreement=c.agreement()), c.conditional(shared=False)], ADDRESSED),
    ("P09-03", lambda c: c.category(), NOT_YET),
    ("P09-03", lambda c: c.category(review_on=YESTERDAY), PARTLY),
    ("P09-03", lambda c: c.category(review_on=today()), ADDRESSED),
    ("P09-04", lambda c: c.request(), PARTLY),
    ("P09-04", lambda c: c.request(state="granted", decided_on=today()), ADDRESSED),
    ("P09-04", lambda c: [c.request(state="granted", decided_on=today()), c.request(answer_by=YESTERDAY)], PARTLY),
    ("P09-04", lambda c: [c.request(state="granted", decided_on=today()), c.request(answer_by=today())], ADDRESSED),
    ("P09-05", lambda c: c.request(state="granted", decided_on=today()), PARTLY),
    ("P09-05", lambda c: c.own(f.DisclosureFactory, shared=False), NOT_YET),
    ("P09-05", lambda c: c.own(f.DisclosureFactory), ADDRESSED),
    ("P09-06", lambda c: c.background("partner"), PARTLY),
    ("P09-06", lambda c: c.background(*SIDES, shared=False), NOT_YET),
    ("P09-06", lambda c: c.background(*SIDES), ADDRESSED),
    ("P09-07", lambda c: c.joint(f.PropertyFactory), PARTLY),
    ("P09-07", lambda c: c.joint(f.PropertyFactory, agreed=True), ADDRESSED),
    ("P09-07", lambda c: [c.joint(f.PropertyFactory, agreed=True), c.joint(f.PropertyFactory)], PARTLY),
    ("P09-07", lambda c: [c.joint(f.PropertyFactory, agreed=True), c.own(f.PropertyFactory, shared=False)], ADDRESSED),
    ("P09-07", lambda c: c.joint(f.PropertyFactory, replaces=c.joint(f.PropertyFactory, agreed=True)), ADDRESSED),
    ("P09-07", lambda c: c.background(*SIDES), NOT_YET),
    ("P09-08", lambda c: c.work(shared=False), NOT_YET),
    ("P09-08", lambda c: c.work(), ADDRESSED),
    ("P09-08", lambda c: c.work(respond_by=YESTERDAY), PARTLY),
    ("P09-08", lambda c: c.work("silent", state="deemed_cleared"), PARTLY),
    ("P09-08", lambda c: c.work("cleared", respond_by=YESTERDAY, state="cleared"), ADDRESSED),
    ("P09-09", lambda c: c.own(f.LineFactory, shared=False), NOT_YET),
    ("P09-09", lambda c: c.joint(f.LineFactory, next_on=YESTERDAY), PARTLY),
    ("P09-09", lambda c: c.joint(f.LineFactory, next_on=today()), ADDRESSED),
    ("P09-10", lambda c: c.asset(shared=False), NOT_YET),
    ("P09-10", lambda c: c.asset(), ADDRESSED),
    ("P09-10", lambda c: c.asset(risk="high"), PARTLY),
    ("P09-10", lambda c: c.asset(act=True, risk="high"), ADDRESSED),
    ("P09-10", lambda c: [c.asset(), c.asset(risk="high", shared=False)], ADDRESSED),
    ("P09-11", lambda c: c.joint(f.DataFactory), PARTLY),
    ("P09-11", lambda c: c.joint(f.DataFactory, delete_by=TOMORROW), ADDRESSED),
    ("P09-11", lambda c: c.joint(f.DataFactory, delete_by=YESTERDAY), PARTLY),
    ("P09-11", lambda c: c.joint(f.DataFactory, delete_by=YESTERDAY, disposed_on=today()), ADDRESSED),
    ("P09-12", lambda c: c.joint(f.IncidentFactory), PARTLY),
    ("P09-12", lambda c: c.joint(f.IncidentFactory, state="notified"), ADDRESSED),
    ("P09-12", lambda c: c.own(f.IncidentFactory, shared=False, state="assessed"), NOT_YET),
    (
        "P09-12",
        lambda c: [
            c.joint(f.IncidentFactory, state="notified"),
            c.joint(f.IncidentFactory, discovered_on=YESTERDAY, notify_by=YESTERDAY),
        ],
        PARTLY,
    ),
]


def marks(partnership):
    practices = [PRACTICES[key] for key in IDS]
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)


def test_every_practice_has_a_case_of_each_mark_and_belongs_to_the_clause():
    assert {(key, mark) for key, _build, mark in CASES} >= {(key, mark) for key in IDS for mark in (PARTLY, ADDRESSED)}
    assert [p.id for p in practices_of(9)] == IDS
    assert {PRACTICES[key].clause for key in IDS} == {"5.9"}


def test_all_marks_of_all_partnerships_are_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(statuses(Partnership.objects.all(), [PRACTICES[key] for key in IDS])) == 3


def test_links_lead_somewhere_and_words_are_there(cast):
    client = cast.client(cast.officer)
    for key in IDS:
        practice = PRACTICES[key]
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert client.get(practice.url(cast.partnership)).status_code == 200, key
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), key


# --- the plan ---------------------------------------------------------------------------------------------------------
def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    for _ in range(3):
        case.category(name="Bench data")
        case.category(shared=False, name="Only ours")
        case.background(*SIDES)
        case.joint(f.LineFactory)
        case.asset()
        case.joint(f.DataFactory)
    case.own(f.PropertyFactory, shared=False, title="Only ours")
    with django_assert_num_queries(7):
        blocks = SECTIONS["knowledge"].blocks(cast.partnership)
    assert [(block["heading"], len(block["rows"])) for block in blocks] == [
        *(("What can be shared", 3), ("Intellectual property", 6), ("Communication plan", 3)),
        *(("Knowledge that must not be lost", 3), ("Data shared", 3)),
    ]
    assert "Only ours" not in str(blocks)
    assert blocks[0]["rows"][0] == ["Bench data", cast.university.name, "Can be shared", "", "Parties", ""]


def test_nothing_stands_in_the_section_of_an_empty_partnership(cast):
    assert SECTIONS["knowledge"].blocks(cast.partnership) == []
    assert set(SECTIONS["knowledge"].needs) <= set(PRACTICES)


# --- figures ----------------------------------------------------------------------------------------------------------
def test_figures_count_what_all_may_read(cast):
    case = Case(cast)
    for state in ("requested", "considered", "granted"):
        case.request(state=state)
    case.work(respond_by=YESTERDAY)
    case.work()
    case.work("silent", state="deemed_cleared")
    case.joint(f.IncidentFactory)
    case.own(f.IncidentFactory, shared=False)
    case.joint(f.IncidentFactory, state="closed", closed_on=today())
    keys = ("knowledge.requests_open", "knowledge.reviews_late", "knowledge.incidents_open")
    found = Partnership.objects.annotate(**{key.replace(".", "_"): METRICS[key].expression for key in keys})
    read = {row.pk: [getattr(row, key.replace(".", "_")) for key in keys] for row in found}
    assert (read[cast.partnership.pk], read[cast.sibling_partnership.pk]) == ([2, 2, 1], [0, 0, 0])
