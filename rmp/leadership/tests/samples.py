"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.tests.cast import in_space
from rmp.leadership.tests import factories as f


def power(cast: Any, **place: Any) -> Any:
    profile = f.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer, **place)
    return f.PowerFactory(profile=profile)


def part(factory: Any) -> Callable[..., Any]:
    """What the university says of an appointment that lies in the space."""

    def make(cast: Any, **place: Any) -> Any:
        appointment = f.AppointmentFactory(partnership=cast.partnership, author=cast.officer, **place)
        return factory(appointment=appointment, author=cast.officer, party=cast.university)

    return make


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_leadership.leaderprofile": in_space(f.LeaderProfileFactory),
    "rmp_leadership.power": power,
    "rmp_leadership.appointment": in_space(f.AppointmentFactory),
    "rmp_leadership.supportconfirmation": part(f.SupportFactory),
    "rmp_leadership.leaderresource": part(f.LeaderResourceFactory),
    "rmp_leadership.leaderreview": part(f.LeaderReviewFactory),
    "rmp_leadership.removal": part(f.RemovalFactory),
    "rmp_leadership.resourcekind": in_space(f.ResourceKindFactory),
    "rmp_leadership.leaderactivity": in_space(f.LeaderActivityFactory),
    "rmp_leadership.decisionneed": in_space(f.DecisionNeedFactory),
}
