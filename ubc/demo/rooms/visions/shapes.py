"""The shapes of what the parties of the demo world wrote about visions and values. Parties and people are named by their keys."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Profile:
    party: str
    vision: str
    values: tuple[str, ...] = ()
    profile: str = ""
    culture: str = ""
    brings: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Vision:
    """A version of the joint vision: put to all parties on `day`, when the first of `signatures` may come the same day.

    Without signatures it is a draft. `acknowledged` and `signatures` are (person, day).
    """

    by: str
    day: Day
    direction: str
    culture: str
    values: tuple[str, ...]
    value_creation: str
    reflects: str
    signatures: tuple[tuple[str, Day], ...] = ()
    acknowledged: tuple[tuple[str, Day], ...] = ()
    published: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Rating:
    party: str
    area: str
    value: int  # 1 conflict .. 5 supports strongly
    note: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Handling:
    by: str
    area: str
    note: str
    handling: str


@dataclass(frozen=True)
class Assessment:
    party: str  # empty: all together
    day: Day
    fits: str
    strains: str
    verdict: str
    conclusion: str = ""
    by: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Clash:
    party: str  # empty: all together
    day: Day
    clash: str
    kind: str
    text: str = ""
    due: Day | None = None
    state: str = "open"
    handling: str = ""
    settled: Day = 0
    by: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Screening:
    """`until`: the last day it is valid. Questions that are not named were without concern."""

    findings: str
    conditions: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    until: Day | None = None


PLAIN = Screening("Each side answered the questions for itself first; then both compared. Nothing stands against it.")


@dataclass(frozen=True)
class Commitment:
    party: str
    text: str
    details: str = ""


@dataclass(frozen=True)
class Focus:
    by: str
    kind: str
    aim: str
    ethics_approval: str = ""
    ip_reference: str = ""
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True)
class Check:
    party: str
    by: str
    day: Day
    value: str
    verdict: str
    evidence: str
    follows: str = ""
    next: Day | None = None
    shared: bool = True


@dataclass(frozen=True)
class Visions:
    """What one partnership has of principle 2."""

    profiles: tuple[Profile, ...] = ()
    visions: tuple[Vision, ...] = ()
    ratings: tuple[Rating, ...] = ()
    handlings: tuple[Handling, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    clashes: tuple[Clash, ...] = ()
    screening: Screening = PLAIN
    focus: tuple[Focus, ...] = ()
    checks: tuple[Check, ...] = ()
