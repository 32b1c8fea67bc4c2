"""What is given against what is gained, for one reader and for all; and the metric that says the same in one statement."""

import datetime as dt
from decimal import Decimal

import pytest

from objectives.value.balance import balance
from objectives.value.charts import LEFT, RIGHT, Bar, Group, drawing
from objectives.value.models import Benefit
from objectives.value.tests import factories as f
from objectives.value.tests.worlds import fill
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, measured

KEYS = sorted(key for key in METRICS if key.startswith("value."))


def gift(cast, here, side, by_giver, by_receiver=None, delivered=100, **fields):
    """A hundred hours of one party, valued by both."""
    party = getattr(cast, side)
    values = {"visibility": "shared", "valuation_by_giver": by_giver, "delivered": delivered} | fields
    contribution = f.ContributionFactory(**here, party=party, **values)
    if by_receiver is not None:
        other = cast.partner if side == "university" else cast.university
        f.ContributionReceiptFactory(
            contribution=contribution, party=other, received=delivered, valuation_by_receiver=by_receiver
        )
    return contribution


def gain(cast, here, side, expected, realised=0, **fields):
    party = getattr(cast, side)
    benefit = f.BenefitFactory(**here, **{"of": party} | fields)
    f.BenefitShareFactory(benefit=benefit, party=party, expected=expected, realised=realised)
    return benefit


def test_planned_against_realised_of_each_party(cast, here):
    gift(cast, here, "university", 40, 20, delivered=50)
    gift(cast, here, "university", 10, delivered=0)
    gift(cast, here, "partner", 60, 60)
    gain(cast, here, "university", 80, 60, verified=True)
    gain(cast, here, "partner", 30, 20)
    gain(cast, here, "partner", 500, 0, state=Benefit.State.MISSED)
    f.BenefitFactory(**here, beneficiary="third", third_party="The town")
    f.BalanceTermsFactory(**here, tolerance=20)
    found = balance(cast.partnership, user=cast.representative)
    theirs, ours = found.sides
    assert (theirs.party, ours.party) == (cast.partner, cast.university)  # the reader's own first
    assert (ours.planned, ours.delivered) == (40, 15)
    assert (ours.planned_by_giver, ours.delivered_by_giver) == (50, 20)
    assert (ours.planned_by_receiver, ours.delivered_by_receiver) == (20, 10)
    assert (ours.expected, ours.realised, ours.verified, ours.net) == (80, 60, 60, 45)
    assert (theirs.planned, theirs.delivered, theirs.expected, theirs.realised, theirs.verified) == (60, 60, 30, 20, 0)
    assert (ours.confirmed, len(ours.given), len(ours.received)) == (1, 2, 1)
    assert (ours.share_of_giving, ours.share_of_gain, ours.gap) == (20, 75, 55)
    assert (found.gap, found.is_balanced, found.unit, len(found.third)) == (55, False, "thousand euro", 1)
    assert ours.states == {"verified": 1}


def test_without_worth_there_is_no_gap(cast, here):
    gift(cast, here, "university", None)
    f.BenefitFactory(**here)
    found = balance(cast.partnership, user=None)
    assert (found.gap, found.is_balanced, found.unit, found.most) == (None, None, "", 0)
    assert [side.gap for side in found.sides] == [None, None]


def test_each_sees_what_it_may_see(cast, here):
    gift(cast, here, "university", 40)
    gift(cast, here, "university", 100, visibility="private")
    gain(cast, here, "university", 9, 9)
    gain(cast, here, "university", 100, 100, party=cast.university)
    seen = {}
    for name in ("officer", "representative", "facilitator", "stranger", None):
        found = balance(cast.partnership, user=getattr(cast, name) if name else None)
        side = found.side_of(cast.university)
        seen[name] = (side.delivered, side.realised)
    assert seen == {
        "officer": (140, 109),
        "representative": (40, 9),
        "facilitator": (0, 9),
        "stranger": (0, 0),
        None: (40, 9),
    }


