"""From answers to cells: the same as a plain recomputation, whatever was done before, and when a rollup is killed."""

import os
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from assessments import rollup
from assessments.models import Answer, Cell, Changed, Cycle, Item, Response
from assessments.tests.factories import CycleFactory, CycleSideFactory, DimensionFactory, InstrumentFactory, ItemFactory
from assessments.tests.worlds import World
from partnerships.models import Partnership
from partnerships.tests.factories import PartyFactory

# A long run: ROLLUP_OPERATIONS=10000. The suite runs some hundred.
OPERATIONS = int(os.environ.get("ROLLUP_OPERATIONS", "200"))
STEPS = min(OPERATIONS, 50)


def cells(cycles=None):
    found = Cell.objects.all() if cycles is None else Cell.objects.filter(cycle__in=cycles)
    return {(c.cycle_id, c.dimension_id, c.party_id): (c.n, c.w, c.wx, c.wxx) for c in found}


class Rollup(RuleBasedStateMachine):
    """People answer, change their minds, hand in, are left out, go; now and then the rollup runs. Then cells equal answers."""

    place = st.integers(0, 11)

    @initialize()
    def begin(self):
        made = InstrumentFactory(lowest=0)
        dimensions = [DimensionFactory(instrument=made, principle=n) for n in (1, 2, 3)]
        kinds = (
            *({"weight": 1}, {"weight": 3, "reverse": True}, {"weight": 0}, {"type": Item.Type.YES_NO}),
            *({"weight": 2}, {"weight": 5}),
        )
        self.items = [ItemFactory(dimension=dimensions[n % 3], **kind) for n, kind in enumerate(kinds)]
        self.cycles = [CycleFactory(instrument=made) for _ in range(3)]
        self.parties = PartyFactory.create_batch(2)
        self.responses = []

    def pick(self, place):
        return self.responses[place % len(self.responses)] if self.responses else None

    def touched(self, response):
        rollup.mark(response.cycle_id)

    @rule(place=place)
    def somebody_comes(self, place):
        cycle, party = self.cycles[place % 3], self.parties[place % 2]
        self.responses.append(Response.objects.create(cycle=cycle, party=party, handed_in=place % 3 > 0))
        self.touched(self.responses[-1])

    @rule(who=place, item=place, level=st.one_of(st.none(), st.integers(0, 5)))
    def somebody_answers(self, who, item, level):
        if response := self.pick(who):
            item = self.items[item % len(self.items)]
            Answer.objects.update_or_create(response=response, item=item, defaults={"value": level})
            self.touched(response)

    @rule(who=place, item=place)
    def somebody_takes_an_answer_back(self, who, item):
        if response := self.pick(who):
            Answer.objects.filter(response=response, item=self.items[item % len(self.items)]).delete()
            self.touched(response)

    @rule(who=place, handed_in=st.booleans(), counted=st.booleans())
    def somebody_is_counted_or_not(self, who, handed_in, counted):
        if response := self.pick(who):
            Response.objects.filter(pk=response.pk).update(handed_in=handed_in, counted=counted)
            self.touched(response)

    @rule(who=place)
    def somebody_goes(self, who):
        if response := self.pick(who):
            self.responses.remove(response)
            Response.objects.filter(pk=response.pk).delete()
            self.touched(response)

    @rule()
    def the_rollup_is_killed(self):
        class Killed(Exception):
            pass

        marked = Changed.objects.count()
        with suppress(Killed), connection.execute_wrapper(_killer(Killed)):
            rollup._refresh_some()
        assert Changed.objects.count() == marked

    @rule()
    def the_rollup_runs(self):
        rollup.refresh_changed()
        assert (cells(), Changed.objects.count()) == (rollup.recomputed(), 0)

    @rule()
    def everything_is_rolled_up(self):
        rollup.refresh_all()
        assert cells() == rollup.recomputed()

    @invariant()
    def what_is_not_marked_is_right(self):
        """At any moment a cell is right, or its cycle is marked."""
        marked = set(Changed.objects.values_list("cycle", flat=True))
        fresh = [cycle.pk for cycle in getattr(self, "cycles", []) if cycle.pk not in marked]
        assert cells(fresh) == rollup.recomputed(fresh)


