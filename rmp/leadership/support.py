"""The matrix of support: each leader, each party, each level, in each respect (5.4.3.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from partnerships.access.policy import Right, Standing
from partnerships.models import Party
from rmp.leadership.models import Appointment, SupportConfirmation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Level, Kind = SupportConfirmation.Level, SupportConfirmation.Kind


@dataclass(frozen=True)
class Cell:
    """One level of one party in one respect; `confirmation` is None while it is missing, `url` leads to where it is given."""

    level: "str | _StrPromise"
    kind: "str | _StrPromise"
    confirmation: SupportConfirmation | None
    url: str


@dataclass(frozen=True)
class Row:
    party: Party
    is_ours: bool
    levels: list[list[Cell]]  # a list of cells for each level

    @property
    def cells(self) -> list[Cell]:
        return [cell for level in self.levels for cell in level]

    @property
    def confirmed(self) -> int:
        return sum(cell.confirmation is not None for cell in self.cells)

    @property
    def missing(self) -> int:
        return SupportConfirmation.FULL - self.confirmed


@dataclass
class Group:
    """One leader, with a row for each party."""

    leader: Appointment
    rows: list[Row] = field(default_factory=list)


def groups(standing: Standing, leaders: Iterable[Appointment]) -> list[Group]:
    """The matrix as the reader may see it, in one query."""
    leaders = list(leaders)
    found = SupportConfirmation.objects.visible_to(standing.user).filter(appointment__in=[one.pk for one in leaders])
    given = {(c.appointment_id, c.party_id, c.level, c.kind): c for c in found}
    return [Group(leader, [_row(standing, leader, party, given) for party in standing.parties]) for leader in leaders]


def _row(standing: Standing, leader: Appointment, party: Party, given: dict[Any, SupportConfirmation]) -> Row:
    may_write = standing.partnership.is_open and standing.may(Right.WRITE, party)

    def cell(level: SupportConfirmation.Level, kind: SupportConfirmation.Kind) -> Cell:
        confirmation = given.get((leader.pk, party.pk, level.value, kind.value))
        return Cell(
            level.label, kind.label, confirmation, _url(standing, leader, level, kind, confirmation) if may_write else ""
        )

    return Row(party, party == standing.party, [[cell(level, kind) for kind in Kind] for level in Level])


def _url(
    standing: Standing,
    leader: Appointment,
    level: SupportConfirmation.Level,
    kind: SupportConfirmation.Kind,
    confirmation: SupportConfirmation | None,
) -> str:
    slug = standing.partnership.slug
    if confirmation is not None:
        return reverse("rmp_leadership:supportconfirmation-update", args=[slug, confirmation.pk])
    url = reverse("rmp_leadership:supportconfirmation-create", args=[slug, leader.pk])
    return f"{url}?level={level.value}&kind={kind.value}"
