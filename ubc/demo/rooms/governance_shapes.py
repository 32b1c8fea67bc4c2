"""What is told of the governance of a partnership in the demo world."""

from dataclasses import dataclass
from typing import Any

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Topic:
    code: str
    apart: str
    settled: str = ""
    day: Day | None = None  # on which it was agreed


@dataclass(frozen=True)
class Agreement:
    """`states`: (day, state, key of the party with which it lies from then) each; `signed`: the day on which all signed."""

    title: str
    kind: str
    subject: str
    written: Day
    reference: str = ""
    value: int | None = None
    starts: Day | None = None
    ends: Day | None = None
    renewal: str = "none"
    notice: int | None = None
    topics: tuple[Topic, ...] = ()
    states: tuple[tuple[Day, str, str], ...] = ()
    signed: Day | None = None


@dataclass(frozen=True)
class Line:
    party: str
    topic: str
    aim: str
    acceptable: str
    limit: str
    day: Day
    agreement: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Seat:
    """`key` of a person with an account, or a `name`; neither: vacant."""

    party: str
    role: str
    key: str = ""
    name: str = ""
    position: str = ""
    for_key: str = ""  # whose place an alternate takes


@dataclass(frozen=True)
class Body:
    name: str
    level: str
    terms: str
    since: Day
    chair_rule: str = "alternating"
    cadence: int | None = None
    escalates_to: str = ""
    per_party: int = 1
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Item:
    title: str
    kind: str
    minutes: int
    presenter: str
    outcome: str = ""


@dataclass(frozen=True)
class Meeting:
    """`held`, `minuted`, `agreed`: how far it has come, with the text; `signed_by`: who has agreed while others have not yet."""

    body: str
    day: Day
    hour: int
    place: str
    items: tuple[Item, ...]
    planned: Day
    absent: tuple[str, ...] = ()
    held: bool = True
    minuted: Day | None = None
    minutes: str = ""
    agreed: Day | None = None
    signed_by: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Decision:
    """`positions`: (day, key of the person, choice, reason) each."""

    title: str
    text: str
    body: str
    day: Day
    method: str = "consensus"
    decide_by: Day | None = None
    implement_by: Day | None = None
    responsible: str = ""
    delegated_to: str = ""
    positions: tuple[tuple[Day, str, str, str], ...] = ()
    deferred: Day | None = None
    why: str = ""
    done: Day | None = None
    outcome: str = ""


@dataclass(frozen=True)
class RuleChange:
    """A request to change what the plan agreed, of an authority rule; without `signed` it still waits."""

    matter: str
    values: dict[str, Any]
    reason: str
    by: str
    asked: Day
    signed: Day | None = None


@dataclass(frozen=True)
class Rule:
    matter: str
    kind: str
    amount: int | None = None
    days: int | None = None
    limit: str = ""
    body: str = ""
    role: str = ""


@dataclass(frozen=True)
class Process:
    name: str
    ways: tuple[tuple[str, str, str], ...]  # party, text, what must be kept
    written: Day
    gap: str = ""
    compared: Day | None = None
    way: str = ""
    owner: str = ""
    asked: Day | None = None
    agreed: Day | None = None
    used: Day | None = None
    review: Day | None = None


@dataclass(frozen=True)
class Issue:
    """`positions`: (day, key of the person, text) each; `sweeps`: days on which the clock let it climb."""

    title: str
    kind: str
    facts: str
    by: str
    raised: Day
    positions: tuple[tuple[Day, str, str], ...] = ()
    sweeps: tuple[Day, ...] = ()
    way_out: str = ""
    proposed: Day | None = None
    proposed_by: str = ""
    resolved: Day | None = None
    lesson: str = ""
    closed: Day | None = None


@dataclass(frozen=True)
class Governance:
    since: Day
    agreements: tuple[Agreement, ...] = ()
    lines: tuple[Line, ...] = ()
    bodies: tuple[Body, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rules: tuple[Rule, ...] = ()
    rule_changes: tuple[RuleChange, ...] = ()
    activities: tuple[tuple[str, str, str], ...] = ()  # name, letters of the host ("R", "AR"), letters of the partner
    processes: tuple[Process, ...] = ()
    ladder: tuple[tuple[int, str, str], ...] = ()  # level, person of the host, person of the partner
    issues: tuple[Issue, ...] = ()
