"""The review of the plan in force falls due."""

import datetime as dt

from partnerships.reminders.registry import DUES
from rmp.plan.tests.factories import frozen, in_force


def items():
    return [(item.partnership, item.due_date, item.due_party) for item in DUES["plan.review"].items()]


def test_the_version_in_force_and_no_other(cast):
    first = in_force(cast, review_on=dt.date(2030, 5, 1))
    assert items() == [(cast.partnership, dt.date(2030, 5, 1), None)]
    in_force(cast, review_on=dt.date(2031, 5, 1))
    frozen(cast, review_on=dt.date(2032, 5, 1))
    assert items() == [(cast.partnership, dt.date(2031, 5, 1), None)]
    assert first.number == 1


def test_without_a_date_nothing_is_due(cast):
    in_force(cast, review_on=None)
    assert items() == []


def test_it_is_told_a_month_before_and_on_the_day():
    assert DUES["plan.review"].stages == (-30, 0)


def test_those_who_manage_the_partnership_for_any_party_see_it(cast):
    in_force(cast)
    due = DUES["plan.review"]
    people = ("officer", "contributor", "representative", "partner_reader", "auditor", "stranger")
    assert {name for name in people if due.items_of(getattr(cast, name)).exists()} == {"officer", "representative"}
