"""Who takes part."""

from dataclasses import dataclass

Day = int


@dataclass(frozen=True)
class Party:
    key: str
    name: str
    short_name: str
    kind: str
    country: str
    city: str
    about: str
    website: str
    university_type: str = ""
    business_type: str = ""
    relation_basis: str = ""
    units: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def domain(self) -> str:
        """Where its people have their mail: that of its website."""
        return self.website.removeprefix("https://www.")


@dataclass(frozen=True)
class Person:
    """`everywhere` is the role held in all of the party's partnerships; a Seat adds one in a single partnership."""

    key: str
    name: str
    email: str
    party: str
    job_title: str
    time_zone: str
    everywhere: str = ""
    mail: str = "each"


@dataclass(frozen=True)
class Seat:
    person: str
    role: str
    since: Day = -30
    until: Day | None = None


@dataclass(frozen=True)
class Participation:
    party: str
    side: str
    state: str = "joined"
    unit: str = ""
