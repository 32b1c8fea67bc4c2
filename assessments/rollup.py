"""From answers to cells, in the database and nowhere else: one statement for all cycles, or for those whose answers changed.

Whoever changes answers marks the cycle in the same transaction; whoever computes its cells takes the mark away in the same transaction.
A rollup that is killed leaves the mark, and the next one finds it. Rollups wait for each other, so that an older reading never
overwrites a newer one; readers wait for nobody.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from assessments.models import Answer, Benchmark, Cell, Changed, Cycle, CycleSide, Dimension, Instrument, Item, Response

# Cycles in one transaction of an incremental rollup.
AT_ONCE = 200
# Each figure of a benchmark is the mean of three partnerships, none of which is in another: fewer would tell of one.
LEAST_PARTNERSHIPS = 12

TABLES = {
    "answer": Answer._meta.db_table,
    "response": Response._meta.db_table,
    "item": Item._meta.db_table,
    "dimension": Dimension._meta.db_table,
    "instrument": Instrument._meta.db_table,
    "cell": Cell._meta.db_table,
    "changed": Changed._meta.db_table,
    "cycle": Cycle._meta.db_table,
    "side": CycleSide._meta.db_table,
    "benchmark": Benchmark._meta.db_table,
}
KEYS, SUMS = ("cycle_id", "dimension_id", "party_id"), ("n", "w", "wx", "wxx")
COLUMNS = ", ".join((*KEYS, *SUMS))

# What each person said of each dimension, then what each side did. Items turned round are read from the other end of the scale.
FRESH = """
    SELECT cycle_id, dimension_id, party_id, COUNT(*) AS n, SUM(w) AS w, SUM(wx) AS wx, SUM(wxx) AS wxx
    FROM (
        SELECT r.cycle_id, q.dimension_id, r.party_id, a.response_id,
            SUM(q.weight) AS w,
            SUM(q.weight * (q.base + q.sign * a.value)) AS wx,
            SUM(q.weight * (q.base + q.sign * a.value) * (q.base + q.sign * a.value)) AS wxx
        FROM {answer} a
        JOIN {response} r ON r.id = a.response_id
        JOIN (
            SELECT i.id, i.dimension_id, i.weight,
                CASE WHEN i.reverse THEN s.lowest + 5 ELSE 0 END AS base,
                CASE WHEN i.reverse THEN -1 ELSE 1 END AS sign
            FROM {item} i
            JOIN {dimension} d ON d.id = i.dimension_id
            JOIN {instrument} s ON s.id = d.instrument_id
            WHERE i.type = 'scale' AND i.weight > 0
        ) q ON q.id = a.item_id
        WHERE r.handed_in AND r.counted AND a.value IS NOT NULL {only_responses}
        GROUP BY a.response_id, q.dimension_id, r.cycle_id, r.party_id
    ) said
    GROUP BY cycle_id, dimension_id, party_id
"""
UPSERT = """
    INSERT INTO {cell} ({columns}) SELECT {columns} FROM {source} WHERE 1 = 1
    ON CONFLICT (cycle_id, dimension_id, party_id) DO UPDATE
    SET n = excluded.n, w = excluded.w, wx = excluded.wx, wxx = excluded.wxx
    WHERE {cell}.n <> excluded.n OR {cell}.w <> excluded.w OR {cell}.wx <> excluded.wx OR {cell}.wxx <> excluded.wxx
"""
GONE = """
    DELETE FROM {cell} WHERE NOT EXISTS (
        SELECT 1 FROM {source} f
        WHERE f.cycle_id = {cell}.cycle_id AND f.dimension_id = {cell}.dimension_id AND f.party_id = {cell}.party_id
    ) {only_cells}
"""

# For a statement over all answers: sums fit into memory, and compiling the plan would take longer than it gains.
LARGE = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"
# For a few cycles: their answers are found by key, however many others there are. Answers of one person lie together, which the planner
# does not know: it would rather read them all.
BY_KEY, AS_BEFORE = "SET LOCAL enable_seqscan = off", "SET LOCAL enable_seqscan TO DEFAULT"
MARK = """
    INSERT INTO {changed} (cycle_id, times) VALUES (%s, 1)
    ON CONFLICT (cycle_id) DO UPDATE SET times = {changed}.times + 1
"""


def mark(cycle: UUID) -> None:
    """Say that answers of the cycle changed; part of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(MARK.format(**TABLES), [_plain(cycle)])


def refresh_changed() -> int:
    """Bring up to date the cells of the cycles that are marked. Returns how many cycles it were. Safe to run twice, and late."""
    done = 0
    while taken := _refresh_some():
        done += taken
    return done


@transaction.atomic
def _refresh_some() -> int:
    _wait_for_others()
    marks = Changed.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    keys = list(marks.order_by("cycle").values_list("cycle", flat=True)[:AT_ONCE])
    if keys:
        _compute(keys)
        Changed.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def refresh(cycles: Sequence[UUID]) -> None:
    """Compute the cells of the cycles now; part of the caller's transaction. Their marks are kept: computing again does no harm."""
    if cycles:
        _wait_for_others()
        _compute(list(cycles))


@transaction.atomic
def refresh_all() -> None:
    """Compute every cell anew. Marks stay for the incremental rollup, so that nobody who is answering waits."""
    _wait_for_others()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LARGE)
    _compute(None)


