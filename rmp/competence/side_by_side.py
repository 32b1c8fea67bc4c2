"""What the pages compare: each row a thing, each cell what one party says of it, as far as one reader may see.

Everything starts at what the reader may read. Of people it reads only what their parties have published.
"""

from dataclasses import dataclass, field
from typing import Any

from partnerships.access.policy import Standing
from partnerships.models import Party
from rmp.competence.models import (
    BehaviourCharter,
    CoverageFigure,
    CoverageSnapshot,
    OrgCapability,
    RoleProfile,
    RoleRequirement,
)

BAND_TONES = {CoverageFigure.Band.FEW: "bad", CoverageFigure.Band.SOME: "warn", CoverageFigure.Band.MOST: "good"}
BAR = 120  # width of the drawing of a figure


@dataclass
class CoverageCell:
    """What one party published of one requirement."""

    party: Party
    is_ours: bool
    figure: CoverageFigure | None
    requirement: RoleRequirement

    @property
    def is_shown(self) -> bool:
        return self.figure is not None and self.figure.status == CoverageFigure.Status.SHOWN

    @property
    def tone(self) -> str:
        return BAND_TONES[CoverageFigure.Band(self.figure.band)] if self.figure and self.is_shown else ""

    @property
    def is_of_other_level(self) -> bool:
        """Whether the role has asked for another level since."""
        return self.figure is not None and self.is_shown and self.figure.required_level != self.requirement.required_level

    @property
    def bar(self) -> dict[str, str]:
        """Lengths of the drawing: how many reach it for certain, and up to how many."""
        assert self.figure is not None
        people = self.figure.people or 1
        sure, most = BAR * (self.figure.at_least or 0) / people, BAR * (self.figure.at_most or 0) / people
        return {"width": str(BAR), "sure": f"{sure:.1f}", "most": f"{most:.1f}", "rest": f"{most - sure:.1f}"}


@dataclass
class CoverageRow:
    requirement: RoleRequirement
    cells: list[CoverageCell]


@dataclass
class CoverageRole:
    profile: RoleProfile
    rows: list[CoverageRow] = field(default_factory=list)


@dataclass
class Published:
    party: Party
    is_ours: bool
    snapshot: CoverageSnapshot | None


def coverage(standing: Standing) -> tuple[list[CoverageRole], list[Published]]:
    """Each role with what each party published of it, and when each published; the reader's own first. Four queries."""
    user, here = standing.user, standing.partnership
    published = {}
    for snapshot in CoverageSnapshot.objects.visible_to(user).current().filter(partnership=here):
        snapshot.partnership = here
        published[snapshot.party_id] = snapshot
    figures = {}
    for figure in CoverageFigure.objects.visible_to(user).current().of_partnership(here).select_related("snapshot"):
        figures[figure.snapshot.party_id, figure.role_id, figure.competence_id] = figure
    roles = {}
    for profile in RoleProfile.objects.visible_to(user).filter(partnership=here).select_related("role"):
        profile.partnership = here
        roles[profile.pk] = CoverageRole(profile)
    requirements = RoleRequirement.objects.visible_to(user).of_partnership(here).select_related("competence")
    for requirement in requirements.order_by("-weight", "competence__position", "pk"):
        role = roles[requirement.profile_id]
        cells = [
            CoverageCell(
                party,
                party == standing.party,
                figures.get((party.pk, role.profile.role_id, requirement.competence_id)),
                requirement,
            )
            for party in standing.parties
        ]
        role.rows.append(CoverageRow(requirement, cells))
    ordered = sorted(roles.values(), key=lambda role: (role.profile.role.position, role.profile.role.code))
    return ordered, [Published(party, party == standing.party, published.get(party.pk)) for party in standing.parties]


@dataclass
class CapabilityCell:
    party: Party
    is_ours: bool
    strengths: list[OrgCapability]
    weaknesses: list[OrgCapability]


@dataclass
class CapabilityRow:
    dimension: str
    label: str
    cells: list[CapabilityCell]
    create_url: str = ""


def capability(standing: Standing) -> list[CapabilityRow]:
    """The six dimensions with what each party says of itself there, the reader's own first. One query."""
    found: dict[tuple[Any, str], list[OrgCapability]] = {}
    rows = OrgCapability.objects.visible_to(standing.user).filter(partnership=standing.partnership)
    for one in rows.order_by("created_at", "pk"):
        one.partnership = standing.partnership
        found.setdefault((one.party_id, one.dimension), []).append(one)

    def cell(party: Party, dimension: str) -> CapabilityCell:
        said = found.get((party.pk, dimension), [])
        strengths, weaknesses = [one for one in said if one.is_strength], [one for one in said if not one.is_strength]
        return CapabilityCell(party, party == standing.party, strengths, weaknesses)

    return [
        CapabilityRow(dimension, str(label), [cell(party, dimension) for party in standing.parties])
        for dimension, label in OrgCapability.Dimension.choices
    ]


def charter(standing: Standing) -> BehaviourCharter | None:
    """The charter as it is agreed, with its statements. Two queries."""
    agreed = BehaviourCharter.objects.visible_to(standing.user).agreed().filter(partnership=standing.partnership)
    found: BehaviourCharter | None = agreed.prefetch_related("statements").first()
    if found is not None:
        found.partnership = standing.partnership
    return found
