"""The shapes of what the parties of the demo world wrote about risks. Parties and people are named by their keys."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Criteria:
    by: str
    day: Day
    signatures: tuple[tuple[str, Day], ...]
    likelihoods: tuple[str, ...]
    statement: str
    appetite: int
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Stance:
    party: str
    day: Day
    appetite: int
    statement: str
    count_shown: bool = False


@dataclass(frozen=True)
class Reading:
    """`party` empty: what all agreed, proposed by the host and signed by the others."""

    party: str
    phase: str
    likelihood: int
    impact: int
    day: Day
    reason: str = ""
    confidence: str = "medium"


@dataclass(frozen=True)
class Treatment:
    party: str
    day: Day
    strategy: str
    what: str
    responsible: str
    aim: str = "likelihood"
    effect: str = ""
    due: Day | None = None
    cost: int | None = None
    bearer: str = ""
    moves_to: str = ""
    consented: Day | None = None
    done: Day | None = None


@dataclass(frozen=True)
class Indicator:
    party: str
    day: Day
    name: str
    unit: str
    watch: float
    act: float
    readings: tuple[tuple[Day, float], ...]
    rhythm: int = 91
    sense: str = "above"


@dataclass(frozen=True)
class Review:
    party: str
    day: Day
    result: str
    finding: str
    next: Day | None = None


@dataclass(frozen=True)
class Risk:
    """`party` empty: of all together. `by`: who wrote a joint one. A party's own is private unless `shared` names the day."""

    party: str
    day: Day
    title: str
    cause: str
    event: str
    effect: str
    category: str
    by: str = ""
    shared: bool = False
    kind: str = "threat"
    origin: str = "work"
    proximity: str = "year"
    objectives: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    reviews: tuple[Review, ...] = ()
    review: Day | None = None
    accepted: tuple[Day, Day, str] | None = None  # on which day, until which, and why; of a party's own
    occurred: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Link:
    """By titles; it is written by the party (or, for a joint risk, by somebody of it) a day after both are there."""

    party: str
    day: Day
    title: str
    kind: str
    other: str
    note: str = ""


@dataclass(frozen=True)
class Risks:
    """What one partnership has of principle 10."""

    criteria: Criteria | None = None
    stances: tuple[Stance, ...] = ()
    risks: tuple[Risk, ...] = ()
    links: tuple[Link, ...] = ()
