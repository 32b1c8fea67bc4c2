"""The risks at one objective from all sides (5.3.3.3): ours, joint, theirs, and a count of undisclosed ones where it is allowed."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from objectives.models import Objective
from partnerships.access.policy import Right, Standing
from partnerships.models import Party
from risks import assessment
from risks.models import PartyStance, Risk
from risks.querysets import undisclosed
from risks.words import level_badge


@dataclass
class Side:
    """The risks of one column; `hidden` says how many more a party has there, None where it does not tell."""

    key: str
    risks: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[tuple[Party, int]] = field(default_factory=list)


@dataclass
class Row:
    objective: Any  # None: what belongs to no objective
    sides: list[Side]
    url: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(side.risks or side.hidden for side in self.sides)


def whole(standing: Standing) -> list[Row]:
    """Each live objective that all may read, and at the end what belongs to none. A fixed number of queries."""
    here = {"partnership": standing.partnership}
    objectives = list(
        Objective.objects.disclosed().visible_to(standing.user).live().filter(**here).order_by("party", "created_at", "pk")
    )
    visible = Objective.objects.visible_to(standing.user)
    risks = (
        Risk.objects.visible_to(standing.user)
        .live()
        .filter(**here)
        .select_related("party")
        .prefetch_related(*assessment.READINGS, Prefetch("objectives", visible))
        .order_by("created_at", "pk")
    )
    rows = {objective.pk: Row(objective, _sides(standing)) for objective in objectives}
    loose = Row(None, _sides(standing))
    for risk in risks:
        risk.partnership = standing.partnership
        places = [rows[one.pk] for one in risk.objectives.all() if one.pk in rows] or [loose]
        for row in places:
            _side(row, risk, standing).risks.append(_shown(risk, standing))
    _count(rows, standing)
    return [*rows.values(), *([] if loose.is_empty else [loose])]


def _sides(standing: Standing) -> list[Side]:
    keys = ("ours", "joint", "theirs") if standing.party is not None else ("joint", "theirs")
    return [Side(key) for key in keys]


def _side(row: Row, risk: Any, standing: Standing) -> Side:
    mine = standing.party is not None and risk.party_id == standing.party.pk
    key = "joint" if risk.is_joint else "ours" if mine else "theirs"
    return next(side for side in row.sides if side.key == key)


def _shown(risk: Any, standing: Standing) -> dict[str, Any]:
    space = risk.space(standing)
    return {"risk": risk, "url": risk.get_absolute_url(), "level": level_badge(risk), "space": space, "party": risk.party}


def _count(rows: dict[Any, Row], standing: Standing) -> None:
    """Of other parties that allow it, and say so for all to read, how many live private risks they have at an objective."""
    if not standing.may(Right.READ_SHARED):
        return
    here = PartyStance.objects.disclosed().visible_to(standing.user).filter(partnership=standing.partnership, count_shown=True)
    allowing = [party for party in standing.others if party.pk in set(here.values_list("party", flat=True))]
    if not allowing:
        return
    found = undisclosed(Risk.objects.live().filter(partnership=standing.partnership), allowing)
    for key, row in rows.items():
        theirs = next(side for side in row.sides if side.key == "theirs")
        theirs.hidden = [(party, found[key, party.pk]) for party in allowing if (key, party.pk) in found]
