"""What the pages show from each side, and what they cost with one row and with thirty."""

import pytest
from django.urls import reverse

from assessments.trust.charts import Series, profile, trend
from assessments.trust.tests import factories as f
from assessments.trust.tests.test_practices import SIDES, Case
from partnerships.tests.costs import cost

LISTS = ("promise", "trustpulse", "trustindicator", "concern", "concerncontact", "benefitreview", "behavioursignal")


def address(cast, name, *args):
    return reverse(f"assessments_trust:{name}", args=[cast.partnership.slug, *args])


def fill(case, first, last):
    """So many of everything."""
    for place in range(first, last):
        case.promise(SIDES[place % 2], kept=place % 3 == 0)
        case.pulse(*SIDES, ago=30 * place + 1)
        case.concern()
        case.signal(put=True)
        case.review(*SIDES, concluded=True, ends_on=f.today() - (place + 1) * f.DAY)
        case.contact("university")
        f.IndependentConcernFactory(partnership=case.cast.partnership, author=case.cast.officer)


def test_pages_cost_the_same_with_one_row_and_with_thirty(cast):
    case, client = Case(cast), cast.client(cast.officer)
    case.watch("trust.pulse", "trust.broken")
    found = []
    for first, last in ((0, 1), (1, 30)):
        fill(case, first, last)
        review, pulse = case.review(*SIDES, ends_on=f.today()), case.pulse(*SIDES, ago=0, occasion=str(first))
        costs = {name: cost(client, address(cast, f"{name}-list")) for name in LISTS}
        costs |= {"home": cost(client, address(cast, "trust")), "independent": cost(client, address(cast, "independent-list"))}
        for record in (case.promise(), pulse, case.signal(put=True), case.concern()):
            costs[record._meta.model_name, "detail"] = cost(client, record.get_absolute_url())
        costs["review", "detail"] = cost(client, review.get_absolute_url())
        costs["review", "balance"] = cost(client, review.get_absolute_url() + "?tab=balance")
        review.delete()
        found.append(costs)
    assert found[0] == found[1]
    lists = {name: found[0][name] for name in LISTS}
    assert max(lists.values()) <= 8, lists
    assert found[0]["home"] <= 15
    assert max(number for key, number in found[0].items() if isinstance(key, tuple)) <= 12, found[0]


@pytest.mark.parametrize("name", ["officer", "representative", "facilitator"])
def test_the_home_of_the_room_is_seen_from_the_readers_side(cast, name):
    case = Case(cast)
    case.promise(kept=True)
    pulse = case.pulse(*SIDES)
    shown = cast.client(getattr(cast, name)).get(address(cast, "trust")).context
    ours = {"officer": cast.university, "representative": cast.partner}.get(name)
    sides = sorted((cast.university, cast.partner), key=lambda party: (party != ours, party.name))
    assert [(side.party, side.is_ours) for side in shown["reliability"]] == [(party, party == ours) for party in sides]
    assert [(line.series.name, line.series.kind) for line in shown["trend"].chart.lines] == [
        (party.short_name, "ours" if party == ours else "theirs") for party in sides
    ]
    assert [row["pulse"] for row in shown["trend"].rows] == [pulse]


def test_lines_leave_a_gap_where_nothing_is_told():
    values = [3, None, 4, 5, None]
    for draw in (trend, profile):
        [line] = draw(list("abcde"), [Series("Ours", values)]).lines
        assert (len(line.marks), len(line.paths)) == (3, 1)
    assert trend(["a"], [Series("Ours", [None])]).is_empty
    upright = trend(["a", "b"], [Series("Ours", [1, 5])]).lines[0].marks
    lying = profile(["a", "b"], [Series("Ours", [1, 5])]).lines[0].marks
    assert float(upright[0].y) > float(upright[1].y)  # more trust is higher
    assert float(lying[0].x) < float(lying[1].x)  # or further to the right
