"""What the models know by themselves: progress, locks, what cannot be."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from objectives.models import Alignment, Milestone, Objective, Restatement, Revision, Summary
from objectives.tests import factories as f


@pytest.fixture
def common(cast):
    return f.ObjectiveFactory(partnership=cast.partnership)


@pytest.fixture
def agreed(cast):
    return f.ObjectiveFactory(partnership=cast.partnership, agreed=True)


@pytest.fixture
def own(cast):
    return f.ObjectiveFactory(partnership=cast.partnership, party=cast.university)


class TestMeasure:
    @pytest.mark.parametrize(
        ("baseline", "target", "value", "progress"),
        [
            ("0", "10", "5", 0.5),
            ("10", "0", "7.5", 0.25),
            ("0", "10", "-3", 0.0),
            ("0", "10", "12", 1.0),
            ("-5", "5", "0", 0.5),
            ("2", "3", "3", 1.0),
        ],
    )
    def test_progress_is_the_way_done_between_none_and_all(self, common, baseline, target, value, progress):
        measure = f.MeasureFactory(objective=common, baseline=Decimal(baseline), target=Decimal(target))
        f.ReadingFactory(measure=measure, value=Decimal(value))
        assert measure.progress == progress

    def test_nothing_read_is_no_progress_at_all(self, common):
        measure = f.MeasureFactory(objective=common)
        assert (measure.value, measure.progress, measure.progress_text()) == (None, None, "")

    def test_the_newest_reading_counts_and_of_one_day_the_last_written(self, common):
        measure = f.MeasureFactory(objective=common)
        for day, value in ((2, 2), (3, 3), (3, 4), (1, 9)):
            f.ReadingFactory(measure=measure, on=dt.date(2026, 1, day), value=value)
        assert (measure.value, measure.progress_text()) == (4, "40%")
        assert [found.value for found in common.measured()] == [4]

    def test_direction_follows_from_baseline_and_target(self, common):
        assert f.MeasureFactory(objective=common, baseline=0, target=1).higher_is_better is True
        assert f.MeasureFactory(objective=common, baseline=1, target=0).higher_is_better is False

    def test_several_measures_cost_one_query(self, common, django_assert_num_queries):
        for _ in range(5):
            f.ReadingFactory(measure=f.MeasureFactory(objective=common))
        with django_assert_num_queries(1):
            assert [measure.progress for measure in common.measured()] == [0.5] * 5


class TestLocks:
    def test_only_what_all_agreed_is_locked(self, common, agreed, own):
        adopted = f.ObjectiveFactory(partnership=own.partnership, party=own.party, agreed=True)
        fixed = frozenset({"title", "description", "direction", "term", "target_on", "responsible"})
        assert [o.locked_fields() for o in (common, own, adopted)] == [frozenset()] * 3
        assert agreed.locked_fields() == fixed

    def test_it_stays_locked_to_its_end(self, agreed):
        for state in (Objective.State.ACTIVE, Objective.State.ACHIEVED, Objective.State.WITHDRAWN):
            agreed.state = state
            assert agreed.is_fixed

    def test_a_proposal_that_was_withdrawn_is_not_locked(self, cast):
        assert not f.ObjectiveFactory(partnership=cast.partnership, state=Objective.State.WITHDRAWN).is_fixed

    def test_measures_go_with_the_objective(self, common, agreed):
        assert f.MeasureFactory(objective=common).locked_fields() == frozenset()
        assert f.MeasureFactory(objective=agreed).locked_fields() == {"name", "unit", "baseline", "target"}

    def test_milestones_that_were_there_at_the_agreement(self, common):
        before = f.MilestoneFactory(objective=common)
        Objective.objects.filter(pk=common.pk).update(state=Objective.State.AGREED, agreed_at=timezone.now())
        common.refresh_from_db()
        after = f.MilestoneFactory(objective=common)
        before, after = (Milestone.objects.get(pk=milestone.pk) for milestone in (before, after))
        assert (before.locked_fields(), after.locked_fields()) == ({"title", "due_on"}, frozenset())
        assert Milestone(objective=common).locked_fields() == frozenset()

    def test_what_was_published_submitted_or_answered(self, cast, own):
        here = {"partnership": cast.partnership}
        assert f.SummaryFactory(**here).locked_fields() == frozenset()
        published = f.SummaryFactory(**here, state=Summary.State.PUBLISHED)
        assert published.locked_fields() == {"period_from", "period_to", "due_on", "text"}
        drafted, submitted = f.RevisionFactory(**here), f.RevisionFactory.build(state=Revision.State.SUBMITTED)
        assert drafted.locked_fields() == frozenset()
        assert submitted.locked_fields() == {"objective", "condition", "reason", "effective_on", "gives_up", "changes"}
        stated, confirmed = Restatement(), Restatement(state=Restatement.State.CONFIRMED)
        assert (stated.locked_fields(), confirmed.locked_fields()) == (frozenset(), {"text"})


class TestWhatCannotBe:
    def test_an_own_objective_has_no_other_responsible_party(self, cast, own):
        own.responsible = cast.partner
        with pytest.raises(ValidationError, match="One's own objective is one's own"):
            own.clean()

    def test_a_phase_of_nothing(self, common):
        common.phase = 1
        with pytest.raises(ValidationError, match="needs the objective"):
            common.clean()

    def test_a_phase_of_itself_over_two_steps(self, cast, common):
        child = f.ObjectiveFactory(partnership=cast.partnership, parent=common)
        grandchild = f.ObjectiveFactory(partnership=cast.partnership, parent=child)
        common.parent = grandchild
        with pytest.raises(ValidationError, match="phase of itself"):
            common.clean()
        assert grandchild.line() == [grandchild.pk, child.pk, common.pk]

    def test_a_phase_across_parties(self, common, own):
        own.parent = common
        with pytest.raises(ValidationError, match="belongs to whom"):
            own.clean()

    def test_restating_what_is_ones_own_or_common(self, cast, common, own):
        for objective in (common, own):
            with pytest.raises(ValidationError, match="what the other party wants"):
                Restatement(objective=objective, party=cast.university).clean()

    def test_comparing_common_with_common(self, common, agreed):
        with pytest.raises(ValidationError, match="not compared with common ones"):
            Alignment(objective=common, common=agreed).clean()

    def test_revising_what_nobody_agreed(self, common):
        with pytest.raises(ValidationError, match="change this one directly"):
            Revision(objective=common).clean()

    @pytest.mark.parametrize(
        "break_it",
        [
            lambda p, u: f.ObjectiveFactory(partnership=p, visibility="private"),
            lambda p, u: f.ObjectiveFactory(partnership=p, state="agreed"),
            lambda p, u: f.ObjectiveFactory(partnership=p, starts_on=dt.date(2027, 1, 2), target_on=dt.date(2027, 1, 1)),
            lambda p, u: f.ValueCaseFactory(partnership=p),
            lambda p, u: [f.ValueCaseFactory(partnership=p, party=u, visibility=v) for v in ("private", "shared")],
            lambda p, u: f.SummaryFactory(partnership=p, period_to=dt.date(2025, 1, 1)),
            lambda p, u: f.SummaryFactory(partnership=p, due_on=dt.date(2026, 1, 1)),
            lambda p, u: f.MeasureFactory(objective__partnership=p, target=0),
            lambda p, u: f.ResourceCommitmentFactory(objective__partnership=p, party=u, planned=-1),
            lambda p, u: f.ProgressCheckFactory(objective__partnership=p, on=dt.date(2026, 1, 1), next_on=dt.date(2026, 1, 1)),
            lambda p, u: f.InitiatorRuleFactory(partnership=p, kind="named"),
            lambda p, u: f.InitiatorRuleFactory(partnership=p, kind="senior", named_party=u),
            lambda p, u: [f.RevisionStepFactory(partnership=p, order=1) for _ in range(2)],
            lambda p, u: [f.RevisionConditionFactory(partnership=p) for _ in range(2)],
        ],
    )
    def test_the_database_refuses_it_too(self, cast, break_it):
        with pytest.raises(IntegrityError), transaction.atomic():
            break_it(cast.partnership, cast.university)


class TestAsking:
    def test_of_objectives(self, cast, common, agreed, own):
        ended = f.ObjectiveFactory(partnership=cast.partnership, agreed=True, state=Objective.State.ACHIEVED)
        asked = Objective.objects
        assert set(asked.common()) == {common, agreed, ended}
        assert set(asked.own()) == {own}
        assert set(asked.live()) == {common, agreed, own}
        assert set(asked.agreed()) == {agreed, ended}

    def test_of_alignments(self, own):
        values = Alignment.Value
        cells = {value: f.AlignmentFactory(objective=own, value=value) for value in values}
        handled = f.AlignmentFactory(objective=own, value=values.CONFLICT, handling="Two markets")
        assert set(Alignment.objects.strained()) == {cells[values.TENSION], cells[values.CONFLICT], handled}
        assert set(Alignment.objects.unhandled()) == {cells[values.TENSION], cells[values.CONFLICT]}
        assert [cell.needs_handling for cell in (*cells.values(), handled)] == [False, False, False, True, True, False]
        assert [value for value, cell in cells.items() if cell.supports] == ["supports_strongly", "supports"]
