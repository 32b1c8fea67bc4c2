"""What the parties of one partnership of the demo world tell about an end."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Trigger:
    title: str
    category: str
    kind: str
    day: Day
    metric: str = ""
    side: str = ""
    threshold: float | None = None
    warn_at: float | None = None
    warn_days: int = 0
    reading: str = ""


@dataclass(frozen=True)
class Assessment:
    """Of a trigger that people reported: what they found, each party's view, and what all signed; open without a conclusion."""

    trigger: str
    day: Day
    by: str
    because: str
    views: tuple[tuple[str, str, str], ...] = ()  # (person, what it sees, leaning)
    findings: str = ""
    conclusion: str = ""
    reason: str = ""
    again: Day | None = None
    concluded: Day | None = None


@dataclass(frozen=True)
class Item:
    title: str
    area: str
    now: str
    then: str
    responsible: str
    state: str
    owners: tuple[tuple[str, str], ...] = ()  # (party, name)
    due: Day | None = None
    weight: int = 1
    proof: str = ""


@dataclass(frozen=True)
class Obligation:
    title: str
    kind: str
    details: str
    holder: str
    until: Day
    to: str = ""


@dataclass(frozen=True)
class Asset:
    what: str
    kind: str
    holder: str
    way: str
    where: str
    proof: str = ""  # done
    confirmed: bool = False


@dataclass(frozen=True)
class Position:
    party: str
    dependence: str
    must_keep: str
    walk_away: str
    shared: bool


@dataclass(frozen=True)
class Told:
    boundaries: str = "Nobody takes people, data or results along that belong to the other, and nobody speaks ill of the other."
    principles: str = "We tell each other first, in a talk and then in writing. Whoever began something with us may finish it."
    protected: str = "Students and doctoral candidates until they have finished; everybody whose data we hold."
    communication: str = (
        "Staff and students first, by both leaders together; then partners; then the public, in words both have seen."
    )
    notice: int = 90
    triggers: tuple[Trigger, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    items: tuple[Item, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    assets: tuple[Asset, ...] = ()
    positions: tuple[Position, ...] = ()
    rehearsals: tuple[tuple[Day, str, str, Day], ...] = ()
    ideas: tuple[tuple[str, str, str], ...] = ()  # (title, text, party or "")
    lessons: str = "Agree on who keeps which data before the first measurement, not after the last."
    outcome: str = "What was agreed was reached."
