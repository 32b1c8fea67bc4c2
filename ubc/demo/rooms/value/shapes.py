"""The shapes of what the parties of the demo world put in and got out. Parties are named by their keys, records by their titles.

Of a record with a `party`, that party is the owner; without one it is joint. `by` is the party that writes what is joint.
"""

from dataclasses import dataclass

from ubc.demo.shapes import Day, Number


@dataclass(frozen=True)
class Meaning:
    party: str
    statement: str
    priority: int
    seen_by: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Terms:
    by: str
    day: Day
    unit: str
    tolerance: int
    how: str
    review: Day | None = None


@dataclass(frozen=True)
class Score:
    party: str
    desirability: int
    feasibility: int
    benefit: int
    reason: str = ""


@dataclass(frozen=True)
class Move:
    """A step of an idea: screen, assess, approve, pilot, scale, realise, measure, close, park, reject, stop."""

    step: str
    day: Day
    word: str = ""
    review: Day | None = None


@dataclass(frozen=True)
class Idea:
    title: str
    kind: str
    by: str
    day: Day
    text: str = ""
    expected: str = ""
    objective: str = ""
    party: str = ""
    shared: bool = True
    scores: tuple[Score, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Found:
    """A measurement."""

    day: Day
    value: Number | None
    evidence: str
    next: Day | None = None


@dataclass(frozen=True)
class Worth:
    party: str
    expected: Number
    realised: Number = 0
    note: str = ""


@dataclass(frozen=True)
class Benefit:
    """`beneficiary` is a party's key, empty for all of them, or "third" with `third_party`.

    It goes as far as the days say: `forecast`, `emerging`, `realised`, and `attested` by (party, day, words); or `missed`.
    """

    title: str
    kind: str
    by: str
    day: Day
    beneficiary: str = ""
    third_party: str = ""
    giver: str = ""
    text: str = ""
    objective: str = ""
    idea: str = ""
    baseline: Number = 0
    target: Number | None = None
    unit: str = ""
    method: str = ""
    due: Day | None = None
    party: str = ""
    shared: bool = True
    found: tuple[Found, ...] = ()
    worth: tuple[Worth, ...] = ()
    forecast: Day | None = None
    emerging: Day | None = None
    realised: Day | None = None
    attested: tuple[tuple[str, Day, str], ...] = ()
    missed: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Receipt:
    party: str
    day: Day
    received: Number
    worth: Number | None = None
    note: str = ""


@dataclass(frozen=True)
class Gift:
    """A contribution of the party."""

    party: str
    day: Day
    resource: str
    text: str
    planned: Number
    delivered: Number
    unit: str
    worth: Number | None = None
    objective: str = ""
    starts: Day | None = None
    ends: Day | None = None
    shared: bool = True
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True)
class Output:
    title: str
    kind: str
    by: str
    day: Day
    text: str = ""
    attribution: str = ""
    link: str = ""
    idea: str = ""
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Lesson:
    """Agreed on a day (a joint one by the signatures of all), passed on, and applied: (where, day, what it changed)."""

    title: str
    category: str
    by: str
    day: Day
    happened: str
    recommendation: str = ""
    idea: str = ""
    party: str = ""
    shared: bool = True
    agreed: Day | None = None
    passed_on: tuple[Day, str] | None = None
    applied: tuple[tuple[str, Day, str], ...] = ()


@dataclass(frozen=True)
class Target:
    title: str
    area: str
    by: str
    day: Day
    baseline: Number
    target: Number
    unit: str
    due: Day
    responsible: str = ""
    party: str = ""
    readings: tuple[tuple[Day, Number, str], ...] = ()
    reached: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Told:
    """All of it for one partnership."""

    meanings: tuple[Meaning, ...] = ()
    terms: Terms | None = None
    ideas: tuple[Idea, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    gifts: tuple[Gift, ...] = ()
    outputs: tuple[Output, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    targets: tuple[Target, ...] = ()
