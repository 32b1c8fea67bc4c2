"""Each practice of the profile true and false; the section of the plan; what falls due, and who is told."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.trust.tests import factories as f
from assessments.trust.tests.groups import answer, group, open_pulse
from partnerships.actions.services import add_action
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.reminders.models import Reminder
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind

DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=365)
NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = tuple(f"P07-{number:02}" for number in range(1, 12))
SIDES = ("university", "partner")


class Case:
    """Builds records of one partnership."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def party(self, side):
        return getattr(self.cast, side)

    def promise(self, side="university", **fields):
        other = SIDES[side == "university"]
        return f.PromiseFactory(**self.here, by=self.party(side), to=self.party(other), **fields)

    def pulse(self, *sides, ago=1, **fields):
        pulse = f.TrustPulseFactory(**self.here, closed=True, closes_on=today() - ago * DAY, **fields)
        for side in sides:
            f.PulseSideFactory(pulse=pulse, party=self.party(side))
        return pulse

    def watch(self, *metrics, **fields):
        return [f.TrustIndicatorFactory(**self.here, metric=metric, **fields) for metric in metrics]

    def contact(self, *sides, shared=True):
        for side in sides:
            f.ConcernContactFactory(**self.here, party=self.party(side), visibility="shared" if shared else "private")

    def concern(self, **fields):
        return f.ConcernFactory(**self.here, **fields)

    def review(self, *sides, **fields):
        review = f.BenefitReviewFactory(**self.here, **fields)
        for side in sides:
            f.NetViewFactory(review=review, author=self.cast.officer, party=self.party(side))
        return review

    def act(self, review):
        add_action(review, actor=self.cast.officer, title="Pay for the bench", responsible=self.cast.partner)

    def signal(self, **fields):
        return f.BehaviourSignalFactory(**self.here, party=self.cast.university, about=self.cast.partner, **fields)


LATE = today() - DAY
# (practice, what is there, its mark)
CASES = [
    ("P07-01", lambda c: c.promise(), PARTLY),
    ("P07-01", lambda c: [c.promise(side) for side in SIDES], ADDRESSED),
    ("P07-01", lambda c: [c.promise(side, state="noted") for side in SIDES], NOT_YET),
    ("P07-02", lambda c: c.promise(), NOT_YET),
    ("P07-02", lambda c: c.promise(state="released"), PARTLY),
    ("P07-02", lambda c: c.promise(kept=True), ADDRESSED),
    ("P07-02", lambda c: [c.promise(kept=True), c.promise(due_on=LATE)], PARTLY),
    ("P07-03", lambda c: open_pulse(c.cast), PARTLY),
    ("P07-03", lambda c: c.pulse("university"), PARTLY),
    ("P07-03", lambda c: c.pulse(*SIDES), ADDRESSED),
    ("P07-03", lambda c: c.pulse(*SIDES, ago=366), PARTLY),
    ("P07-04", lambda c: c.pulse(*SIDES), PARTLY),
    ("P07-04", lambda c: [c.pulse(*SIDES), c.pulse(*SIDES, ago=90)], ADDRESSED),
    ("P07-04", lambda c: [c.pulse(*SIDES, ago=400), c.pulse(*SIDES, ago=500)], PARTLY),
    ("P07-05", lambda c: c.watch("trust.broken"), PARTLY),
    ("P07-05", lambda c: c.watch("trust.broken", "trust.pulse_fall"), ADDRESSED),
    ("P07-06", lambda c: c.watch("trust.broken", flagged_since=LATE), PARTLY),
    ("P07-06", lambda c: c.watch("trust.broken", flagged_since=LATE, response="We meet."), ADDRESSED),
    ("P07-07", lambda c: c.contact("university"), PARTLY),
    ("P07-07", lambda c: c.contact(*SIDES, shared=False), NOT_YET),
    ("P07-07", lambda c: c.contact(*SIDES), ADDRESSED),
    ("P07-07", lambda c: [c.contact(*SIDES), c.concern(due_on=LATE)], PARTLY),
    ("P07-07", lambda c: [c.contact(*SIDES), c.concern(due_on=LATE, party=c.cast.university)], ADDRESSED),
    ("P07-08", lambda c: c.review("university"), PARTLY),
    ("P07-08", lambda c: c.review(*SIDES), ADDRESSED),
    ("P07-09", lambda c: c.review(), PARTLY),
    ("P07-09", lambda c: c.review(concluded=True), ADDRESSED),
    ("P07-09", lambda c: c.review(concluded=True, ends_on=today() - 2 * YEAR), PARTLY),
    ("P07-10", lambda c: c.review(), NOT_YET),
    ("P07-10", lambda c: c.review(concluded=True), ADDRESSED),
    ("P07-10", lambda c: c.review(concluded=True, conclusion="rebalance"), PARTLY),
    ("P07-10", lambda c: c.act(c.review(concluded=True, conclusion="rebalance")), ADDRESSED),
    ("P07-11", lambda c: c.signal(), NOT_YET),
    ("P07-11", lambda c: c.signal(put=True, reply_by=LATE), PARTLY),
    ("P07-11", lambda c: c.signal(put=True), ADDRESSED),
]


