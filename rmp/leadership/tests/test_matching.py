"""Decisions against powers, the state of each party's lead, the example, the section of the plan, and what falls due."""

import datetime as dt

import pytest

from partnerships.clock import today
from partnerships.practices.sections import SECTIONS
from partnerships.reminders.registry import DUES
from rmp.leadership.example import indicators
from rmp.leadership.matching import Outcome, matches
from rmp.leadership.models import Appointment, DecisionNeed, LeaderProfile
from rmp.leadership.tests import factories as f
from rmp.leadership.tests.test_pages import page, url
from rmp.leadership.tests.worlds import fill
from rmp.leadership.vacancies import seats

DAY = dt.timedelta(days=1)


def matched(cast):
    return matches(cast.partnership, DecisionNeed.objects.all(), LeaderProfile.objects.all())


# --- powers -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("need", "outcome"),
    [
        ({"amount": 25_000}, Outcome.WITHIN),
        ({"amount": 25_000.01}, Outcome.BEYOND),
        ({"amount": 5, "unit": " EURO "}, Outcome.WITHIN),
        ({"amount": 5, "unit": "thousand euro"}, Outcome.OPEN),
        ({"amount": 5, "unit": "thousand euro", "reading": "within"}, Outcome.WITHIN),
        ({"amount": None, "unit": "", "extent": "All of it"}, Outcome.OPEN),
        ({"amount": None, "unit": "", "reading": "beyond"}, Outcome.BEYOND),
        # A number is a number, whatever is said of it.
        ({"amount": 26_000, "reading": "within"}, Outcome.BEYOND),
        ({"kind": "publicity"}, Outcome.NOT_COVERED),
        ({"kind": "publicity", "reading": "within"}, Outcome.NOT_COVERED),
        ({"kind": "scope", "amount": None, "unit": ""}, Outcome.OPEN),
    ],
)
def test_a_decision_is_held_against_the_power_of_its_kind(cast, profile, leader, need, outcome):
    f.PowerFactory(profile=profile, kind="scope", limit=None, unit="", words="The order of the work.")
    f.DecisionNeedFactory(partnership=cast.partnership, profile=profile, **need)
    [match] = matched(cast)
    assert (match.outcome, match.is_led, match.is_mended) == (outcome, True, outcome == Outcome.WITHIN)


def test_the_highest_power_counts_and_what_does_not_fit_comes_first(cast, profile):
    f.PowerFactory(profile=profile, limit=90_000)
    here = {"partnership": cast.partnership, "profile": profile}
    for title, amount in (("a", 80_000), ("b", 100_000)):
        f.DecisionNeedFactory(**here, title=title, amount=amount)
    found = [(match.need.title, match.outcome.value, match.is_led) for match in matched(cast)]
    assert found == [("b", "beyond", False), ("a", "within", False)]


def test_a_leader_decides_by_the_powers_of_his_or_her_profile(cast, profile, leader):
    need = f.DecisionNeedFactory(partnership=cast.partnership, profile=None, leader=leader, amount=30_000)
    [match] = matched(cast)
    assert (match.need, match.profile, match.outcome, match.is_led) == (need, profile, "beyond", True)
    Appointment.objects.filter(pk=leader.pk).update(state="ended", ended_on=today())
    assert [match.is_led for match in matched(cast)] == [False]


def test_the_page_names_each_mismatch_and_where_to_mend_it(cast, profile):
    here = {"partnership": cast.partnership, "profile": profile, "author": cast.officer}
    beyond = f.DecisionNeedFactory(**here, title="Furnace", amount=60_000)
    f.DecisionNeedFactory(**here, title="Pump", amount=100)
    seen = page(cast, "officer", "powers")
    for name, key in (("leaderprofile-revise", profile.pk), ("decisionneed-update", beyond.pk)):
        assert seen.count(url(cast, name, key)) == 1
    assert seen.count(url(cast, "appointment-create", profile=profile.pk)) == 2  # nobody leads
    assert url(cast, "leaderprofile-revise", profile.pk) not in page(cast, "partner_reader", "powers")


def test_what_goes_by_a_profile_that_is_not_read_is_held_against_nothing(cast, profile):
    f.PowerFactory(profile=profile, limit=77_123)
    f.DecisionNeedFactory(partnership=cast.partnership, profile=profile, author=cast.officer, title="Furnace", amount=80_000)
    seen = page(cast, "partner_reader", "powers")
    assert ("77123" in seen, "2877" in seen) == (True, True)
    seat = cast.partnership.participations.get(party=cast.partner)
    LeaderProfile.objects.filter(pk=profile.pk).update(audience=profile.audience & ~seat.bit)
    seen = page(cast, "partner_reader", "powers")
    assert ("77123" in seen, "2877" in seen) == (False, False)


# --- whether each party is led ----------------------------------------------------------------------------------------
def seat(cast):
    found = seats(cast.partnership, [cast.university], cast.university, Appointment.objects.disclosed())
    return found[0]


