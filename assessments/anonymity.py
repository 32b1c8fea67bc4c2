"""What may be shown so that nobody is recognised: pure logic, no database.

Whoever reads all figures ever shown can add and subtract them. Each figure rests on a set of people; a reader learns of a small group
when some combination of the sets shown is about fewer than `k` people. (The figures of six people minus those of five of them are what
the sixth said.) That is linear algebra: the sets are rows of zeros and ones, and a combination of them that is nothing but on a few
columns exists exactly when leaving these columns out lowers the rank.

That people answer the same next time is the reader's best case, and is assumed here: so what is shown of one cycle is held against what
was shown of those before it.
"""

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

P = TypeVar("P", bound=Hashable)

# Any prime beyond the determinants of so small matrices of zeros and ones does.
PRIME = 2**61 - 1
# How many ways of leaving people out are tried for each number of them.
TRIES = 200


def exposes(rows: Iterable[Collection[P]], k: int) -> bool:
    """Whether figures about these sets of people can be combined into one about somebody, but fewer than `k`."""
    sets = [frozenset(row) for row in rows if row]
    # People who are in the same sets cannot be told apart: they count as one column with a size.
    sizes = Counter(tuple(person in row for row in sets) for person in set().union(*sets))
    columns = list(sizes)
    whole = rank(columns)
    return any(rank(without(columns, left_out)) < whole for left_out in small(columns, sizes, k))


def small(columns: Sequence[tuple[bool, ...]], sizes: Counter[tuple[bool, ...]], k: int) -> Iterator[set[tuple[bool, ...]]]:
    """All choices of columns that stand for fewer than `k` people."""
    few = [column for column in columns if sizes[column] < k]
    for number in range(1, k):
        for chosen in itertools.combinations(few, number):
            if sum(sizes[column] for column in chosen) < k:
                yield set(chosen)


def without(columns: Sequence[tuple[bool, ...]], left_out: set[tuple[bool, ...]]) -> list[tuple[bool, ...]]:
    return [column for column in columns if column not in left_out]


def rank(columns: Sequence[tuple[bool, ...]]) -> int:
    """Of the matrix with these columns."""
    rows = [[int(value) for value in column] for column in columns]  # the rank is that of the transposed, too
    found = 0
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][place] % PRIME), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][place], -1, PRIME)
        for n in range(found + 1, len(rows)):
            factor = rows[n][place] * inverse % PRIME
            if factor:
                rows[n] = [(a - factor * b) % PRIME for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


def choose(
    people: Collection[P],
    shown: Sequence[Collection[P]],
    k: int,
    *,
    rows_of: Callable[[frozenset[P]], list[frozenset[P]]] = lambda chosen: [chosen],
    dice: random.Random | None = None,
) -> frozenset[P] | None:
    """As many of the people as can be counted without exposing anybody, beside the sets `shown` before; None when there is no way.

    When all of them would expose somebody, some are left out by lot, as few as possible. `rows_of` says about which sets figures will be
    shown when these people are counted.
    """
    everybody = sorted(people, key=str)
    if len(everybody) < k:
        return None
    dice = dice or random.SystemRandom()
    for number in range(len(everybody), k - 1, -1):
        for chosen in draws(everybody, number, dice):
            if not exposes([*shown, *rows_of(chosen)], k):
                return chosen
    return None


def draws(people: Sequence[P], number: int, dice: random.Random) -> Iterator[frozenset[P]]:
    """Choices of so many people in a random order; where there are very many, some of them."""
    if math.comb(len(people), number) <= TRIES:
        every = [frozenset(chosen) for chosen in itertools.combinations(people, number)]
        dice.shuffle(every)
        yield from every
        return
    for _ in range(TRIES):
        yield frozenset(dice.sample(people, number))


def partition(groups: dict[str, Collection[P]], k: int, rest: str = "others") -> dict[str, frozenset[P]]:
    """The groups as they may be shown beside each other: each of at least `k`, the small ones put together; nothing when one is left.

    They part all the people: what is left when groups are taken from the whole is a group of them again.
    """
    large = {name: frozenset(people) for name, people in groups.items() if len(people) >= k}
    left = frozenset[P]().union(*(people for name, people in groups.items() if name not in large))
    if left and len(left) < k:
        if not large:
            return {}
        least = min(large, key=lambda name: (len(large[name]), name))
        left |= large.pop(least)
    if left:
        large[rest] = left
    return large if len(large) > 1 else {}
