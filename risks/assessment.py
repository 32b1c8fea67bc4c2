"""How one risk stands: which readings count, what level they make, how far apart the parties are, which way it moves.

Pure logic over a risk whose `ratings` and `consensuses` are prefetched with their `level` (READINGS); no query of its own. What the
database is asked for many risks (RiskQuerySet.with_level, .diverging) follows the same rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from risks.models import Consensus, Risk, RiskRating
from risks.scale import APART, Level, Phase

READINGS = (
    Prefetch("ratings", RiskRating.objects.with_level().select_related("party").order_by("on", "created_at")),
    Prefetch("consensuses", Consensus.objects.with_level().order_by("created_at")),
)


def read(risk: Risk) -> Risk:
    """The risk with its readings, asked for once: two queries for one that nobody prefetched."""
    prefetch_related_objects([risk], *READINGS)
    return risk


@dataclass(frozen=True)
class Stand:
    """A risk in one phase."""

    risk: Risk
    phase: str

    @cached_property
    def by_party(self) -> dict[Any, RiskRating]:
        """{party key: its newest reading}."""
        return {one.party_id: one for one in self.risk.ratings.all() if one.phase == self.phase}  # type: ignore[attr-defined]

    @cached_property
    def consensus(self) -> Any:
        agreed = [one for one in self.risk.consensuses.all() if one.phase == self.phase and one.state == "agreed"]  # type: ignore[attr-defined]
        return max(agreed, key=lambda one: one.agreed_at, default=None)

    @cached_property
    def proposal(self) -> Any:
        """The reading that lies before the parties."""
        found = [one for one in self.risk.consensuses.all() if one.phase == self.phase and one.state == "proposed"]  # type: ignore[attr-defined]
        return found[0] if found else None

    @cached_property
    def reading(self) -> Any:
        """What counts: the consensus; without one, the worst that those who answer for it see; None while nobody has read it."""
        if self.consensus is not None:
            return self.consensus
        mine: list[Any] = [one for one in self.by_party.values() if self.risk.party_id in (None, one.party_id)]
        return max(mine, key=lambda one: (one.level, one.score), default=None)

    @property
    def level(self) -> Level | None:
        return Level(self.reading.level) if self.reading is not None else None

    @cached_property
    def gap(self) -> int:
        """How many steps two parties lie apart on one of the axes, unless all have agreed since."""
        found = 0
        for one, other in combinations(self.by_party.values(), 2):
            last = max(one.created_at, other.created_at)
            if self.consensus is None or self.consensus.agreed_at <= last:
                found = max(found, abs(one.likelihood - other.likelihood), abs(one.impact - other.impact))
        return found

    @property
    def diverges(self) -> bool:
        return self.gap >= APART


def stands(risk: Risk) -> dict[str, Stand]:
    """The risk in its three phases."""
    return {phase: Stand(risk, phase) for phase in Phase.values}


def level_of_risk(risk: Risk, phase: str = Phase.CURRENT) -> Level | None:
    return Stand(risk, phase).level


def diverging(risk: Risk) -> list[str]:
    """The phases in which the parties lie two steps or more apart."""
    return [phase for phase, stand in stands(risk).items() if stand.diverges]


def trend(risk: Risk) -> int:
    """Whether the newest current readings of those who answer for it say more (1), less (-1) or the same (0) as those before."""
    course: dict[Any, list[int]] = {}
    for one in risk.ratings.all():  # type: ignore[attr-defined]
        if one.phase == Phase.CURRENT and risk.party_id in (None, one.party_id):
            course.setdefault(one.party_id, []).append(one.score)
    moved = sum(scores[-1] - scores[-2] for scores in course.values() if len(scores) > 1)
    return (moved > 0) - (moved < 0)


def first_current(risk: Risk) -> Any:
    """The earliest current reading of those who answer for it."""
    mine: Iterable[Any] = risk.ratings.all()  # type: ignore[attr-defined]
    return next((one for one in mine if one.phase == Phase.CURRENT and risk.party_id in (None, one.party_id)), None)