def marks(partnership):
    return statuses(Partnership.objects.filter(pk=partnership.pk), [PRACTICES[key] for key in IDS])[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_in_an_empty_partnership_nothing_is_addressed(cast):
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)
    assert SECTIONS["trust"].blocks(cast.partnership) == []


def test_every_practice_has_a_case_leads_somewhere_and_says_what_it_means(cast):
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS) == {p.id for p in practices_of(7)}
    assert set(SECTIONS["trust"].needs) <= set(PRACTICES)
    for practice in practices_of(7):
        assert practice.clause == "5.7"
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), practice.id


def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    for _more in range(3):
        case.promise()
    case.promise(kept=True)
    case.pulse(*SIDES)
    case.watch("trust.broken", "trust.reliability", threshold=2)
    case.contact(*SIDES)
    case.contact("university", shared=False)
    case.concern()
    f.IndependentConcernFactory(partnership=cast.partnership, author=cast.officer)
    case.review(*SIDES, concluded=True)
    with django_assert_num_queries(8):
        blocks = SECTIONS["trust"].blocks(cast.partnership)
    assert [(block["heading"].split(" of ")[0], len(block["rows"])) for block in blocks] == [
        *(("Promises", 3), ("Trust pulse", 2), ("Indicators", 2)),
        *(("Whom to turn to with a concern", 2), ("Mutual benefit", 1)),
    ]
    assert [row[1] for row in blocks[2]["rows"]] == ["from 2 on", "below 2 %"]


# --- what falls due ---------------------------------------------------------------------------------------------------
def reminded(kind):
    return set(Reminder.objects.open().filter(kind=kind).values_list("recipient__name", flat=True))


def test_who_is_told_of_what(cast):
    case = Case(cast)
    case.promise(due_on=today())
    case.promise(state="reported", due_on=today(), reported_on=today())
    case.promise("partner", state="noted")
    case.signal(put=True, reply_by=today() + DAY)
    case.review(due_on=today() + DAY)
    case.watch("trust.broken", flagged_since=today())
    case.concern(due_on=today(), party=cast.partner)
    remind()
    keepers = {cast.officer.name, cast.representative.name}
    found = {
        kind: reminded(f"trust.{kind}")
        for kind in ("promise", "promise_reported", "promise_noted", "reply", "concern", "review", "flag")
    }
    assert found == {
        "promise": {cast.officer.name},
        **{kind: {cast.representative.name} for kind in ("promise_reported", "promise_noted", "reply", "concern")},
        **dict.fromkeys(("review", "flag"), keepers),
    }


def test_who_has_not_answered_a_pulse_is_told_and_nobody_of_others(cast):
    pulse = open_pulse(cast, closes_on=today() + DAY)
    asked = {cast.officer, cast.contributor, cast.representative, cast.partner_contributor, cast.respondent}
    answer(pulse, cast.officer, 4)
    remind()
    assert reminded("trust.pulse") == {person.name for person in asked - {cast.officer}}
    answer(pulse, cast.respondent, 4)
    remind()
    assert reminded("trust.pulse") == {person.name for person in asked - {cast.officer, cast.respondent}}
    [item] = upcoming(cast.contributor)
    assert item.url == reverse("assessments_trust:pulse-answer", args=[cast.partnership.slug, pulse.pk])
    assert [upcoming(person) for person in (cast.officer, cast.respondent, cast.partner_reader, cast.facilitator)] == [[]] * 4
    assert cast.client(cast.contributor).get(item.url).status_code == 200


def test_a_pulse_of_another_partnership_is_nobodys_here(cast):
    open_pulse(cast, closes_on=today())
    group(cast, "partner", 1)
    assert [upcoming(person) for person in (cast.sibling, cast.stranger)] == [[], []]
