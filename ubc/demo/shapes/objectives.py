"""What parties write about their objectives (5.3)."""

from dataclasses import dataclass

from ubc.demo.shapes.people import Day

Number = int | float


@dataclass(frozen=True)
class Driver:
    """Why a party, or all of them, do this at all."""

    title: str
    text: str
    party: str = ""
    shared: bool = True


@dataclass(frozen=True)
class ValueCase:
    """What a party hopes to gain, what it puts in, and why that is worth it."""

    party: str
    expected_value: str
    cost: str
    reason: str
    shared: bool = True


@dataclass(frozen=True)
class Reading:
    day: Day
    value: Number
    note: str = ""


@dataclass(frozen=True)
class Measure:
    name: str
    unit: str
    baseline: Number
    target: Number
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Milestone:
    title: str
    due: Day
    done: Day | None = None


@dataclass(frozen=True)
class Commitment:
    """What a party puts in for an objective; `resource` is a term code."""

    party: str
    resource: str
    text: str
    amount: Number
    unit: str
    delivered: Number = 0


@dataclass(frozen=True)
class Action:
    title: str
    owner: str
    due: Day
    state: str = "open"  # open, doing, done
    done: Day | None = None
    done_when: str = ""


@dataclass(frozen=True)
class CapabilityCheck:
    """Whether a party has what the action plan asks of it: capable, with_conditions or not_capable, and what it depends on."""

    party: str
    by: str
    day: Day
    verdict: str
    factors: str


@dataclass(frozen=True)
class ProgressCheck:
    day: Day
    by: str
    health: str
    text: str


@dataclass(frozen=True)
class Objective:
    """`responsible` is a party, `lead` a person; `text` says what will be different, `direction` where it should lead later."""

    key: str
    title: str
    text: str
    party: str = ""
    shared: bool = True
    state: str = "active"
    direction: str = ""
    term: str = "medium"
    work_area: str = "research"
    responsible: str = ""
    lead: str = ""
    feasibility: str = ""
    effectiveness: str = ""
    drivers: tuple[str, ...] = ()  # by title
    outcome: str = ""
    starts: Day | None = None
    due: Day | None = None
    parent: str = ""
    phase: int | None = None
    measures: tuple[Measure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    actions: tuple[Action, ...] = ()
    capability: tuple[CapabilityCheck, ...] = ()
    progress: tuple[ProgressCheck, ...] = ()

    @property
    def health(self) -> str:
        """As the newest progress check found it; empty where there was none."""
        return self.progress[-1].health if self.progress else ""


@dataclass(frozen=True)
class Restatement:
    """A party tells another's objective in its own words; `answer` is the owner's correction or word of thanks."""

    objective: str
    by_party: str
    by: str
    day: Day
    text: str
    state: str = "stated"  # stated, confirmed, corrected
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class AlignmentCell:
    """How an own objective bears on a common one: supports_strongly, supports, neutral, tension, conflict.

    It is as private as the own objective.
    """

    own: str
    common: str
    value: str
    note: str = ""
    handling: str = ""


@dataclass(frozen=True)
class Difference:
    """Where the parties think or act differently: expectations, risk, time, mindset, goals, rules."""

    kind: str
    title: str
    views: tuple[tuple[str, str], ...]
    handling: str = ""


@dataclass(frozen=True)
class Summary:
    """What was gathered for a period: due on one day, sent on another or not yet."""

    starts: Day
    ends: Day
    due: Day
    text: str = ""
    by: str = ""
    sent: Day | None = None


@dataclass(frozen=True)
class Communication:
    """An objective made known: to whom, how, by whom."""

    day: Day
    by: str
    audience: str
    channel: str
    text: str
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mechanism:
    """A way of working together: meeting, group, contact, platform, reporting, exchange, other."""

    kind: str
    title: str
    text: str
    cadence: str = ""


@dataclass(frozen=True)
class RevisionStep:
    name: str
    days: int | None = None
    rule: str = ""


@dataclass(frozen=True)
class RevisionMechanism:
    """When agreed objectives may change (kind of condition, text), who may start it (senior, officer, responsible), by which steps."""

    conditions: tuple[tuple[str, str], ...]
    initiators: tuple[str, ...]
    steps: tuple[RevisionStep, ...]


@dataclass(frozen=True)
class Revision:
    """A change of an agreed objective, field by field: text, due, or target (of its first measure).

    The objective is told as it stands today, so with `after` once the revision is applied or communicated: who goes through the
    services starts from `before`. `decisions` are (party, person, decision, day).
    """

    objective: str
    condition: str
    by: str
    day: Day
    reason: str
    before: tuple[tuple[str, str | Number], ...]
    after: tuple[tuple[str, str | Number], ...]
    impact: str
    state: str
    effective: Day | None = None
    decisions: tuple[tuple[str, str, str, Day], ...] = ()

    @property
    def decided(self) -> bool:
        """Whether the objective says by now what this revision made of it."""
        return self.state in ("applied", "communicated")