def _killer(error):
    """Breaks off where the marks would be removed: cells written, nothing committed."""

    def execute(execute, sql, params, many, context):
        if sql.startswith("DELETE") and Changed._meta.db_table in sql:
            raise error
        return execute(sql, params, many, context)

    return execute


@pytest.mark.django_db
def test_cells_equal_a_plain_recomputation_after_random_operations():
    class Undone(Rollup):
        def __init__(self):
            super().__init__()
            self.undo = transaction.atomic()
            self.undo.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    run_state_machine_as_test(
        Undone,
        settings=settings(
            max_examples=max(OPERATIONS // STEPS, 1),
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


# --- by example -------------------------------------------------------------------------------------------------------
def test_weights_and_items_turned_round(cast):
    made = InstrumentFactory()
    dimension = DimensionFactory(instrument=made, principle=5)
    plain, turned = ItemFactory(dimension=dimension, weight=2), ItemFactory(dimension=dimension, weight=3, reverse=True)
    cycle = CycleFactory(partnership=cast.partnership, instrument=made)
    for level in (2, 4):
        response = Response.objects.create(cycle=cycle, party=cast.university, handed_in=True)
        Answer.objects.create(response=response, item=plain, value=level)
        Answer.objects.create(response=response, item=turned, value=level)
    rollup.refresh([cycle.pk])
    [cell] = Cell.objects.all()
    # 2x2 + 3x(6-2) and 2x4 + 3x(6-4)
    assert (cell.n, cell.w, cell.wx, cell.wxx) == (2, 10, 16 + 14, 2 * 4 + 3 * 16 + 2 * 16 + 3 * 4)
    assert (cell.mean, round(cell.spread, 3)) == (3.0, 1.0)


def test_what_is_not_handed_in_counts_for_nothing(cast):
    world = World(cast)
    cycle = world.open()
    world.answer(cycle, Ann=3)
    world.answer(cycle, Bob=5, hand_in=False)
    assert rollup.refresh_changed() == 1
    assert {(cell.n, cell.mean) for cell in Cell.objects.all()} == {(1, 3.0)}
    assert rollup.refresh_changed() == 0


def test_an_incremental_rollup_costs_the_same_for_one_cycle_and_for_thirty(cast):
    made = World(cast).instrument
    item = Item.objects.filter(dimension__instrument=made).first()

    def cost(number):
        for cycle in CycleFactory.create_batch(number, instrument=made):
            response = Response.objects.create(cycle=cycle, party=cast.partner, handed_in=True)
            Answer.objects.create(response=response, item=item, value=4)
            rollup.mark(cycle.pk)
        with CaptureQueriesContext(connection) as queries:
            assert rollup.refresh_changed() == number
        return len(queries)

    assert cost(1) == cost(30)


def test_the_benchmark_needs_twelve_partnerships_and_is_the_mean_of_three(cast):
    made = World(cast).instrument
    dimension = made.dimensions.first()

    def assess(level):
        cycle = CycleFactory(instrument=made, state=Cycle.State.RELEASED, released_on="2026-01-01")
        CycleSideFactory(cycle=cycle, party=cast.partner, outcome="shown")
        Cell.objects.create(cycle=cycle, dimension=dimension, party=cast.partner, n=3, w=10, wx=level * 10, wxx=level**2 * 10)
        return cycle

    made_cycles = [assess(level) for level in (1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5)]
    rollup.refresh_benchmarks()
    assert rollup.Benchmark.objects.count() == 0
    made_cycles.append(assess(3))
    rollup.refresh_benchmarks()
    [line] = rollup.Benchmark.objects.all()
    # In order: 1 (1 2 2) (2 3 3) (3 4 4) 4 5, each figure the mean of what stands in brackets.
    assert (line.partnerships, float(line.low), float(line.middle), float(line.high)) == (12, 1.7, 2.7, 3.7)
    for page in ("/assessments/", "/assessments/?q=nowhere"):
        assert "Lower quarter" in cast.client(cast.officer).get(page).content.decode()
        assert "Lower quarter" not in cast.client(cast.respondent).get(page).content.decode()
    # What is held back, too small or not released is in no benchmark.
    made_cycles[0].sides.update(outcome="held_back")
    rollup.refresh_benchmarks()
    assert rollup.Benchmark.objects.count() == 0
    assert Partnership.objects.count() > 12
