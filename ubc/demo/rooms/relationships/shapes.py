"""In what form the data say it. A party's key means that it is that party's own: private, unless it was shared."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Expected:
    text: str
    voiced_by: str = ""
    answers: str = ""
    response: str = ""
    fulfilment: str = "unknown"


@dataclass(frozen=True)
class Interested:
    name: str
    category: str
    influence: int | None = None
    interest: int | None = None
    evaluation: str = ""
    expects: tuple[Expected, ...] = ()
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Factor:
    title: str
    origin: str
    bearing: str
    effect: str = ""
    response: str = ""
    answers: str = ""
    review: Day | None = None
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Outcome:
    starts: Day
    ends: Day | None
    text: str
    benefits: str = ""


@dataclass(frozen=True)
class Appraised:
    """`signed`: the days on which all parties were asked and the last of them signed; without it it stays open."""

    day: Day
    horizon: str
    mode: str
    findings: str
    mode_reason: str = ""
    best_where: str = ""
    next: Day | None = None
    outcomes: tuple[Outcome, ...] = ()
    signed: tuple[Day, Day] | None = None
    party: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Gain:
    title: str
    text: str = ""
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Lasting:
    where: str
    why: str = ""
    methods: str = ""
    answers: str = ""
    review: Day | None = None
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Learnt:
    """`state` is how far it came, on the day `then`."""

    day: Day
    title: str
    seen_at: str
    practice: str = ""
    lesson: str = ""
    change: str = ""
    state: str = "noted"
    then: Day = 0
    outcome: str = ""
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Linked:
    """`other` is the key of a partnership in which `by` stands as well."""

    day: Day
    kind: str
    other: str
    by: str
    note: str = ""
    party: str = ""


@dataclass(frozen=True)
class Ranked:
    """`brings` and `takes` are the four scores each, in the order of the model. Always private."""

    day: Day
    party: str
    tier: str
    brings: tuple[int, ...]
    takes: tuple[int, ...]
    reason: str = ""
    review: Day | None = None


@dataclass(frozen=True)
class EngagedStep:
    stage: int
    title: str
    who: str = ""
    answers: str = ""
    documented_in: str = ""


@dataclass(frozen=True)
class Engaged:
    mode: str
    text: str
    steps: tuple[EngagedStep, ...] = ()


@dataclass(frozen=True)
class Line:
    topic: str
    who: str
    who_party: str
    whom: str
    whom_party: str
    frequency: str
    channel: str


@dataclass(frozen=True)
class Relationship:
    interested: tuple[Interested, ...] = ()
    factors: tuple[Factor, ...] = ()
    appraisals: tuple[Appraised, ...] = ()
    gains: tuple[Gain, ...] = ()
    lasting: tuple[Lasting, ...] = ()
    learnt: tuple[Learnt, ...] = ()
    links: tuple[Linked, ...] = ()
    ranked: tuple[Ranked, ...] = ()
    engaged: Engaged | None = None
    lines: tuple[Line, ...] = ()