def floor(table: str) -> str:
    """The statement that puts the same cells into an empty table and does nothing else: what a full rollup is measured by."""
    return f"INSERT INTO {table} ({COLUMNS}) {FRESH.format(**TABLES, only_responses='')}"


def _compute(keys: list[UUID] | None) -> None:
    """The cells of the cycles (None: of all) as the answers now give them; those that no answer gives any more go."""
    marks = ", ".join(["%s"] * len(keys or ()))
    names = TABLES | {
        "columns": COLUMNS,
        "only_responses": f"AND r.cycle_id IN ({marks})" if keys else "",
        "only_cells": f"AND {TABLES['cell']}.cycle_id IN ({marks})" if keys else "",
    }
    params = [_plain(key) for key in keys or ()]
    fresh = FRESH.format(**names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Read once, written twice: what is new or other, and what is gone.
            upsert, gone = UPSERT.format(**names, source="fresh"), GONE.format(**names, source="fresh")
            if keys:
                cursor.execute(BY_KEY)
            cursor.execute(f"WITH fresh AS MATERIALIZED ({fresh}), written AS ({upsert}) {gone}", params * 2)
            if keys:
                cursor.execute(AS_BEFORE)
        else:
            cursor.execute(UPSERT.format(**names, source=f"({fresh})"), params)
            cursor.execute(GONE.format(**names, source=f"({fresh})"), params * 2)


def _wait_for_others() -> None:
    """One rollup at a time. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE {cell} IN SHARE ROW EXCLUSIVE MODE".format(**TABLES))


def _plain(key: UUID) -> Any:
    return Cycle._meta.pk.get_db_prep_value(key, connection)


# --- the portfolio ----------------------------------------------------------------------------------------------------
# Of each partnership the last released cycle of a kind; of these the middle and the quarters, principle by principle: each the mean
# of the partnership that stands there and of those next to it.
QUARTERS = """
    INSERT INTO {benchmark} (kind, principle, partnerships, low, middle, high)
    SELECT kind, principle, COUNT(*),
        ROUND(CAST(AVG(CASE WHEN ABS(place - (number + 3) / 4) <= 1 THEN mean END) AS NUMERIC), 1),
        ROUND(CAST(AVG(CASE WHEN ABS(place - (number + 1) / 2) <= 1 THEN mean END) AS NUMERIC), 1),
        ROUND(CAST(AVG(CASE WHEN ABS(place - (3 * number + 3) / 4) <= 1 THEN mean END) AS NUMERIC), 1)
    FROM (
        SELECT kind, principle, mean,
            ROW_NUMBER() OVER (PARTITION BY kind, principle ORDER BY mean) AS place,
            COUNT(*) OVER (PARTITION BY kind, principle) AS number
        FROM (
            SELECT last.kind, d.principle, last.partnership_id, SUM(c.wx) * 1.0 / SUM(c.w) AS mean
            FROM (
                SELECT y.id, y.partnership_id, y.min_group, s.kind, ROW_NUMBER() OVER (
                    PARTITION BY y.partnership_id, s.kind ORDER BY y.released_on DESC, y.id
                ) AS place
                FROM {cycle} y JOIN {instrument} s ON s.id = y.instrument_id
                WHERE y.state IN ({states})
            ) last
            JOIN {cell} c ON c.cycle_id = last.id AND c.n >= last.min_group AND c.w > 0
            JOIN {side} e ON e.cycle_id = c.cycle_id AND e.party_id = c.party_id AND e.outcome = 'shown'
            JOIN {dimension} d ON d.id = c.dimension_id
            WHERE last.place = 1 AND d.principle IS NOT NULL
            GROUP BY last.kind, d.principle, last.partnership_id
        ) means
    ) placed
    GROUP BY kind, principle
    HAVING COUNT(*) >= %s
"""


@transaction.atomic
def refresh_benchmarks() -> None:
    """Compute the benchmarks anew. Once a night, so that nobody can watch one partnership move them."""
    states = ", ".join(f"'{state}'" for state in Cycle.RELEASED_STATES)
    Benchmark.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(QUARTERS.format(**TABLES, states=states), [LEAST_PARTNERSHIPS])


def recomputed(cycles: Iterable[UUID] | None = None) -> dict[tuple[UUID, UUID, UUID], tuple[int, int, int, int]]:
    """The cells computed plainly, answer by answer, in Python: what the rollup must equal. For tests and for doubt."""
    rows = Answer.objects.filter(
        response__handed_in=True, response__counted=True, item__type=Item.Type.SCALE, item__weight__gt=0, value__isnull=False
    )
    if cycles is not None:
        rows = rows.filter(response__cycle__in=cycles)
    names = ("response__cycle", "item__dimension", "response__party", "response", "value", "item__weight", "item__reverse")
    found: dict[tuple[UUID, UUID, UUID], tuple[set[UUID], list[int]]] = {}
    for cycle, dimension, party, person, value, weight, reverse, lowest in rows.values_list(
        *names, "item__dimension__instrument__lowest"
    ):
        level = lowest + 5 - value if reverse else value
        people, sums = found.setdefault((cycle, dimension, party), (set(), [0, 0, 0]))
        people.add(person)
        for place, part in enumerate((weight, weight * level, weight * level * level)):
            sums[place] += part
    return {key: (len(people), sums[0], sums[1], sums[2]) for key, (people, sums) in found.items()}
