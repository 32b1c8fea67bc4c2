"""The statements of 5.1.2 and 5.1.3.3 that this room shows, its part of the plan."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, Status, statuses
from partnerships.practices.sections import SECTIONS
from rmp.team.models import EnabledResource
from rmp.team.sections import means, team
from rmp.team.tests import factories as f

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = ("5.1.2-c", *(f"5.1.3.3-{letter}" for letter in "abcdefg"))
BOTH = ("university", "partner")
DAY = dt.timedelta(days=1)


class Case:
    """Builds records of one partnership."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def own(self, factory, *sides, shared=True, **fields):
        visibility = "shared" if shared else "private"
        return [factory(**self.here, party=getattr(self.cast, side), visibility=visibility, **fields) for side in sides]

    def places(self, *sides, **fields):
        return self.own(f.TeamMemberFactory, *sides, **fields)

    def covered(self, *sides, **deputy):
        for side in sides:
            self.places(side, deputy=self.places(side, **deputy)[0])

    def team(self, **fields):
        return f.JointTeamFactory(**self.here, **fields)

    def reviewed(self, *, upgraded, next_on):
        f.TeamReviewFactory(team=self.team(review_on=next_on), upgraded=upgraded)

    def means(self, *categories, **fields):
        for category in categories:
            f.EnabledResourceFactory(**self.here, category=category, **fields)

    def handover(self, state, **fields):
        person, successor = self.cast.contributor, self.cast.officer
        fields = {"party": self.cast.university, "visibility": "shared"} | fields
        f.HandoverFactory(**self.here, person=person, successor=successor, state=state, **fields)

    def development(self, state):
        f.PartnerDevelopmentFactory(**self.here, beneficiary=self.cast.partner, responsible=self.cast.university, state=state)

    def next_review(self):
        Partnership.objects.filter(pk=self.cast.partnership.pk).update(next_review_on=today())


FIVE = EnabledResource.NAMED
WORDS = {"responsibilities": "The line", "powers": "Up to 10,000 euro"}
GONE = {"ends_on": dt.date(2026, 2, 1)}
LATE = {"last_day": dt.date(2026, 1, 1)}

