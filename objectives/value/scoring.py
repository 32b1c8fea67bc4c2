"""The scores of an idea beside each other, and how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from objectives.value.models import IdeaScore, ValueIdea
from partnerships.access.policy import Standing
from partnerships.models import Party
from partnerships.records.describe import label

# Two scores so many steps apart are a difference to talk about.
APART = 2


@dataclass(frozen=True)
class Row:
    """One thing that is scored, with what each party says; None where it has not."""

    label: str
    values: list[int | None]
    differs: bool


@dataclass(frozen=True)
class Table:
    parties: list[Party]
    rows: list[Row]
    means: list[float | None]

    @property
    def is_empty(self) -> bool:
        return not any(mean is not None for mean in self.means)


def apart(scores: Sequence[IdeaScore]) -> list[str]:
    """The dimensions in which two parties lie two steps or more apart."""
    return [name for name in IdeaScore.DIMENSIONS if _differ([getattr(score, name) for score in scores])]


def table(scores: Sequence[IdeaScore], standing: Standing) -> Table:
    """A column for each party, the reader's own first."""
    said = {score.party_id: score for score in scores}
    parties = list(standing.parties)
    columns = [said.get(party.pk) for party in parties]
    rows = []
    for name in IdeaScore.DIMENSIONS:
        values = [None if score is None else getattr(score, name) for score in columns]
        rows.append(Row(label(IdeaScore, name), values, _differ(values)))
    return Table(parties, rows, [None if score is None else score.mean for score in columns])


def _differ(values: Sequence[int | None]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and max(known) - min(known) >= APART


def steps(idea: ValueIdea) -> list[dict[str, Any]]:
    """The way through the funnel for components/steps.html; where the idea was let go, only that."""
    if idea.state in ValueIdea.ASIDE:
        return [{"label": _("Captured"), "state": "done"}, {"label": idea.get_state_display(), "state": "current"}]
    here = ValueIdea.WAY.index(ValueIdea.State(idea.state))
    return [
        {"label": state.label, "state": "done" if place < here else "current" if place == here else "todo"}
        for place, state in enumerate(ValueIdea.WAY)
    ]
