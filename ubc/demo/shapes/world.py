"""The partnerships and all that belongs to them."""

from dataclasses import dataclass, field

from ubc.demo.shapes.objectives import (
    AlignmentCell,
    Communication,
    Difference,
    Driver,
    Mechanism,
    Objective,
    Restatement,
    Revision,
    RevisionMechanism,
    Summary,
    ValueCase,
)
from ubc.demo.shapes.people import Day, Participation, Party, Person, Seat
from ubc.demo.shapes.plan import PlanVersion, Section


@dataclass(frozen=True)
class Contents:
    """What the parties of one partnership wrote."""

    drivers: tuple[Driver, ...] = ()
    value_cases: tuple[ValueCase, ...] = ()
    objectives: tuple[Objective, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    alignment: tuple[AlignmentCell, ...] = ()
    differences: tuple[Difference, ...] = ()
    summaries: tuple[Summary, ...] = ()
    communications: tuple[Communication, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    revision_mechanism: RevisionMechanism | None = None
    revisions: tuple[Revision, ...] = ()
    sections: tuple[Section, ...] = ()
    plan: tuple[PlanVersion, ...] = ()


@dataclass(frozen=True)
class Step:
    """A state the partnership moved to, on the way from `identified`."""

    state: str
    day: Day


@dataclass(frozen=True)
class Partnership:
    """`path` is empty for one that is only identified. Closed and declined ones take their contents before the last step."""

    key: str
    title: str
    summary: str
    form: str
    mode: str
    purposes: tuple[str, ...]
    ubc_types: tuple[str, ...]
    disciplines: tuple[str, ...]
    participations: tuple[Participation, ...]
    identified: Day
    seats: tuple[Seat, ...] = ()
    path: tuple[Step, ...] = ()
    starts: Day | None = None
    ends: Day | None = None
    next_review: Day | None = None
    contents: Contents = field(default_factory=Contents)

    @property
    def state(self) -> str:
        return self.path[-1].state if self.path else "identified"

    @property
    def parties(self) -> tuple[str, ...]:
        """The keys of the parties that own records: all but neutral ones."""
        return tuple(one.party for one in self.participations if one.side != "neutral")


@dataclass(frozen=True)
class World:
    parties: tuple[Party, ...]
    people: tuple[Person, ...]
    partnerships: tuple[Partnership, ...]
