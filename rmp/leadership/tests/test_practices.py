"""Each statement of clause 5.4: not yet in an empty partnership, and each mark on a case that is built for it."""

import itertools

import pytest
from django.urls import reverse

from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from rmp.leadership.models import SupportConfirmation
from rmp.leadership.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = (
    *("5.4.1-a", "5.4.1-b", "5.4.1-c", "5.4.1-d", "5.4.2-a", "5.4.2-b"),
    *("5.4.3.1-a", "5.4.3.1-b", "5.4.3.1-c", "5.4.3.2-a", "5.4.3.2-b"),
)
BOTH = ("university", "partner")


class Case:
    """Builds records of one partnership."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def profile(self, *, power=False, **fields):
        profile = f.LeaderProfileFactory(**self.here, **fields)
        if power:
            f.PowerFactory(profile=profile)
        return profile

    def leader(self, side="university", *, power=False, leading=True, **fields):
        profile = self.profile(power=power, agreed=True)
        party = getattr(self.cast, side)
        return f.AppointmentFactory(**self.here, party=party, profile=profile, leading=leading, **fields)

    def leaders(self, **fields):
        return [self.leader(side, **fields) for side in BOTH]

    def support(self, leader, *sides, full=False):
        cells = list(itertools.product(SupportConfirmation.Level, SupportConfirmation.Kind))
        for side in sides:
            for level, kind in cells if full else cells[:1]:
                f.SupportFactory(appointment=leader, party=getattr(self.cast, side), level=level, kind=kind)

    def resource(self, leader, **fields):
        f.LeaderResourceFactory(appointment=leader, **fields)

    def activity(self, *leaders, **fields):
        return f.LeaderActivityFactory(**self.here, leaders=leaders, **fields)


# (statement, what is there, its mark)
CASES = [
    ("5.4.1-a", lambda c: c.leader(), PARTLY),
    ("5.4.1-a", lambda c: [c.leader(), c.leader()], ADDRESSED),
    ("5.4.1-a", lambda c: [c.leader(), c.leader(ended=True)], PARTLY),
    ("5.4.1-a", lambda c: [c.leader(leading=False), c.leader(leading=False)], NOT_YET),
    ("5.4.1-b", lambda c: [c.leader(), c.leader()], PARTLY),
    ("5.4.1-b", lambda c: c.leaders(), ADDRESSED),
    ("5.4.1-c", lambda c: c.leader(), NOT_YET),
    ("5.4.1-c", lambda c: c.leader(power=True), PARTLY),
    ("5.4.1-c", lambda c: c.support(c.leader(), *BOTH), PARTLY),
    ("5.4.1-c", lambda c: c.support(c.leader(power=True), "university"), PARTLY),
    ("5.4.1-c", lambda c: c.support(c.leader(power=True), *BOTH), ADDRESSED),
    ("5.4.1-c", lambda c: [c.support(c.leader(power=True), *BOTH), c.leader(power=True)], PARTLY),
    ("5.4.1-d", lambda c: c.profile(), PARTLY),
    ("5.4.1-d", lambda c: c.profile(agreed=True), ADDRESSED),
    ("5.4.2-a", lambda c: c.leader(), ADDRESSED),
    ("5.4.2-a", lambda c: c.leader(state="accepted"), PARTLY),
    ("5.4.2-a", lambda c: c.leader(state="appointed", commitment=""), NOT_YET),
    ("5.4.2-b", lambda c: c.activity(c.leader()), PARTLY),
    ("5.4.2-b", lambda c: c.activity(*c.leaders()), ADDRESSED),
    ("5.4.2-b", lambda c: c.leaders(), NOT_YET),
    ("5.4.2-b", lambda c: c.activity(*c.leaders(), party=c.cast.university), NOT_YET),
    ("5.4.3.1-a", lambda c: c.profile(agreed=True), PARTLY),
    ("5.4.3.1-a", lambda c: c.profile(power=True), PARTLY),
    ("5.4.3.1-a", lambda c: c.profile(agreed=True, power=True), ADDRESSED),
    ("5.4.3.1-b", lambda c: c.leader(state="nominated"), PARTLY),
    ("5.4.3.1-b", lambda c: c.leader(leading=False), NOT_YET),
    ("5.4.3.1-b", lambda c: [c.leader(), c.leader(instrument="")], PARTLY),
    ("5.4.3.1-b", lambda c: c.leader(), ADDRESSED),
    ("5.4.3.1-c", lambda c: c.support(c.leader(), *BOTH), PARTLY),
    ("5.4.3.1-c", lambda c: c.support(c.leader(), "university", full=True), PARTLY),
    ("5.4.3.1-c", lambda c: c.support(c.leader(), *BOTH, full=True), ADDRESSED),
    ("5.4.3.1-c", lambda c: c.support(c.leader(leading=False), "university", full=True), NOT_YET),
    ("5.4.3.2-a", lambda c: c.resource(c.leader(), required=40, allocated=30), PARTLY),
    ("5.4.3.2-a", lambda c: c.resource(c.leader(), required=40, allocated=40), ADDRESSED),
    ("5.4.3.2-a", lambda c: [c.resource(c.leader(), required=40, allocated=40), c.leader()], PARTLY),
    ("5.4.3.2-b", lambda c: c.resource(c.leader()), PARTLY),
    ("5.4.3.2-b", lambda c: f.ResourceKindFactory(**c.here), ADDRESSED),
]


def marks(partnership):
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices_of(4))[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)


def test_every_statement_has_a_case_of_each_mark():
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS)
    assert {key for key, _build, mark in CASES if mark == PARTLY} == set(IDS)


def test_a_party_that_is_invited_counts(cast):
    Case(cast).leader()
    found = []
    for state in ("joined", "invited", "left"):
        cast.partnership.participations.filter(party=cast.partner).update(state=state)
        found.append(marks(cast.partnership)["5.4.1-b"])
    assert found == [PARTLY, PARTLY, ADDRESSED]


def test_all_marks_of_all_partnerships_are_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(statuses(Partnership.objects.all(), practices_of(4))) == 3


def test_links_lead_somewhere_and_each_says_what_shows_it(cast):
    client = cast.client(cast.officer)
    for practice in practices_of(4):
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert client.get(practice.url(cast.partnership)).status_code == 200, practice.id
    assert [p.id for p in practices_of(4) if not (p.missing and p.shows and p.link_label)] == []


def test_the_plan_asks_for_practices_that_there_are():
    assert set(SECTIONS["leadership"].needs) <= set(PRACTICES)
