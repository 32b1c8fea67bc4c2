"""The joint plan (5.1.3.1)."""

from dataclasses import dataclass

from ubc.demo.shapes.people import Day


@dataclass(frozen=True)
class Signature:
    party: str
    person: str
    day: Day
    reservation: str = ""


@dataclass(frozen=True)
class SectionReview:
    """What one party said of one section under review: accepted or changes_requested."""

    section: str
    party: str
    by: str
    verdict: str
    note: str = ""


@dataclass(frozen=True)
class PlanVersion:
    """The plan as it was frozen on a day: superseded, in_force, awaiting_signatures or joint_review."""

    summary: str
    state: str
    day: Day
    by: str
    signatures: tuple[Signature, ...] = ()
    reviews: tuple[SectionReview, ...] = ()


@dataclass(frozen=True)
class Section:
    """One of the sixteen sections of the plan (partnerships.practices.sections), told in plain words.

    `earlier` is what it said until the day `since`, when the present text took its place.
    """

    key: str
    text: str
    earlier: str = ""
    since: Day | None = None
