"""How fast answers become cells, beside the least that the database needs for it: one plain INSERT .. SELECT of the same cells.

The answers are made set-based in the database and undone at the end: nothing stays.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction

from assessments import rollup
from assessments.models import Dimension, Instrument, Item
from partnerships.accounts.models import User
from partnerships.models import Partnership, Party

DIMENSIONS, ITEMS, PEOPLE = 12, 8, 6
CHANGED = 200  # partnerships in an incremental rollup

# The rows that have to be there, and whom they belong to: half of the people answer for each side. What one person answers lies
# together, as it does when people answer.
WORLD = (
    """INSERT INTO {partnership} (id, reference, slug, title, summary, form, mode, state, version, created_at, updated_at)
    SELECT gen_random_uuid(), 'BENCH-' || n, 'bench-' || n, 'Benchmark ' || n, '', 'bilateral', 'cooperative', 'active', 1, now(), now()
    FROM generate_series(%(from)s, %(to)s) n""",
    """INSERT INTO {cycle} (id, partnership_id, visibility, author_id, created_at, updated_at, version, title, instrument_id, about,
        min_group, state, moderated_by, conclusion)
    SELECT gen_random_uuid(), p.id, 'shared', %(author)s, now(), now(), 1, p.title, %(instrument)s, '', 3, 'open', '', ''
    FROM {partnership} p WHERE p.reference LIKE 'BENCH-%%' AND NOT EXISTS (SELECT 1 FROM {cycle} c WHERE c.partnership_id = p.id)""",
    """INSERT INTO {response} (id, cycle_id, party_id, "group", handed_in, counted)
    SELECT gen_random_uuid(), c.id, CASE WHEN n <= 3 THEN %(ours)s::uuid ELSE %(theirs)s::uuid END, '', true, true
    FROM {cycle} c CROSS JOIN generate_series(1, %(people)s) n
    WHERE c.instrument_id = %(instrument)s AND NOT EXISTS (SELECT 1 FROM {response} r WHERE r.cycle_id = c.id)""",
    """INSERT INTO {answer} (response_id, item_id, value, text)
    SELECT r.id, i.id, 1 + (random() * 4)::int, ''
    FROM {response} r JOIN {cycle} c ON c.id = r.cycle_id
    CROSS JOIN (SELECT i.id FROM {item} i JOIN {dimension} d ON d.id = i.dimension_id WHERE d.instrument_id = %(instrument)s) i
    WHERE c.instrument_id = %(instrument)s AND NOT EXISTS (SELECT 1 FROM {answer} a WHERE a.response_id = r.id)
    ORDER BY r.cycle_id, r.id, i.id""",
)

SOME = """INSERT INTO {changed} (cycle_id, times)
    SELECT id, 1 FROM {cycle} WHERE title LIKE 'Benchmark %%' ORDER BY random() LIMIT %s"""
OTHERWISE = """UPDATE {answer} SET value = 1 + MOD(value, 5) WHERE id IN (
        SELECT MIN(a.id) FROM {answer} a
        JOIN {response} r ON r.id = a.response_id JOIN {changed} m ON m.cycle_id = r.cycle_id
        GROUP BY r.cycle_id
    )"""


def run(sizes: list[int], *, rounds: int, report: Callable[[str], None]) -> None:
    """Measure at each number of partnerships, in rising order. PostgreSQL only, for its ways to make rows. Raises ValueError elsewhere."""
    if connection.vendor != "postgresql":
        raise ValueError("The rows are made with PostgreSQL: give DATABASE_URL one.")
    with transaction.atomic():
        given = _ground()
        there, spent = 0, {}
        for size in sorted(sizes):
            _grow(given | {"from": there + 1, "to": size})
            there = size
            report(f"{size} partnerships x {DIMENSIONS} x {ITEMS} x {PEOPLE} answers")
            _measure_full(rounds, report)
            spent[size] = _measure_incremental(size, rounds, report)
        if len(spent) > 1:
            first, last = min(spent), max(spent)
            report(f"an incremental rollup at {last} costs {spent[last] / spent[first]:.2f} x what it costs at {first}")
        transaction.set_rollback(True)


def _ground() -> dict[str, Any]:
    instrument = Instrument.objects.create(code="benchmark", title="Benchmark", state="active")
    dimensions = [Dimension(instrument=instrument, principle=n, position=n) for n in range(1, DIMENSIONS + 1)]
    Dimension.objects.bulk_create(dimensions)
    Item.objects.bulk_create(
        [
            Item(dimension=dimension, code=f"i{n}", text=f"{dimension.principle}.{n}", reverse=n == ITEMS, position=n)
            for dimension in dimensions
            for n in range(1, ITEMS + 1)
        ]
    )
    author = User.objects.create(email="benchmark@example.org", name="Benchmark")
    ours, theirs = (Party.objects.create(name=name, short_name=name, kind="business") for name in ("Bench A", "Bench B"))
    return {
        "instrument": instrument.pk,
        "author": author.pk,
        "ours": ours.pk,
        "theirs": theirs.pk,
        "people": PEOPLE,
    }


def _grow(given: dict[str, Any]) -> None:
    tables = rollup.TABLES | {"partnership": Partnership._meta.db_table}
    with connection.cursor() as cursor:
        for statement in WORLD:
            cursor.execute(statement.format(**tables), given)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is checked late is checked now, and not while it is measured
        for name in ("partnership", "cycle", "response", "answer", "item", "cell"):
            cursor.execute(f"ANALYZE {tables[name]}")


def _measure_full(rounds: int, report: Callable[[str], None]) -> None:
    """The plain statement into an empty table of the same shape, and the full rollup: of nothing, and of what is there already."""
    cell = rollup.TABLES["cell"]
    plain, first, again = [], [], []
    with connection.cursor() as cursor:
        cursor.execute(rollup.LARGE)
        for _ in range(rounds):
            cursor.execute(f"CREATE TABLE plain_cells (LIKE {cell} INCLUDING ALL)")
            plain.append(_spent(lambda: cursor.execute(rollup.floor("plain_cells"))))
            cursor.execute("DROP TABLE plain_cells")
            cursor.execute(f"TRUNCATE {cell}")
            first.append(_spent(rollup.refresh_all))
            again.append(_spent(rollup.refresh_all))
        cursor.execute(f"ANALYZE {cell}")
    least = statistics.median(plain)
    report(f"  plain INSERT .. SELECT          {least:8.2f} s")
    for name, spent in (("full rollup into nothing", first), ("full rollup of what is there", again)):
        report(f"  {name:<31} {statistics.median(spent):8.2f} s {statistics.median(spent) / least:6.2f} x")


def _measure_incremental(size: int, rounds: int, report: Callable[[str], None]) -> float:
    """Milliseconds for each changed partnership, of a few hundred that are spread over all."""
    spent = []
    for _ in _rounds(size, rounds):
        spent.append(_spent(rollup.refresh_changed))
    each = statistics.median(spent) * 1000 / min(CHANGED, size)
    report(f"  incremental, each changed       {each:8.2f} ms")
    return each


def _rounds(size: int, rounds: int) -> Iterator[None]:
    """Change an answer in each of some partnerships, and mark them."""
    tables = rollup.TABLES
    with connection.cursor() as cursor:
        for _ in range(rounds):
            cursor.execute(SOME.format(**tables), [min(CHANGED, size)])
            cursor.execute(OTHERWISE.format(**tables))
            yield


def _spent(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
