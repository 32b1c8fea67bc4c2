"""The practice profile of principle 8: each mark on a case that is built for it; and the section of the plan."""

import datetime as dt

import pytest
from django.urls import reverse

from objectives.value.models import Benefit, ValueIdea
from objectives.value.tests import factories as f
from objectives.value.tests.worlds import fill
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
IDS = tuple(f"P08-{number:02}" for number in range(1, 14))
SIDES = ("university", "partner")
YESTERDAY = today() - dt.timedelta(days=1)
IDEA = ValueIdea.State


class Case:
    """Builds records of one partnership: joint, or of one side, shared unless said otherwise."""

    def __init__(self, cast):
        self.cast, self.here = cast, {"partnership": cast.partnership, "author": cast.officer}

    def joint(self, factory, **fields):
        return factory(**self.here, **fields)

    def own(self, factory, side="university", shared=True, **fields):
        place = {"party": getattr(self.cast, side), "visibility": "shared" if shared else "private"}
        return factory(**self.here, **place, **fields)

    def both(self, factory, **fields):
        return [self.own(factory, side, **fields) for side in SIDES]

    def idea(self, side="university", *scored, **fields):
        idea = self.joint(f.ValueIdeaFactory, raised_by=getattr(self.cast, side), **fields)
        for by in scored:
            f.IdeaScoreFactory(idea=idea, party=getattr(self.cast, by))
        return idea

    def whole(self, **fields):
        return {"method": "Payroll", "due_on": today()} | fields

    def benefit(self, side=None, **fields):
        return self.joint(f.BenefitFactory, of=getattr(self.cast, side) if side else None, **fields)

    def measured(self, **fields):
        return f.BenefitMeasurementFactory(benefit=self.benefit(**fields))

    def gift(self, side, *, worth=None, received=None, said=None, shared=True, **fields):
        gift = self.own(f.ContributionFactory, side, shared=shared, valuation_by_giver=worth, **fields)
        if received is not None:
            other = SIDES[1 - SIDES.index(side)]
            f.ContributionReceiptFactory(
                contribution=gift, party=getattr(self.cast, other), received=received, valuation_by_receiver=said
            )

    def worth(self, *sides):
        benefit = self.benefit()
        for side in sides:
            f.BenefitShareFactory(benefit=benefit, party=getattr(self.cast, side))

    def weighed(self, **terms):
        self.joint(f.BalanceTermsFactory, **terms)
        self.worth(*SIDES)
        for side in SIDES:
            self.gift(side, worth=5, received=0, said=5)

    def target(self, *, read=True, shared=True, **fields):
        target = self.own(f.ImprovementTargetFactory, shared=shared, **fields)
        if read:
            f.TargetReadingFactory(target=target)


