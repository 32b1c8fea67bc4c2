"""How many ideas stand where in the funnel, as far as the reader may see them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from objectives.value.charts import Bar, Drawing, Group, drawing
from objectives.value.models import IdeaScore, ValueIdea
from partnerships.access.policy import Standing
from partnerships.access.spaces import Visibility

SIDES = ("ours", "joint", "theirs")
MOST = 12  # of ideas that are named on the page


@dataclass
class Stage:
    """A state with the ideas that are in it now, and how many have come so far or further."""

    state: str
    label: str
    by_side: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SIDES, 0))
    came: int = 0

    @property
    def here(self) -> int:
        return sum(self.by_side.values())

    @property
    def counts(self) -> list[int]:
        return [self.by_side[side] for side in SIDES]


@dataclass
class Funnel:
    way: list[Stage]
    aside: list[Stage]

    @property
    def total(self) -> int:
        return sum(stage.here for stage in (*self.way, *self.aside))

    def chart(self) -> Drawing:
        """A bar for each stage: the outline is what came so far, the filling what is there now."""
        bars = [
            Bar(stage.label, stage.came, stage.here, _("%(here)s of %(came)s") % {"here": stage.here, "came": stage.came})
            for stage in self.way
        ]
        return drawing([Group("", "joint", bars)])


def funnel(standing: Standing) -> Funnel:
    """One query."""
    stages = {state: Stage(state, str(state.label)) for state in ValueIdea.State}
    ideas = ValueIdea.objects.visible_to(standing.user).filter(partnership=standing.partnership)
    for row in ideas.order_by().values("state", "party").annotate(found=Count("pk")):
        stages[ValueIdea.State(row["state"])].by_side[_side(row["party"], standing)] += row["found"]
    way = [stages[state] for state in ValueIdea.WAY]
    came = 0
    for stage in reversed(way):
        came += stage.here
        stage.came = came
    return Funnel(way, [stages[state] for state in ValueIdea.ASIDE])


def _side(party: Any, standing: Standing) -> str:
    if party is None:
        return "joint"
    return "ours" if standing.party is not None and party == standing.party.pk else "theirs"


def to_score(standing: Standing) -> list[ValueIdea]:
    """Ideas all may read that wait for the score of the reader's party. One query."""
    if standing.party is None:
        return []
    scored = IdeaScore.objects.filter(idea=OuterRef("pk"), party=standing.party)
    ideas = ValueIdea.objects.visible_to(standing.user).filter(partnership=standing.partnership)
    waiting = ideas.filter(~Exists(scored), visibility=Visibility.SHARED, state__in=ValueIdea.UNDECIDED)
    return _named(waiting.order_by("created_at", "pk"), standing)


def let_go(standing: Standing) -> list[ValueIdea]:
    """Ideas that were parked, rejected or stopped, the latest first. One query."""
    ideas = ValueIdea.objects.visible_to(standing.user).filter(partnership=standing.partnership)
    return _named(ideas.filter(state__in=ValueIdea.ASIDE).order_by("-updated_at", "pk"), standing)


def _named(ideas: Any, standing: Standing) -> list[ValueIdea]:
    found = list(ideas.select_related("party")[:MOST])
    for idea in found:
        idea.partnership = standing.partnership
    return found
