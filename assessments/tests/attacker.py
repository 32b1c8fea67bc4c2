"""One who reads every figure and calculates. Written on its own: it shares no line with `assessments.anonymity`."""

import itertools
from fractions import Fraction


def eliminated(rows, width):
    """The rows in reduced echelon form, and the places of their leading ones."""
    left, done, leads = [[Fraction(value) for value in row] for row in rows], [], []
    for place in range(width):
        row = next((row for row in left if row[place]), None)
        if row is None:
            continue
        left = [other for other in left if other is not row]
        row = [value / row[place] for value in row]
        left, done = (
            [[a - other[place] * b for a, b in zip(other, row, strict=True)] for other in rows] for rows in (left, done)
        )
        done.append(row)
        leads.append(place)
    return done, leads


class Attacker:
    """Knows on whom each figure rests, and takes the answer of a person to be the same whenever he or she is asked."""

    def __init__(self, sets):
        self.people = sorted(set().union(*sets), key=str)
        self.rows = [[int(person in one) for person in self.people] for one in sets]

    def small_groups(self, k):
        """The groups of fewer than k people of whom some combination of the figures tells something and of nobody else."""
        whole = len(eliminated(self.rows, len(self.people))[0])
        places = range(len(self.people))
        found = []
        for number in range(1, k):
            for chosen in itertools.combinations(places, number):
                rest = [[row[n] for n in places if n not in chosen] for row in self.rows]
                if len(eliminated(rest, len(self.people) - number)[0]) < whole:
                    found.append({self.people[n] for n in chosen})
        return found

    def free_directions(self):
        """What everybody's answers may be other by, all at once, while every figure stays what it is."""
        done, leads = eliminated(self.rows, len(self.people))
        width = len(self.people)
        for free in (n for n in range(width) if n not in leads):
            direction = [Fraction(n == free) for n in range(width)]
            for row, lead in zip(done, leads, strict=True):
                direction[lead] = -row[free]
            yield direction

    def certainty(self):
        """{person: how much of the spread of his or her answers the best estimate by least squares explains, from 0 to 1}.

        1 less the squared length of what can be changed of the person alone: the sum over a basis at right angles of all free directions.
        """
        basis = []
        for direction in self.free_directions():
            for other in basis:
                part = sum(a * b for a, b in zip(direction, other, strict=True)) / sum(b * b for b in other)
                direction = [a - part * b for a, b in zip(direction, other, strict=True)]
            basis.append(direction)
        return {
            person: 1 - sum((one[n] ** 2 / sum(b * b for b in one) for one in basis), Fraction())
            for n, person in enumerate(self.people)
        }

    def other_world(self, person):
        """Changes of everybody's answers that move the person's by one point and no figure at all; None when the answer is known."""
        place = self.people.index(person)
        change = [Fraction()] * len(self.people)
        basis = []
        for direction in self.free_directions():
            for other in basis:
                part = sum(a * b for a, b in zip(direction, other, strict=True)) / sum(b * b for b in other)
                direction = [a - part * b for a, b in zip(direction, other, strict=True)]
            basis.append(direction)
            part = direction[place] / sum(b * b for b in direction)
            change = [a + part * b for a, b in zip(change, direction, strict=True)]
        return [value / change[place] for value in change] if change[place] else None

    def possible(self, answers, scale=range(1, 6)):
        """{person: the answers he or she may have given}, by trying every world of whole answers that gives the same figures."""
        sums = [sum(a * b for a, b in zip(row, answers, strict=True)) for row in self.rows]
        found = {person: set() for person in self.people}
        for world in itertools.product(scale, repeat=len(self.people)):
            if all(sum(a * b for a, b in zip(row, world, strict=True)) == s for row, s in zip(self.rows, sums, strict=True)):
                for person, value in zip(self.people, world, strict=True):
                    found[person].add(value)
        return found