@pytest.mark.parametrize(
    ("leaders", "label", "tone", "said"),
    [
        ([], "no leader yet", "warn", "Nobody leads for this party yet."),
        ([{"leading": True}], "held", "good", "1 leader."),
        ([{"leading": True, "term_to": 61 * DAY}], "held", "good", "1 leader."),
        ([{"leading": True, "term_to": 60 * DAY}], "ends soon", "warn", "The last term ends in 60 days, on"),
        ([{"leading": True, "term_to": -DAY}], "ends soon", "warn", "nobody follows"),
        ([{"leading": True, "term_to": 3 * DAY}, {"leading": True}], "held", "good", "2 leaders."),
        ([{"ended": True, "ended_on": -20 * DAY}], "vacant", "warn", "for 20 days. A successor is due in 40 days, by"),
        ([{"ended": True, "ended_on": -61 * DAY}], "vacant", "bad", "for 61 days. A successor was due 1 day ago, on"),
        ([{"ended": True, "ended_on": -61 * DAY}, {"leading": True}], "held", "good", "1 leader."),
        ([{"visibility": "shared", "state": "nominated"}], "no leader yet", "warn", "Nobody leads"),
    ],
)
def test_how_a_partys_lead_is_held(cast, leaders, label, tone, said):
    for fields in leaders:
        dates = {name: today() + value for name, value in fields.items() if isinstance(value, dt.timedelta)}
        if "ended_on" in dates:
            dates["refill_by"] = dates["ended_on"] + 60 * DAY
        if "term_to" in dates:
            dates["term_from"] = today() - 9 * DAY
        f.AppointmentFactory(partnership=cast.partnership, party=cast.university, **fields | dates)
    found = seat(cast)
    assert (found.label, found.tone, said in found.said) == (label, tone, True), found.said


# --- example ----------------------------------------------------------------------------------------------------------
def test_activities_of_the_last_year_count(cast, leader):
    here = {"partnership": cast.partnership, "leaders": [leader]}
    for days, kind in ((-10, "visit"), (-20, "visit"), (-400, "spoke")):
        f.LeaderActivityFactory(**here, on=today() + days * DAY, kind=kind)
    f.LeaderActivityFactory(**here, party=cast.university)  # private: it does not count
    [one] = indicators([leader])
    assert (one.count, one.last, one.kinds, one.share) == (2, today() - 10 * DAY, ("Visited those who do the work",), 2 / 12)


# --- the plan ---------------------------------------------------------------------------------------------------------
# The room of the joint team writes in this section, too.
OWN = [build for build in SECTIONS["leadership"].builders if build.__module__.startswith("rmp.leadership")]


def test_the_section_says_what_all_may_read_in_a_fixed_number_of_queries(cast, django_assert_num_queries):
    for _n in range(2):
        fill(cast, 1)
        with django_assert_num_queries(9):
            blocks = [block for build in OWN for block in build(cast.partnership)]
    headings = [block["heading"] for block in blocks]
    assert headings[-5:] == ["What leaders may decide", "Leaders", "Support", "Resources of leaders", "Who decides what"]
    leaders = next(block for block in blocks if block["heading"] == "Leaders")
    assert len(leaders["rows"]) == 4  # those who lead: neither the nominated nor the ended


# --- due dates --------------------------------------------------------------------------------------------------------
def items(kind, **fields):
    return {(item.pk, item.due_date) for item in DUES[f"leadership.{kind}"].items().filter(**fields)}


@pytest.mark.parametrize(
    ("kind", "state", "field", "who"),
    [
        ("appoint", "endorsed", "endorsed_on", {"officer"}),
        ("accept", "appointed", "appointed_on", {"contributor"}),
        ("start", "accepted", "term_from", {"contributor"}),
        ("review", "active", "review_on", {"officer", "representative"}),
        ("term", "active", "term_to", {"officer"}),
        ("handover", "handing_over", "handover_by", {"contributor"}),
        ("vacancy", "ended", "refill_by", {"officer"}),
    ],
)
def test_what_falls_due_and_who_is_told(cast, leader, kind, state, field, who):
    day = today() + 5 * DAY
    ended = today() if state == "ended" else None
    Appointment.objects.filter(pk=leader.pk).update(**{"state": state, "ended_on": ended, field: day})
    assert items(kind) == {(leader.pk, day)}
    people = ("officer", "contributor", "representative", "partner_contributor", "partner_reader", "auditor", "stranger")
    due = DUES[f"leadership.{kind}"]
    assert {name for name in people if due.items_of(getattr(cast, name)).exists()} == who
    others = {name for name in DUES if name.startswith("leadership.")} - {f"leadership.{kind}"}
    leaving = {"leadership.review"} if kind == "handover" else set()
    assert {name for name in others - leaving if DUES[name].items().exists()} == set()


def test_the_newest_review_names_the_next(cast, leader):
    Appointment.objects.filter(pk=leader.pk).update(review_on=today())
    f.LeaderReviewFactory(appointment=leader, on=today() - 9 * DAY, next_on=today() + DAY)
    assert items("review") == {(leader.pk, today() + DAY)}
    f.LeaderReviewFactory(appointment=leader, next_on=today() + 90 * DAY)
    assert items("review") == {(leader.pk, today() + 90 * DAY)}
    f.LeaderReviewFactory(appointment=leader, on=today() + DAY)
    assert items("review") == set()


def test_only_the_last_one_leaves_a_gap(cast):
    here = {"partnership": cast.partnership, "party": cast.university, "ended": True}
    f.AppointmentFactory(**here, ended_on=today() - 30 * DAY)
    last = f.AppointmentFactory(**here)
    f.AppointmentFactory(partnership=cast.partnership, party=cast.partner, leading=True)
    f.AppointmentFactory(**here | {"party": cast.partner})
    assert {key for key, _day in items("vacancy")} == {last.pk}
    assert DUES["leadership.vacancy"].title(last) == "University of Rivermouth without a leader"
    f.AppointmentFactory(partnership=cast.partnership, party=cast.university, leading=True)
    assert items("vacancy") == set()
