"""How much leaders are seen: an indicator, not a mark (5.4.2)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.clock import today
from rmp.leadership.models import Appointment, LeaderActivity

# Over so many days one counts, and so many times are taken as a full measure: once a month.
PERIOD, FULL = 365, 12


@dataclass(frozen=True)
class Indicator:
    """What a leader did for all to see in the last twelve months."""

    leader: Appointment
    count: int
    last: dt.date | None
    kinds: tuple[str, ...]

    @property
    def share(self) -> float:
        return min(self.count / FULL, 1.0)


def indicators(leaders: Iterable[Appointment]) -> list[Indicator]:
    """One for each of the leaders, in their order. One query, whatever their number."""
    leaders = list(leaders)
    since = today() - dt.timedelta(days=PERIOD)
    rows = list(
        LeaderActivity.leaders.through.objects.filter(  # type: ignore[attr-defined]
            appointment__in=[one.pk for one in leaders], leaderactivity__in=LeaderActivity.objects.disclosed().values("pk")
        ).values_list("appointment", "leaderactivity__on", "leaderactivity__kind")
    )
    labels = dict(LeaderActivity.Kind.choices)
    found = []
    for leader in leaders:
        mine = [(on, kind) for key, on, kind in rows if key == leader.pk]
        recent = {kind for on, kind in mine if on > since}
        kinds = tuple(str(label) for kind, label in labels.items() if kind in recent)
        count = sum(on > since for on, _kind in mine)
        found.append(Indicator(leader, count, max((on for on, _kind in mine), default=None), kinds))
    return found
