"""Summaries: drafted from what all who read them may read, written over by people, published once."""

import datetime as dt

import pytest

from objectives import services
from objectives.models import Summary
from objectives.summaries import starting_text
from objectives.tests import factories as f
from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record


@pytest.fixture
def summary(cast):
    return f.SummaryFactory(partnership=cast.partnership, author=cast.officer)


def test_it_is_drafted_from_what_all_may_read_of_the_period(cast, summary, common, own):
    inside, outside = dt.date(2026, 2, 1), dt.date(2026, 4, 1)
    for objective, word in ((common, "common"), (own, "secret")):
        measure = f.MeasureFactory(objective=objective, name=f"{word} noise", unit="dB", target=60)
        for day in (inside, outside):
            f.ReadingFactory(measure=measure, on=day, value=day.month)
            f.ProgressCheckFactory(objective=objective, on=day, finding=f"{word} finding {day.month}")
            f.MilestoneFactory(objective=objective, title=f"{word} step {day.month}", due_on=day)
    services.draft_summary(summary, actor=cast.officer)
    summary.refresh_from_db()
    assert summary.text == (
        f"**{common.title}**\n\n"
        "- 1 Feb 2026: On track. common finding 2\n"
        "- 1 Feb 2026: common noise: 2 dB (target 60)\n"
        "- 1 Feb 2026: common step 2: Planned"
    )


def test_it_repeats_nothing_of_what_not_all_who_read_it_read(cast, summary):
    """A facilitator reads nothing that is shared, and a party that is only asked to come what is shown to it."""
    inside = dt.date(2026, 2, 1)
    for place in ({"party": cast.university, "visibility": "shared"}, {}):
        objective = f.ObjectiveFactory(partnership=cast.partnership, author=cast.officer, **place)
        f.ProgressCheckFactory(objective=objective, on=inside, finding="of one" if place else "of all")

    def repeated():
        text = starting_text(summary)
        return "of all" in text, "of one" in text

    assert repeated() == (True, False)
    cast.partnership.participations.filter(party=cast.neutral).update(side="business")
    assert repeated() == (True, True)
    summary.audience |= 1 << 9
    assert repeated() == (False, False)


def test_what_was_written_stays_when_it_is_drafted(cast, summary):
    summary.text = "It was a good quarter."
    save_record(summary, actor=cast.officer)
    services.draft_summary(summary, actor=cast.officer)
    assert summary.text == "It was a good quarter.\n\nNothing was recorded in this period."


def test_published_once_and_then_fixed(cast, summary):
    with pytest.raises(Refused, match="Write the summary first"):
        services.publish_summary(summary, actor=cast.officer)
    summary.text = "It was a good quarter."
    save_record(summary, actor=cast.officer)
    services.publish_summary(summary, actor=cast.officer)
    assert (summary.state, summary.published_on) == (Summary.State.PUBLISHED, today())
    for step in (services.publish_summary, services.draft_summary):
        with pytest.raises(Refused):
            step(summary, actor=cast.officer)