# (statement, what is there, its mark)
CASES = [
    ("5.1.2-c", lambda c: c.covered("university"), PARTLY),
    ("5.1.2-c", lambda c: c.covered(*BOTH), ADDRESSED),
    ("5.1.2-c", lambda c: c.covered(*BOTH, **GONE), NOT_YET),
    ("5.1.2-c", lambda c: c.handover("under_way"), PARTLY),
    ("5.1.2-c", lambda c: c.handover("cancelled"), NOT_YET),
    ("5.1.2-c", lambda c: c.handover("planned", visibility="private"), NOT_YET),
    ("5.1.2-c", lambda c: c.handover("completed"), ADDRESSED),
    ("5.1.2-c", lambda c: [c.handover("completed"), c.handover("under_way", **LATE)], PARTLY),
    ("5.1.2-c", lambda c: [c.covered(*BOTH), c.handover("under_way")], ADDRESSED),
    ("5.1.3.3-a", lambda c: c.team(), PARTLY),
    ("5.1.3.3-a", lambda c: [c.team(), c.places(*BOTH)], PARTLY),
    ("5.1.3.3-a", lambda c: c.places(*BOTH, role="senior"), PARTLY),
    (
        "5.1.3.3-a",
        lambda c: [c.team(), c.places("partner", role="senior"), c.places("university", role="designate")],
        ADDRESSED,
    ),
    ("5.1.3.3-b", lambda c: c.places("university", role="senior"), PARTLY),
    ("5.1.3.3-b", lambda c: c.places(*BOTH, role="designate"), PARTLY),
    ("5.1.3.3-b", lambda c: c.places(*BOTH, role="senior"), ADDRESSED),
    ("5.1.3.3-b", lambda c: c.places(*BOTH, role="senior", **GONE), NOT_YET),
    ("5.1.3.3-b", lambda c: c.places(*BOTH, role="senior", starts_on=today() + DAY), NOT_YET),
    ("5.1.3.3-b", lambda c: c.places(*BOTH, role="senior", ends_on=today()), ADDRESSED),
    ("5.1.3.3-b", lambda c: c.places(*BOTH, role="senior", shared=False), NOT_YET),
    ("5.1.3.3-c", lambda c: c.places(*BOTH), PARTLY),
    ("5.1.3.3-c", lambda c: c.places("university", **WORDS), PARTLY),
    ("5.1.3.3-c", lambda c: c.places(*BOTH, **WORDS), ADDRESSED),
    ("5.1.3.3-c", lambda c: [c.places(*BOTH, **WORDS), c.places("partner", powers="All")], PARTLY),
    ("5.1.3.3-c", lambda c: [c.places(*BOTH, **WORDS), c.places("partner", shared=False)], ADDRESSED),
    ("5.1.3.3-d", lambda c: c.means("risk"), PARTLY),
    ("5.1.3.3-d", lambda c: c.means(*FIVE), PARTLY),
    ("5.1.3.3-d", lambda c: c.means(*FIVE, state="available"), ADDRESSED),
    ("5.1.3.3-d", lambda c: [c.means(*FIVE[1:], state="available"), c.means(FIVE[0], state="withdrawn")], PARTLY),
    ("5.1.3.3-d", lambda c: c.means(*FIVE, state="withdrawn"), NOT_YET),
    ("5.1.3.3-d", lambda c: c.means(*FIVE, state="available", party=c.cast.university, visibility="private"), NOT_YET),
    ("5.1.3.3-e", lambda c: c.team(), NOT_YET),
    ("5.1.3.3-e", lambda c: c.team(review_on=today() + DAY), PARTLY),
    ("5.1.3.3-e", lambda c: c.reviewed(upgraded="", next_on=today()), PARTLY),
    ("5.1.3.3-e", lambda c: c.reviewed(upgraded="Limits", next_on=today() - DAY), PARTLY),
    ("5.1.3.3-e", lambda c: c.reviewed(upgraded="Limits", next_on=today()), ADDRESSED),
    ("5.1.3.3-f", lambda c: c.development("planned"), PARTLY),
    ("5.1.3.3-f", lambda c: c.development("dropped"), NOT_YET),
    ("5.1.3.3-f", lambda c: c.development("running"), ADDRESSED),
    ("5.1.3.3-f", lambda c: c.development("done"), ADDRESSED),
    ("5.1.3.3-g", lambda c: c.next_review(), NOT_YET),
    ("5.1.3.3-g", lambda c: [c.next_review(), c.places("partner", keeps_plan=True)], PARTLY),
    ("5.1.3.3-g", lambda c: c.places(*BOTH, keeps_plan=True), PARTLY),
    ("5.1.3.3-g", lambda c: [c.next_review(), c.places(*BOTH, keeps_plan=True)], ADDRESSED),
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


def test_every_statement_has_a_case_in_which_it_is_addressed_and_one_in_which_partly():
    for mark in (ADDRESSED, PARTLY):
        assert {key for key, _build, found in CASES if found == mark} == set(IDS)


def test_links_lead_to_pages_and_everything_is_said(cast):
    client = cast.client(cast.officer)
    for practice in (PRACTICES[key] for key in IDS):
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert client.get(practice.url(cast.partnership)).status_code == 200, practice.id
        assert practice.missing, practice.id
        assert practice.shows, practice.id
        assert practice.link_label, practice.id


def test_the_plan_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    case.team(leadership="Two", review_on=dt.date(2030, 1, 1))
    case.covered(*BOTH)
    case.covered("university", **GONE)
    case.places("partner", role="senior", name="Rolf", **WORDS)
    case.places("university", name="Private", shared=False)
    case.means("risk", state="available")
    case.means("means", state="withdrawn", title="Withdrawn")
    case.means("equipment", title="Private", party=cast.university, visibility="private")
    case.development("running")
    with django_assert_num_queries(2):
        mandate, people = team(cast.partnership)
    with django_assert_num_queries(2):
        things, development = means(cast.partnership)
    assert [label for label, _value in mandate["rows"]] == [
        "What the team is for",
        "The leadership team",
        "Next review of the team",
    ]
    parties = [row[0] for row in people["rows"]]
    assert parties == [cast.partner.name] * 3 + [cast.university.name] * 3
    assert people["rows"][0][:5] == [cast.partner.name, "Senior responsible person", "Rolf", *WORDS.values()]
    assert [(row[0], row[2], row[4]) for row in things["rows"]] == [("Provision for risks", "all parties", "Available")]
    assert [row[1:4] for row in development["rows"]] == [
        [cast.partner.name, "Batches are sampled by hand.", cast.university.name]
    ]
    assert "Private" not in str([mandate, people, things, development])
    assert all(isinstance(cell, str) for block in (people, things, development) for row in block["rows"] for cell in row)


def test_the_plan_asks_for_practices_that_there_are():
    assert {"5.1.3.3-b", "5.1.3.3-c"} <= set(SECTIONS["leadership"].needs) <= set(PRACTICES)
