"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from rmp.team.tests import factories as f


def here(cast: Any, place: dict[str, Any]) -> dict[str, Any]:
    return {"partnership": cast.partnership, "author": cast.officer, **place}


def handover(cast: Any, **place: Any) -> Any:
    """The university's contributor leaves. A handover is a party's: there is no joint one, and what is asked for as joint is shared."""
    place["party"] = place["party"] or cast.university
    return f.HandoverFactory(**here(cast, place), person=cast.contributor)


def development(cast: Any, **place: Any) -> Any:
    return f.PartnerDevelopmentFactory(**here(cast, place), beneficiary=cast.partner, responsible=cast.university)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_team.jointteam": lambda cast, **place: f.JointTeamFactory(**here(cast, place)),
    "rmp_team.teamreview": lambda cast, **place: f.TeamReviewFactory(team=f.JointTeamFactory(**here(cast, place))),
    "rmp_team.teammember": lambda cast, **place: f.TeamMemberFactory(**here(cast, place)),
    "rmp_team.enabledresource": lambda cast, **place: f.EnabledResourceFactory(**here(cast, place)),
    "rmp_team.partnerdevelopment": development,
    "rmp_team.handover": handover,
    "rmp_team.checklistitem": lambda cast, **place: f.ChecklistItemFactory(handover=handover(cast, **place)),
}
