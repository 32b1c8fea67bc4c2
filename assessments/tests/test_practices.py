"""The practice profile of principle 11, its section of the plan, its figures, and what they cost."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.models import Cycle
from assessments.tests import factories as f
from assessments.tests.worlds import World
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import measured
from partnerships.practices.registry import PRACTICES, Status, practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.tests.costs import cost

NOT_YET, PARTLY, ADDRESSED = Status.NOT_YET, Status.PARTLY, Status.ADDRESSED
KEYS = [f"P11-{n:02}" for n in range(1, 11)]


def cycle(c, **fields):
    return f.CycleFactory(partnership=c.partnership, author=c.officer, **fields)


def released(c, *outcomes, days=0, **fields):
    made = cycle(c, **{"released": True} | fields)
    day = today() - dt.timedelta(days=days)
    Cycle.objects.filter(pk=made.pk).update(released_on=day, answers_in_on=day)
    for party, outcome in zip((c.university, c.partner), outcomes, strict=False):
        f.CycleSideFactory(cycle=made, party=party, outcome=outcome)
    return made


def of(factory, **more):
    return lambda c: factory(partnership=c.partnership, author=c.officer, **more)


def repeated(c):
    first = released(c, days=200)
    released(c, instrument=first.instrument)


AGREED = {"state": "agreed", "agreed_on": dt.date(2026, 1, 1)}
CASES = [
    ("P11-01", of(f.CycleFactory), PARTLY),
    ("P11-01", of(f.RhythmFactory, active=False), NOT_YET),
    ("P11-01", of(f.RhythmFactory), ADDRESSED),
    ("P11-02", of(f.CycleFactory), NOT_YET),
    ("P11-02", of(f.CycleFactory, state="open"), PARTLY),
    ("P11-02", released, ADDRESSED),
    ("P11-03", lambda c: released(c, "shown", "too_few"), PARTLY),
    ("P11-03", lambda c: released(c, "shown", "shown", days=500), NOT_YET),
    ("P11-03", lambda c: released(c, "shown", "shown"), ADDRESSED),
    ("P11-04", released, PARTLY),
    ("P11-04", lambda c: released(c, workshop_on=today()), ADDRESSED),
    ("P11-05", lambda c: released(c, state="workshop"), PARTLY),
    ("P11-05", lambda c: f.ConsensusFactory(cycle=released(c, state="consensus")), ADDRESSED),
    ("P11-06", of(f.ImprovementFactory), PARTLY),
    ("P11-06", of(f.ImprovementFactory, state="agreed"), ADDRESSED),
    ("P11-07", of(f.ImprovementFactory, state="agreed"), NOT_YET),
    ("P11-07", of(f.ImprovementFactory, state="agreed", check_on=today() + dt.timedelta(days=90)), PARTLY),
    ("P11-07", of(f.ImprovementFactory, state="not_effective"), ADDRESSED),
    ("P11-08", released, PARTLY),
    ("P11-08", repeated, ADDRESSED),
    ("P11-09", of(f.MaturityClaimFactory), PARTLY),
    ("P11-09", lambda c: of(f.MaturityClaimFactory, party=c.university)(c), NOT_YET),
    ("P11-09", of(f.MaturityClaimFactory, **AGREED), ADDRESSED),
    ("P11-10", of(f.OptimizationReviewFactory), PARTLY),
    ("P11-10", of(f.OptimizationReviewFactory, **AGREED), ADDRESSED),
]


def marks(partnership):
    practices = [PRACTICES[key] for key in KEYS]
    return statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]


@pytest.mark.parametrize(("key", "build", "mark"), CASES)
def test_mark(cast, key, build, mark):
    build(cast)
    assert (marks(cast.partnership)[key], marks(cast.sibling_partnership)[key]) == (mark, NOT_YET)


def test_every_practice_has_a_case_and_words(cast):
    assert {key for key, _build, mark in CASES if mark == ADDRESSED} == set(KEYS) == {p.id for p in practices_of(11)}
    for key in KEYS:
        practice = PRACTICES[key]
        assert practice.url(cast.partnership)
        assert all((practice.text, practice.shows, practice.missing, practice.link_label)), key


def test_figures_and_the_plan_say_what_is_shown_and_nothing_else(cast, django_assert_num_queries):
    keys = ("assessments.last_mean", "assessments.lowest", "assessments.gap_significant", "assessments.improvements_open")

    def figures():
        found = measured(Partnership.objects.filter(pk=cast.partnership.pk), keys)[cast.partnership.pk]
        return [None if found[key] is None else float(found[key]) for key in keys]

    assert figures() == [None, None, None, 0]
    world = World(cast)
    open_one = world.open()
    world.answer(open_one, Ann=1, Bob=1, Cid=1, Xia=1, Yan=1, Zoe=1)
    world.close_all(open_one)
    assert figures() == [None, None, None, 0]  # analysed is not released
    Cycle.objects.filter(pk=open_one.pk).update(answers_in_on=today() - dt.timedelta(days=500))
    one = world.released(ours={"Ann": 5, "Bob": 5, "Cid": 5}, theirs={"Xia": 3, "Yan": 3, "Zoe": 3})
    f.ImprovementFactory(partnership=cast.partnership, author=cast.officer, cycle=one, state="agreed")
    assert figures() == [4.0, 3.0, 2.0, 1]
    with django_assert_num_queries(5):
        blocks = SECTIONS["assessment"].blocks(cast.partnership)
    assert [block["heading"] for block in blocks] == ["Improvements"]


def test_pages_cost_the_same_for_one_and_for_thirty(cast):
    world, client = World(cast), cast.client(cast.officer)

    def measure():
        slug, one = cast.partnership.slug, Cycle.objects.filter(state="released").order_by("created_at").first()
        names = ("home", "cycle-list", "respondent-list", "trends")
        pages = [reverse(f"assessments:{name}", args=[slug]) for name in names]
        pages += [one.get_absolute_url(), one.results_url(), reverse("assessments_house:portfolio")]
        return [cost(client, page) for page in pages]

    def more(number):
        for _ in range(number):
            one = world.released()
            f.ImprovementFactory(partnership=cast.partnership, author=cast.officer, cycle=one)
            f.ConsensusFactory(cycle=one, dimension=world.instrument.dimensions.first())

    more(2)
    first = measure()
    more(3)
    f.CycleFactory.create_batch(24, partnership=cast.partnership, author=cast.officer, instrument=world.instrument)
    assert measure() == first
