"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.tests.cast import in_space
from rmp.visions.tests import factories as f


def commitment(cast: Any, **place: Any) -> Any:
    """The university's, in a focus area that lies in the space."""
    area = in_space(f.FocusAreaFactory)(cast, **place)
    return f.FocusCommitmentFactory(area=area, author=cast.officer, party=cast.university)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_visions.partyprofile": in_space(f.PartyProfileFactory),
    "rmp_visions.jointvision": in_space(f.JointVisionFactory),
    "rmp_visions.arearating": in_space(f.AreaRatingFactory),
    "rmp_visions.areahandling": in_space(f.AreaHandlingFactory),
    "rmp_visions.compatibilityassessment": in_space(f.CompatibilityAssessmentFactory),
    "rmp_visions.ethicscheck": in_space(f.EthicsCheckFactory),
    "rmp_visions.ethicsscreening": in_space(f.EthicsScreeningFactory),
    "rmp_visions.focusarea": in_space(f.FocusAreaFactory),
    "rmp_visions.focuscommitment": commitment,
    "rmp_visions.valuecheck": in_space(f.ValueCheckFactory),
}
