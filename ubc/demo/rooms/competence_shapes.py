"""What the parties of a partnership keep about competence and behaviour. People are named by key, or by name when they have no account."""

from dataclasses import dataclass, field

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Asked:
    """`code` of the competence; from which level on; how much depends on it."""

    code: str
    level: int
    weight: int = 2


@dataclass(frozen=True)
class Role:
    code: str
    purpose: str
    asked: tuple[Asked, ...]
    by: str
    day: Day


@dataclass(frozen=True)
class Rated:
    """A round of ratings by a manager: the levels in the order in which the role asks, one digit each; "-" is not rated."""

    day: Day
    levels: str


@dataclass(frozen=True)
class Worker:
    party: str
    role: str
    who: str
    since: Day
    rated: tuple[Rated, ...] = ()
    own: tuple[tuple[Day, str, int], ...] = ()  # (day, code, level) as the person says, for those with an account
    step: tuple[str, str, str, Day] | None = None  # (kind, code, aim, due): personal development, planned after the last round


@dataclass(frozen=True)
class Published:
    party: str
    day: Day
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure for a group. `steps` are the states it has passed, each with its day and the person who said so."""

    title: str
    kind: str
    responsible: str
    day: Day
    due: Day
    party: str = ""  # "": joint
    by: str = ""
    shared: bool = False
    code: str = ""
    role: str = ""
    aim: str = ""
    steps: tuple[tuple[str, Day, str, str], ...] = ()  # (state, day, person, what came of it)


@dataclass(frozen=True)
class Charter:
    purpose: str
    statements: tuple[tuple[str, str], ...]
    by: str
    day: Day
    review: Day | None = None
    signatures: tuple[tuple[str, Day], ...] = ()


@dataclass(frozen=True)
class Observation:
    party: str
    about: str
    kind: str
    what: str
    day: Day
    statement: int | None = None  # place in the charter, from 0
    shared: bool = True
    answered: tuple[Day, str] | None = None
    discussed: tuple[Day, str] | None = None
    closed: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Newcomer:
    party: str
    role: str
    who: str
    planned: Day
    starts: Day
    due: Day
    mentor: str = ""
    shared: bool = True
    ticked: tuple[tuple[str, Day], ...] = ()  # (key of the suggested step, day)
    completed: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Finding:
    party: str
    dimension: str
    finding: str
    what: str
    action: str = ""
    evidence: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Competences:
    roles: tuple[Role, ...] = ()
    workers: tuple[Worker, ...] = ()
    published: tuple[Published, ...] = ()
    measures: tuple[Measure, ...] = ()
    charter: Charter | None = None
    observations: tuple[Observation, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
