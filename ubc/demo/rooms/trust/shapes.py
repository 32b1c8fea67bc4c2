"""The shapes of what the demo world has of trust. Parties and people are named by their keys."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Promise:
    """`steps` are (day, what, further): what is one of given, reported, kept, disputed, broken, released, moved, agreed, refused.

    `further` is the reason, the evidence, or for `moved` the new due day. `noted_by`: the party that noted it, by default the giver.
    """

    by: str
    to: str  # empty: to all the others
    text: str
    day: Day
    due: Day
    steps: tuple[tuple[Day, str, str | Day], ...] = ()
    details: str = ""
    noted_by: str = ""


@dataclass(frozen=True)
class Pulse:
    """`answers` are (person, six digits in the order of the statements). Without `closes` in the past it is open still."""

    by: str
    day: Day
    closes: Day
    occasion: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Response:
    """What the parties say about a raised flag."""

    day: Day
    metric: str
    by: str
    text: str


@dataclass(frozen=True)
class Concern:
    """`way`: own, both or independent. `steps` are (day, person, state or empty, text)."""

    way: str
    by: str
    day: Day
    title: str
    category: str
    what: str
    wish: str = ""
    steps: tuple[tuple[Day, str, str, str], ...] = ()


@dataclass(frozen=True)
class Contact:
    party: str
    name: str
    reach: str
    within: int = 14
    keeps: str = ""


@dataclass(frozen=True)
class View:
    party: str
    day: Day
    gave: str
    got: str
    balance: str
    fairness: int
    note: str = ""


@dataclass(frozen=True)
class Review:
    """`concluded`: (day of the question, conclusion, reasons); all sign in the days after."""

    by: str
    day: Day
    begins: Day
    ends: Day
    due: Day
    views: tuple[View, ...] = ()
    concluded: tuple[Day, str, str] | None = None
    action: tuple[str, str, Day] | None = None  # what, by which party, until when


@dataclass(frozen=True)
class Signal:
    """`put`: the day it was put to the party; `reply`: (day, text); `closed`: (day, text)."""

    party: str
    about: str
    day: Day
    kind: str
    what: str
    effect: str = ""
    put: Day | None = None
    reply: tuple[Day, str] | None = None
    closed: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Trust:
    """What one partnership has of principle 7. `watched`: since when the usual figures are; `read`: on which days."""

    promises: tuple[Promise, ...] = ()
    pulses: tuple[Pulse, ...] = ()
    watched: Day | None = None
    read: tuple[Day, ...] = ()
    responses: tuple[Response, ...] = ()
    concerns: tuple[Concern, ...] = ()
    contacts: tuple[Contact, ...] = ()
    reviews: tuple[Review, ...] = ()
    signals: tuple[Signal, ...] = ()
