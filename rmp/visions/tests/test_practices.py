"""Each statement of clause 5.2: not yet in an empty partnership, and each mark on a case that is built for it."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.models import Membership, Partnership
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from rmp.visions.models import Area, JointVision
from rmp.visions.services import acknowledge
from rmp.visions.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
OF_OBJECTIVES = "5.2.3.2-b"  # shown by the room of principle 3, and tested there
IDS = (
    *("5.1.1-b", "5.2.1-a", "5.2.1-b", "5.2.1-c", "5.2.2-a", "5.2.2-b"),
    *("5.2.3.1-a", "5.2.3.1-b", "5.2.3.1-c", "5.2.3.2-a"),
    *("5.2.3.2-c1", "5.2.3.2-c2", "5.2.3.2-c3", "5.2.3.2-c4"),
)
SIDES = ("university", "partner")


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

    def vision(self, **fields):
        return self.joint(f.JointVisionFactory, agreed=True, **fields)

    def rated(self, *, areas=tuple(Area), partner=4, **fields):
        for area in areas:
            self.own(f.AreaRatingFactory, area=area, **fields)
            self.own(f.AreaRatingFactory, "partner", area=area, **(fields | {"value": partner}))

    def handled(self, area, text="Plan by semester"):
        self.joint(f.AreaHandlingFactory, area=area, handling=text)

    def read(self, *names):
        vision = JointVision.objects.agreed().first() or self.vision()
        for name in names:
            acknowledge(vision, actor=getattr(self.cast, name))

    def focus(self, kind, *sides, **fields):
        area = self.joint(f.FocusAreaFactory, kind=kind, **fields)
        for side in sides:
            f.FocusCommitmentFactory(area=area, author=self.cast.officer, party=getattr(self.cast, side))


READERS = ("officer", "contributor", "representative", "partner_contributor", "partner_reader")

# (statement, what is there, its mark)
CASES = [
    ("5.1.1-b", lambda c: c.joint(f.EthicsScreeningFactory), PARTLY),
    ("5.1.1-b", lambda c: c.own(f.EthicsScreeningFactory, concluded=True, shared=False), NOT_YET),
    ("5.1.1-b", lambda c: c.joint(f.EthicsScreeningFactory, concluded=True), ADDRESSED),
    ("5.1.1-b", lambda c: c.joint(f.EthicsScreeningFactory, concluded=True, valid_until=dt.date(2020, 1, 1)), PARTLY),
    ("5.2.1-a", lambda c: c.joint(f.JointVisionFactory, reflects="All"), PARTLY),
    ("5.2.1-a", lambda c: c.vision(), PARTLY),
    ("5.2.1-a", lambda c: c.vision(reflects="All"), ADDRESSED),
    ("5.2.1-b", lambda c: c.joint(f.EthicsCheckFactory), PARTLY),
    ("5.2.1-b", lambda c: c.joint(f.EthicsCheckFactory, handled=True), ADDRESSED),
    ("5.2.1-b", lambda c: [c.joint(f.EthicsCheckFactory, handled=True), c.own(f.EthicsCheckFactory)], PARTLY),
    ("5.2.1-b", lambda c: [c.joint(f.EthicsCheckFactory, handled=True), c.own(f.EthicsCheckFactory, shared=False)], ADDRESSED),
    ("5.2.1-b", lambda c: c.own(f.CompatibilityAssessmentFactory), PARTLY),
    ("5.2.1-b", lambda c: c.both(f.CompatibilityAssessmentFactory), ADDRESSED),
    ("5.2.1-b", lambda c: c.both(f.CompatibilityAssessmentFactory, shared=False), NOT_YET),
    ("5.2.1-c", lambda c: c.vision(), PARTLY),
    ("5.2.1-c", lambda c: c.vision(culture="Kind"), ADDRESSED),
    ("5.2.1-c", lambda c: c.joint(f.JointVisionFactory, culture="Kind"), PARTLY),
    ("5.2.2-a", lambda c: c.rated(shared=False), NOT_YET),
    ("5.2.2-a", lambda c: c.rated(areas=[Area.CULTURE]), PARTLY),
    ("5.2.2-a", lambda c: c.rated(), ADDRESSED),
    ("5.2.2-a", lambda c: c.rated(value=5), ADDRESSED),
    ("5.2.2-a", lambda c: c.rated(partner=2), PARTLY),
    ("5.2.2-a", lambda c: [c.rated(value=5, partner=3), *map(c.handled, Area)], ADDRESSED),
    ("5.2.2-a", lambda c: [c.rated(value=5, partner=3), c.handled(Area.CULTURE)], PARTLY),
    ("5.2.2-b", lambda c: c.vision(), PARTLY),
    ("5.2.2-b", lambda c: c.vision(published_on=today(), published_where="Web page"), ADDRESSED),
    ("5.2.3.1-a", lambda c: c.both(f.PartyProfileFactory), PARTLY),
    ("5.2.3.1-a", lambda c: c.both(f.PartyProfileFactory, shared=False), NOT_YET),
    ("5.2.3.1-a", lambda c: [c.both(f.PartyProfileFactory), c.joint(f.CompatibilityAssessmentFactory)], ADDRESSED),
    ("5.2.3.1-b", lambda c: c.vision(), NOT_YET),
    ("5.2.3.1-b", lambda c: c.read(*READERS[1:]), PARTLY),
    ("5.2.3.1-b", lambda c: c.read(*READERS), ADDRESSED),
    ("5.2.3.1-c", lambda c: c.vision(), NOT_YET),
    ("5.2.3.1-c", lambda c: c.joint(f.JointVisionFactory, value_creation="Less noise"), PARTLY),
    ("5.2.3.1-c", lambda c: c.vision(value_creation="Less noise"), ADDRESSED),
    ("5.2.3.2-a", lambda c: [c.vision(), c.own(f.ValueCheckFactory)], PARTLY),
    ("5.2.3.2-a", lambda c: [c.vision(), *c.both(f.ValueCheckFactory)], ADDRESSED),
    ("5.2.3.2-a", lambda c: c.both(f.ValueCheckFactory, shared=False), NOT_YET),
    ("5.2.3.2-c1", lambda c: c.focus("quality", "partner"), PARTLY),
    ("5.2.3.2-c1", lambda c: c.focus("quality", *SIDES), ADDRESSED),
    ("5.2.3.2-c2", lambda c: c.focus("users"), PARTLY),
    ("5.2.3.2-c2", lambda c: c.focus("users", *SIDES), ADDRESSED),
    ("5.2.3.2-c3", lambda c: c.focus("funding", *SIDES), PARTLY),
    ("5.2.3.2-c3", lambda c: c.focus("funding", *SIDES, ethics_approval="No. 12"), ADDRESSED),
    ("5.2.3.2-c4", lambda c: c.focus("rights", *SIDES), PARTLY),
    ("5.2.3.2-c4", lambda c: c.focus("rights", *SIDES, ip_reference="Clause 9"), ADDRESSED),
]


def marks(partnership):
    """Of what this room shows."""
    practices = [PRACTICES[key] for key in IDS]
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)


def test_every_statement_has_a_case_in_which_it_is_addressed():
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS)
    assert {p.id for p in practices_of(2)} - {OF_OBJECTIVES} == set(IDS) - {"5.1.1-b"}


def test_who_comes_must_read_it_too_and_who_has_gone_need_not(cast):
    Case(cast).read(*READERS[:-1])
    reader = Membership.objects.filter(user=cast.partner_reader)
    found = []
    for values in ({}, {"ends_on": today() - dt.timedelta(days=1)}, {"ends_on": None, "role": "respondent"}):
        reader.update(starts_on=dt.date(2020, 1, 1), **values)
        found.append(marks(cast.partnership)["5.2.3.1-b"])
    assert found == [PARTLY, ADDRESSED, ADDRESSED]


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
    case.both(f.PartyProfileFactory)
    case.vision(culture="Kind")
    case.rated(value=5, partner=2)
    case.handled(Area.CULTURE)
    case.joint(f.EthicsScreeningFactory, concluded=True)
    for _ in range(3):
        case.joint(f.EthicsCheckFactory, handled=True)
        case.own(f.EthicsCheckFactory, shared=False, clash="Only ours")
    case.focus("funding", *SIDES, ethics_approval="No. 12")
    with django_assert_num_queries(10):
        blocks = SECTIONS["visions"].blocks(cast.partnership)
    assert [block["heading"] for block in blocks] == [
        *(str(JointVision.objects.get()), cast.partner.name, cast.university.name),
        *("Five areas", "Areas in which the parties differ", "Ethics screening", "Ethical clashes"),
        *("Focus areas", "Commitments"),
    ]
    assert "Only ours" not in str(blocks)
    assert [row[:2] for row in blocks[3]["rows"]] == [
        [str(area.label), party.name] for area in Area for party in (cast.partner, cast.university)
    ]


def test_nothing_stands_in_the_section_of_an_empty_partnership(cast):
    assert SECTIONS["visions"].blocks(cast.partnership) == []


def test_the_plan_asks_for_practices_that_there_are():
    assert set(SECTIONS["visions"].needs) <= set(PRACTICES)
