"""What may be shown so that nobody is recognised: pure logic, no database.

Whoever reads all figures ever shown can add and subtract them, and weigh them in the way that tells most of one person. Each figure rests
on a set of people: a row of zeros and ones. The reader is granted everything but the answers: who was asked, who answered, on whom each
figure rests, every figure to its last digit; and that people answer a comparable question the same every time, so that what was shown of
one survey is held against all that were shown before it (assessments.released says which).

How much all rows together give away of a person is his or her *exposure*: the diagonal of the projection onto their span. 0 is nothing,
1 is the answer itself, and one mean of n people gives away 1/n of each. It says how far the best estimate by least squares narrows the
person's answer down, and it bounds every combination of the rows: in none is the square of the person's weight a larger part of the sum of
all squares. Hence, as long as nobody's exposure is above 1/k,

- no combination of figures is about fewer than k people (in one about fewer somebody would weigh more than 1/k);
- nobody learns more of a person than one mean of k people tells of each of them;
- and of k - m people, when m of them put their own answers together: so a person who answered learns of k - 1 at least.

It depends on who answered, never on what: that a figure is held back tells nothing of the answers.
"""

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

P = TypeVar("P", bound=Hashable)

# How many ways of leaving people out are tried for each number of them, and in all: beyond that nothing is shown.
TRIES, MOST_TRIES = 200, 2000


@dataclass(frozen=True)
class Group(Generic[P]):
    """On whom a figure rests, and the smallest group that was promised to them."""

    people: frozenset[P]
    least: int


def exposure(rows: Iterable[Collection[P]]) -> dict[P, Fraction]:
    """How much figures about these sets of people, all of them together, give away of each person: from 0 to 1, exactly."""
    sets = [frozenset(row) for row in rows if row]
    # People who are in the same sets cannot be told apart: they count as one column with a size.
    places = {person: tuple(person in row for row in sets) for person in frozenset[P]().union(*sets)}
    sizes = Counter(places.values())
    found = dict.fromkeys(sizes, Fraction())
    former: list[tuple[list[Fraction], Fraction]] = []
    for number in range(len(sets)):
        # What is new in this row: what is left of it at a right angle to all before it.
        new = [Fraction(place[number]) for place in sizes]
        for other, length in former:
            part = sum((n * a * b for n, a, b in zip(sizes.values(), new, other, strict=True)), Fraction()) / length
            new = [a - part * b for a, b in zip(new, other, strict=True)] if part else new
        length = sum((n * a * a for n, a in zip(sizes.values(), new, strict=True)), Fraction())
        if length:
            former.append((new, length))
            for place, a in zip(sizes, new, strict=True):
                found[place] += a * a / length
    return {person: found[place] for person, place in places.items()}


def exposes(rows: Iterable[Collection[P]], k: int, beside: Iterable[Collection[P]] = ()) -> bool:
    """Whether figures about these sets of people give away more of somebody than one mean of `k` people does.

    `beside`: some of the rows, of which less was promised: what these alone give away is not looked at.
    """
    allowed = exposure(beside)
    return any(part > max(Fraction(1, k), allowed.get(person, Fraction())) for person, part in exposure(rows).items())


def breaks_promise(groups: Collection[Group[P]]) -> bool:
    """Whether figures about these groups, all together, give away more of somebody than one of the groups was promised."""
    return any(
        exposes([one.people for one in groups], least, [one.people for one in groups if one.least < least])
        for least in {one.least for one in groups}
    )


def choose(
    people: Collection[P],
    shown: Sequence[Collection[P] | Group[P]],
    k: int,
    *,
    rows_of: Callable[[frozenset[P]], list[frozenset[P]]] = lambda chosen: [chosen],
    dice: random.Random | None = None,
) -> frozenset[P] | None:
    """As many of the people as can be counted without exposing anybody, beside what was `shown` before; None when no way is found.

    When all of them would expose somebody, some are left out by lot, as few as possible; a group that was shown before comes first.
    `rows_of` says about which sets figures will be shown when these people are counted. A set in `shown` that is no `Group` was promised
    `k` as well.
    """
    everybody = sorted(people, key=str)
    before = [one if isinstance(one, Group) else Group(frozenset(one), k) for one in shown]
    dice = dice or random.SystemRandom()
    again = {one.people for one in before if one.people <= frozenset(people)}
    tries = (
        chosen
        for number in range(len(everybody), k - 1, -1)
        for chosen in itertools.chain((one for one in again if len(one) == number), draws(everybody, number, dice))
    )
    for chosen in itertools.islice(tries, MOST_TRIES):
        if not breaks_promise([*before, *(Group(row, k) for row in rows_of(chosen))]):
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