LET_GO = {"state": IDEA.STOPPED, "learning": "Too hot"}
# (practice, what is there, its mark)
CASES = [
    ("P08-01", lambda c: c.own(f.ValueDefinitionFactory), PARTLY),
    ("P08-01", lambda c: c.both(f.ValueDefinitionFactory), ADDRESSED),
    ("P08-01", lambda c: c.both(f.ValueDefinitionFactory, shared=False), NOT_YET),
    ("P08-02", lambda c: c.idea(), PARTLY),
    ("P08-02", lambda c: [c.idea(side) for side in SIDES], ADDRESSED),
    ("P08-02", lambda c: c.own(f.ValueIdeaFactory, shared=False, raised_by=c.cast.university), NOT_YET),
    ("P08-03", lambda c: c.idea(), NOT_YET),
    ("P08-03", lambda c: c.idea("university", "university"), PARTLY),
    ("P08-03", lambda c: c.idea("university", *SIDES, state=IDEA.ASSESSED), ADDRESSED),
    ("P08-03", lambda c: [c.idea("university", *s, state=IDEA.ASSESSED) for s in (SIDES, SIDES[:1])], PARTLY),
    ("P08-04", lambda c: c.idea(state=IDEA.SCREENED), NOT_YET),
    ("P08-04", lambda c: c.idea(state=IDEA.ASSESSED), PARTLY),
    ("P08-04", lambda c: c.idea(approved=True), ADDRESSED),
    ("P08-05", lambda c: c.idea(), PARTLY),
    ("P08-05", lambda c: c.idea(**LET_GO), ADDRESSED),
    ("P08-05", lambda c: [c.idea(**LET_GO), c.idea(state=IDEA.PARKED, review_on=today())], ADDRESSED),
    ("P08-05", lambda c: [c.idea(**LET_GO), c.idea(state=IDEA.PARKED, review_on=YESTERDAY)], NOT_YET),
    ("P08-05", lambda c: c.own(f.ValueIdeaFactory, shared=False, **LET_GO), NOT_YET),
    ("P08-06", lambda c: c.benefit("partner", **c.whole()), PARTLY),
    ("P08-06", lambda c: c.benefit(), PARTLY),
    ("P08-06", lambda c: c.benefit(**c.whole()), ADDRESSED),
    ("P08-06", lambda c: [c.benefit(side, **c.whole()) for side in SIDES], ADDRESSED),
    ("P08-06", lambda c: [c.benefit(side, **c.whole(method="")) for side in SIDES], PARTLY),
    ("P08-06", lambda c: c.own(f.BenefitFactory, shared=False, **c.whole()), NOT_YET),
    ("P08-07", lambda c: c.benefit(), NOT_YET),
    ("P08-07", lambda c: c.measured(), ADDRESSED),
    ("P08-07", lambda c: c.measured(measure_on=today()), ADDRESSED),
    ("P08-07", lambda c: c.measured(measure_on=YESTERDAY), PARTLY),
    ("P08-07", lambda c: [c.measured(), c.benefit(due_on=YESTERDAY)], PARTLY),
    ("P08-07", lambda c: [c.measured(), c.own(f.BenefitFactory, shared=False, due_on=YESTERDAY)], ADDRESSED),
    ("P08-08", lambda c: c.benefit(realised=True), PARTLY),
    ("P08-08", lambda c: c.benefit(verified=True), ADDRESSED),
    ("P08-08", lambda c: [c.benefit(verified=True), c.benefit(realised=True)], PARTLY),
    ("P08-08", lambda c: c.own(f.BenefitFactory, shared=False, verified=True), NOT_YET),
    ("P08-09", lambda c: c.gift("partner"), PARTLY),
    ("P08-09", lambda c: [c.gift(side) for side in SIDES], ADDRESSED),
    ("P08-09", lambda c: [c.gift(side, delivered=5, received=4) for side in SIDES], PARTLY),
    ("P08-09", lambda c: [c.gift(side, delivered=5, received=5) for side in SIDES], ADDRESSED),
    ("P08-09", lambda c: [c.gift(side, shared=False) for side in SIDES], NOT_YET),
    ("P08-10", lambda c: c.joint(f.BalanceTermsFactory), PARTLY),
    ("P08-10", lambda c: c.worth("partner"), PARTLY),
    ("P08-10", lambda c: c.weighed(), ADDRESSED),
    ("P08-10", lambda c: c.weighed(review_on=YESTERDAY), PARTLY),
    ("P08-10", lambda c: [c.joint(f.BalanceTermsFactory), c.worth(*SIDES), c.gift("partner", worth=5)], PARTLY),
    ("P08-11", lambda c: c.joint(f.OutputFactory), PARTLY),
    ("P08-11", lambda c: c.joint(f.OutputFactory, attribution="Demir, Voss"), ADDRESSED),
    ("P08-11", lambda c: c.own(f.OutputFactory, shared=False, attribution="Demir"), NOT_YET),
    ("P08-12", lambda c: c.joint(f.LessonFactory), PARTLY),
    ("P08-12", lambda c: c.joint(f.LessonFactory, agreed=True, state="applied"), ADDRESSED),
    ("P08-12", lambda c: c.own(f.LessonFactory, shared=False, state="applied"), NOT_YET),
    ("P08-13", lambda c: c.target(read=False), PARTLY),
    ("P08-13", lambda c: c.target(), ADDRESSED),
    ("P08-13", lambda c: c.target(due_on=YESTERDAY), PARTLY),
    ("P08-13", lambda c: c.target(shared=False), NOT_YET),
]


def marks(partnership):
    practices = [PRACTICES[key] for key in IDS]
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(Case(cast))
    # In the sibling partnership there is the same university, and nothing else.
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_the_profile_is_whole(cast):
    assert tuple(practice.id for practice in practices_of(8)) == IDS
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(IDS)
    assert marks(cast.partnership) == dict.fromkeys(IDS, NOT_YET)
    client = cast.client(cast.officer)
    for url in sorted({PRACTICES[key].url(cast.partnership).partition("?")[0] for key in IDS}):
        assert client.get(url).status_code == 200, url
    for key in IDS:
        practice = PRACTICES[key]
        assert practice.clause == "5.8"
        assert practice.url(cast.partnership).startswith(reverse(practice.link, args=[cast.partnership.slug]))
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), key


# --- the plan ---------------------------------------------------------------------------------------------------------
def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    case = Case(cast)
    assert SECTIONS["value"].blocks(cast.partnership) == []
    assert set(SECTIONS["value"].needs) <= set(PRACTICES)
    for rows in (1, 3):
        fill(cast, rows)
        case.idea(approved=True, title=f"Approved {rows}")
        with django_assert_num_queries(12):
            blocks = SECTIONS["value"].blocks(cast.partnership)
    case.joint(f.BalanceTermsFactory, how="Full cost")
    secret = {"party": cast.university, "visibility": "private"}
    for factory in (f.BenefitFactory, f.OutputFactory, f.ImprovementTargetFactory):
        case.joint(factory, title="Only ours", **secret)
    blocks = SECTIONS["value"].blocks(cast.partnership)
    assert [block["heading"] for block in blocks] == [
        *("What value means", "Ideas the parties approved", "Benefits", "Terms of the balance"),
        *("Balance of contribution and benefit", "Improvement targets", "Outputs", "Lessons"),
    ]
    assert "Only ours" not in str(blocks)
    by_heading = {block["heading"]: block["rows"] for block in blocks}
    assert [row[0] for row in by_heading["Ideas the parties approved"]] == ["Approved 1", "Approved 3"]
    assert len(by_heading["Benefits"]) == Benefit.objects.disclosed().count()
    assert [row[0] for row in by_heading["Balance of contribution and benefit"]] == [cast.partner.name, cast.university.name]