def test_a_period_takes_what_touches_it(cast, here):
    day = dt.date
    for starts, ends, worth in (
        (None, None, 1),
        (day(2025, 1, 1), day(2025, 12, 31), 10),
        (day(2026, 1, 1), None, 100),
        (None, day(2024, 12, 31), 1000),
    ):
        gift(cast, here, "university", worth, starts_on=starts, ends_on=ends)
    gain(cast, here, "university", 1, 1)
    gain(cast, here, "university", 10, 10, due_on=day(2025, 6, 1))
    gain(cast, here, "university", 100, 100, due_on=day(2024, 1, 1), state="realised", realised_on=day(2026, 2, 1))

    def shown(**period):
        side = balance(cast.partnership, user=cast.officer, **period).side_of(cast.university)
        return side.delivered, side.realised

    assert shown() == (1111, 111)
    assert shown(since=day(2025, 12, 31)) == (111, 101)
    assert shown(since=day(2026, 1, 1)) == (101, 101)
    assert shown(until=day(2025, 6, 1)) == (1011, 11)
    assert shown(since=day(2025, 1, 1), until=day(2025, 5, 31)) == (11, 1)


def test_it_costs_the_same_for_one_and_for_thirty(cast, here, django_assert_num_queries):
    for rows in (1, 9):  # three of each kind a row
        fill(cast, rows)
        with django_assert_num_queries(7):
            balance(cast.partnership, user=cast.officer)
    with django_assert_num_queries(6):
        balance(cast.partnership, user=None)


@pytest.mark.parametrize(
    "build",
    [
        lambda c, h: None,
        lambda c, h: gift(c, h, "university", 40),
        lambda c, h: [gift(c, h, "university", 40, 20, delivered=50), gain(c, h, "partner", 5, 3)],
        lambda c, h: [
            *(gift(c, h, "university", 40, 20, delivered=50), gift(c, h, "partner", None, 7), gift(c, h, "partner", 3)),
            *(gain(c, h, "partner", 5, 3), gain(c, h, "university", 5, 9), gain(c, h, "partner", 5, 1)),
        ],
        lambda c, h: [gift(c, h, "university", 5, planned=0), gift(c, h, "partner", 5, 8), gain(c, h, "partner", 1, 1)],
    ],
)
def test_the_metric_says_what_the_page_says(cast, here, build):
    build(cast, here)
    gift(cast, here, "university", 1000, visibility="private")
    gain(cast, here, "university", 1000, 1000, party=cast.university)
    found = measured(Partnership.objects.filter(pk=cast.partnership.pk), ["value.balance_gap"])
    metric, page = found[cast.partnership.pk]["value.balance_gap"], balance(cast.partnership, user=None).gap
    assert (metric is None) == (page is None)
    if page is not None:
        assert abs(metric - page) < Decimal("0.001")


def test_the_figures_count_what_all_may_read(cast, here):
    def figures():
        found = measured(Partnership.objects.all(), KEYS)
        assert set(found) == set(Partnership.objects.values_list("pk", flat=True))
        return {key.partition(".")[2]: value for key, value in found[cast.partnership.pk].items()}

    nothing = {key.partition(".")[2]: 0 for key in KEYS} | {"balance_gap": None}
    assert figures() == nothing
    late = today() - dt.timedelta(days=1)
    places = [{}, {"party": cast.partner, "visibility": "shared"}]
    private = {"party": cast.university}

    def world(place):
        f.BenefitFactory(**here, **place, state="missed")
        for due in (late, today()):
            f.BenefitFactory(**here, **place, due_on=due)
            f.ImprovementTargetFactory(**here, **place, due_on=due)
        f.BenefitFactory(**here, **place, verified=True)
        f.BenefitFactory(**here, **place, realised=True)
        for state in ("captured", "closed", "parked"):
            f.ValueIdeaFactory(**here, **place, state=state)
        if place:
            f.ContributionFactory(**here, **place, delivered=3)
            f.ContributionFactory(**here, **place)

    world(private)
    assert figures() == nothing
    for place in places:
        world(place)
    assert figures() == nothing | {
        "benefits_missed": 2,
        "benefits_overdue": 2,
        "benefits_verified": 2,
        "benefits_unattested": 2,
        "contributions_unconfirmed": 1,
        "ideas_on_the_way": 2,
        "targets_overdue": 2,
    }


# --- the drawing ------------------------------------------------------------------------------------------------------
def test_bars_share_one_scale_and_keep_to_the_drawing():
    drawn = drawing([Group("A", "ours", [Bar("x", 100, 25, "25"), Bar("y", 0, 50, "50")]), Group("", "joint", [])])
    [first, second] = drawn.groups[0].bars
    assert (float(first.whole), float(first.part)) == (RIGHT - LEFT, (RIGHT - LEFT) / 4)
    assert (float(second.whole), float(second.part)) == (0, (RIGHT - LEFT) / 2)
    assert first.y < second.y < drawn.height
    assert drawing([Group("A", "ours", [Bar("x", 0, 0, "0")])]).groups[0].bars[0].whole == "0"
    assert drawing([]).height > 0
