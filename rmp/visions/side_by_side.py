"""What the pages compare: each row a thing, each cell what one party says of it, as far as one reader may see.

Everything is computed from what the reader may read: nothing tells of what another party keeps private.
"""

from dataclasses import dataclass, field
from typing import Any

from partnerships.access.policy import Standing
from partnerships.models import Party
from rmp.visions.models import (
    Area,
    AreaHandling,
    AreaRating,
    FocusArea,
    FocusCommitment,
    JointVision,
    ValueCheck,
)
from rmp.visions.querysets import APART

FIT_TONES = dict(zip(AreaRating.Fit.values, ("bad", "warn", "neutral", "good", "good"), strict=True))
VERDICT_TONES = dict(zip(ValueCheck.Verdict.values, ("good", "warn", "bad"), strict=True))


def here(model: Any, standing: Standing) -> Any:
    """What of a kind the reader may see in the partnership."""
    return model.objects.visible_to(standing.user).filter(partnership=standing.partnership)


# --- the five areas ---------------------------------------------------------------------------------------------------
@dataclass
class RatingCell:
    party: Party
    is_ours: bool
    rating: AreaRating | None
    url: str = ""

    @property
    def tone(self) -> str:
        return FIT_TONES[self.rating.value] if self.rating else ""


@dataclass
class AreaRow:
    area: str
    label: str
    cells: list[RatingCell]
    handling: AreaHandling | None
    handling_url: str = ""

    @property
    def _values(self) -> list[int]:
        return [cell.rating.value for cell in self.cells if cell.rating]

    @property
    def differs(self) -> bool:
        """Whether two sides lie two steps or more apart."""
        return bool(self._values) and max(self._values) - min(self._values) >= APART

    @property
    def is_strained(self) -> bool:
        return any(cell.rating.is_strained for cell in self.cells if cell.rating)

    @property
    def needs_handling(self) -> bool:
        return (self.differs or self.is_strained) and not (self.handling and self.handling.handling)


def areas(standing: Standing) -> list[AreaRow]:
    """The five areas with the ratings of each party, the reader's own first. Two queries."""
    ratings = {(rating.area, rating.party_id): rating for rating in here(AreaRating, standing)}
    handlings = {handling.area: handling for handling in here(AreaHandling, standing)}
    for record in (*ratings.values(), *handlings.values()):
        record.partnership = standing.partnership
    return [
        AreaRow(
            area,
            str(label),
            [RatingCell(party, party == standing.party, ratings.get((area, party.pk))) for party in standing.parties],
            handlings.get(area),
        )
        for area, label in Area.choices
    ]


# --- the focus areas --------------------------------------------------------------------------------------------------
@dataclass
class FocusRow:
    kind: str
    label: str
    area: FocusArea | None
    # (party, whether it is the reader's, its commitments), the reader's own first
    sides: list[tuple[Party, bool, list[FocusCommitment]]]
    url: str = ""
    commit_url: str = ""


def focus(standing: Standing) -> list[FocusRow]:
    """The four focus areas, set or not, with the commitments of each party. Two queries."""
    found = {area.kind: area for area in here(FocusArea, standing).prefetch_related("commitments")}
    rows = []
    for kind, label in FocusArea.Kind.choices:
        area = found.get(kind)
        commitments: list[Any] = []
        if area is not None:
            area.partnership = standing.partnership
            commitments = sorted(area.commitments.all(), key=lambda one: (one.created_at, one.pk))
        sides = [
            (party, party == standing.party, [one for one in commitments if one.party_id == party.pk])
            for party in standing.parties
        ]
        rows.append(FocusRow(kind, str(label), area, sides))
    return rows


# --- values in practice -----------------------------------------------------------------------------------------------
@dataclass
class CheckCell:
    party: Party
    is_ours: bool
    check: ValueCheck | None

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.check.verdict] if self.check else ""


@dataclass
class ValueRow:
    value: str
    of: Party | None  # whose commitment it is; None for a value of the joint vision
    is_current: bool  # whether the agreed vision or a focus area names it now
    cells: list[CheckCell] = field(default_factory=list)
    check_url: str = ""


def practice(standing: Standing) -> list[ValueRow]:
    """Each value of the agreed vision, each commitment, and what else was checked, with each party's newest finding. Three queries."""
    agreed = here(JointVision, standing).agreed().first()
    values: dict[str, ValueRow] = {value: ValueRow(value, None, True) for value in (agreed.value_list if agreed else ())}
    commitments = FocusCommitment.objects.visible_to(standing.user).of_partnership(standing.partnership)
    parties = {party.pk: party for party in standing.parties}
    for commitment in commitments.order_by("created_at", "pk"):
        values.setdefault(commitment.text, ValueRow(commitment.text, parties.get(commitment.party_id), True))
    # Newest of what this reader sees: a newer private check must not make an older shared one vanish.
    newest: dict[tuple[str, Any], ValueCheck] = {}
    for check in here(ValueCheck, standing).order_by("-on", "-created_at", "pk"):
        check.partnership = standing.partnership
        newest.setdefault((check.value, check.party_id), check)
        values.setdefault(check.value, ValueRow(check.value, None, False))
    for row in values.values():
        row.cells = [CheckCell(p, p == standing.party, newest.get((row.value, p.pk))) for p in standing.parties]
    return list(values.values())
