"""How the data of a team are written. Days count from today, as everywhere in the demo world."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Place:
    """`key` is that of a person, or any name for somebody without an account, whose `name` it then has."""

    party: str
    role: str
    key: str
    written: Day
    responsibilities: str
    powers: str = ""
    deputy: str = ""
    name: str = ""
    position: str = ""
    keeps_plan: bool = False
    shared: bool = True


@dataclass(frozen=True)
class Review:
    day: Day
    by: str
    finding: str
    upgraded: str
    next: Day | None


@dataclass(frozen=True)
class Resource:
    """Without a party it is provided by all together."""

    party: str
    category: str
    title: str
    purpose: str
    written: Day
    available: Day | None = None
    planned: Day | None = None
    until: Day | None = None
    withdrawn: Day | None = None
    why_withdrawn: str = ""
    kind: str = ""
    shared: bool = True


@dataclass(frozen=True)
class Development:
    title: str
    beneficiary: str
    need: str
    owner: str
    day: Day
    due: Day
    started: Day | None = None
    done: Day | None = None
    result: str = ""


@dataclass(frozen=True)
class Handover:
    """One that has not begun is private to its party. `ticked`: (day, item, person) each."""

    person: str
    successor: str
    last_day: Day
    note: str
    items: tuple[str, ...]
    planned: Day
    begun: Day | None = None
    ticked: tuple[tuple[Day, str, str], ...] = ()
    completed: Day | None = None


@dataclass(frozen=True)
class Team:
    since: Day
    mandate: str
    leadership: str
    working: str
    first_review: Day
    places: tuple[Place, ...]
    reviews: tuple[Review, ...] = ()
    resources: tuple[Resource, ...] = ()
    development: tuple[Development, ...] = ()
    handovers: tuple[Handover, ...] = ()
