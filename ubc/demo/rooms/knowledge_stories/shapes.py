"""In what form the data say what the parties share, own and publish. Days count from today; parties are named by their keys."""

from dataclasses import dataclass, field
from typing import Any

from ubc.demo.shapes import Day

Values = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A record of some kind; `values` name parties by their keys, and days as days. Without a party it is joint."""

    day: Day
    values: Values
    party: str = ""
    shared: bool = True
    by: str = ""


@dataclass(frozen=True)
class Request:
    """From one party to another. `steps`: (day, name of the step, its values)."""

    day: Day
    party: str
    values: Values
    steps: tuple[tuple[Day, str, Values], ...] = ()


@dataclass(frozen=True)
class Property:
    record: Record
    shares: Values = field(default_factory=dict)  # percent by party
    signed: Day | None = None
    steps: tuple[tuple[Day, Values], ...] = ()


@dataclass(frozen=True)
class Work:
    """A publication of a party. `steps`: (day, name of the step, party, its values)."""

    day: Day
    party: str
    values: Values
    file: str = ""
    steps: tuple[tuple[Day, str, str, Values], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A document by itself, with its versions: (day, what changed)."""

    title: str
    party: str
    level: int  # rank in the house's scheme
    lines: tuple[str, ...]
    versions: tuple[tuple[Day, str], ...]
    shared: bool = True


@dataclass(frozen=True)
class Incident:
    record: Record
    steps: tuple[tuple[Day, str, str, Values], ...] = ()


@dataclass(frozen=True)
class Story:
    categories: tuple[Record, ...] = ()
    requests: tuple[Request, ...] = ()
    disclosures: tuple[tuple[Record, tuple[str, ...]], ...] = ()
    property: tuple[Property, ...] = ()
    works: tuple[Work, ...] = ()
    lines: tuple[Record, ...] = ()
    assets: tuple[tuple[Record, Values | None], ...] = ()  # with the action by which it is passed on
    data: tuple[Record, ...] = ()
    incidents: tuple[Incident, ...] = ()
    papers: tuple[Paper, ...] = ()


def category(day: Day, owner: str, name: str, sharing: str, rank: int, *, shared: bool = True, **more: Any) -> Record:
    return Record(day, {"name": name, "owner": owner, "sharing": sharing, "level": rank, **more}, owner, shared)
