"""The alignment matrix: own objectives against the common ones, as far as one reader may see them (5.3.3.1).

Everything here, the sentences too, is computed from what the reader may read: nothing tells of what another party keeps private.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.models import Alignment, Objective
from partnerships.access.policy import Right, Standing
from partnerships.models import Party

if TYPE_CHECKING:
    from objectives.querysets import AlignmentQuerySet, ObjectiveQuerySet

Value = Alignment.Value
TONES = {
    Value.SUPPORTS_STRONGLY: "good",
    Value.SUPPORTS: "good",
    Value.NEUTRAL: "neutral",
    Value.TENSION: "warn",
    Value.CONFLICT: "bad",
}


@dataclass(frozen=True)
class Cell:
    """Where an own and a common objective meet; `alignment` is None while nobody has compared them."""

    objective: Objective
    common: Objective
    alignment: Alignment | None
    may_write: bool

    @property
    def tone(self) -> str:
        return TONES[Value(self.alignment.value)] if self.alignment else ""

    @property
    def key(self) -> str:
        """The name of its place on the page."""
        return f"cell-{self.objective.pk}-{self.common.pk}"


@dataclass(frozen=True)
class Row:
    objective: Objective
    number: int
    cells: list[Cell]

    @property
    def is_supported(self) -> bool:
        return any(cell.alignment is not None and cell.alignment.supports for cell in self.cells)


@dataclass
class Group:
    """The objectives of one party."""

    party: Party
    is_ours: bool
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Matrix:
    standing: Standing

    @cached_property
    def commons(self) -> list[Objective]:
        return list(self._visible().common().order_by("created_at", "pk"))

    @cached_property
    def groups(self) -> list[Group]:
        """One for each party, the reader's own first; two queries."""
        groups = {party.pk: Group(party, party == self.standing.party) for party in self.standing.parties}
        own = self._visible().own().filter(party__in=list(groups)).order_by("created_at", "pk")
        found = {(cell.objective_id, cell.common_id): cell for cell in self._alignments()}
        for objective in own:
            objective.partnership, objective.party = self.standing.partnership, groups[objective.party_id].party
            rows = groups[objective.party_id].rows
            may_write = self.may_write(objective)
            cells = [Cell(objective, c, found.get((objective.pk, c.pk)), may_write) for c in self.commons]
            rows.append(Row(objective, len(rows) + 1, cells))
        return list(groups.values())

    def may_write(self, objective: Objective) -> bool:
        return objective.may(self.standing, Right.WRITE)

    @cached_property
    def sentences(self) -> list[dict[str, str]]:
        """What the matrix says in words: {text, tone}."""
        if not self.commons:
            return []
        return [*self._unsupported(), *self._onesided(), *self._unhandled(), *self._uncompared()]

    def _visible(self) -> "ObjectiveQuerySet":
        return Objective.objects.visible_to(self.standing.user).filter(partnership=self.standing.partnership).live()

    def _alignments(self) -> "AlignmentQuerySet":
        return Alignment.objects.visible_to(self.standing.user).of_partnership(self.standing.partnership)

    def _unsupported(self) -> list[dict[str, str]]:
        said = []
        for group in self.groups:
            n = sum(not row.is_supported for row in group.rows)
            if n and group.is_ours:
                text = ngettext(
                    "%(n)d of our objectives has no common objective.", "%(n)d of our objectives have no common objective.", n
                )
            elif n:
                text = ngettext(
                    "%(n)d objective of %(party)s has no common objective.",
                    "%(n)d objectives of %(party)s have no common objective.",
                    n,
                )
            else:
                continue
            said.append({"text": text % {"n": n, "party": group.party.short_name}, "tone": "warn"})
        return said

    def _onesided(self) -> list[dict[str, str]]:
        said = []
        for place, common in enumerate(self.commons):
            for group in self.groups:
                cells = [row.cells[place] for row in group.rows]
                if cells and not any(cell.alignment and cell.alignment.supports for cell in cells):
                    names = {"number": place + 1, "title": common.title, "party": group.party.short_name}
                    if group.is_ours:
                        text = _("C%(number)d “%(title)s” supports no objective of ours.")
                    else:
                        text = _("C%(number)d “%(title)s” supports no objective of %(party)s.")
                    said.append({"text": text % names, "tone": "warn"})
        return said

    def _cells(self) -> list[Cell]:
        return [cell for group in self.groups for row in group.rows for cell in row.cells]

    def _unhandled(self) -> list[dict[str, str]]:
        n = sum(cell.alignment is not None and cell.alignment.needs_handling for cell in self._cells())
        text = ngettext(
            "%(n)d tension or conflict has no handling yet.", "%(n)d tensions or conflicts have no handling yet.", n
        )
        return [{"text": text % {"n": n}, "tone": "bad"}] if n else []

    def _uncompared(self) -> list[dict[str, str]]:
        n = sum(cell.alignment is None for cell in self._cells())
        text = ngettext("%(n)d pair is not compared yet.", "%(n)d pairs are not compared yet.", n)
        return [{"text": text % {"n": n}, "tone": "neutral"}] if n else []
