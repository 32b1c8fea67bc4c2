"""What the declarations of this room share."""

from collections.abc import Callable
from typing import Any

from partnerships.access.policy import Standing
from partnerships.records.rooms import OWN_SPACES, RecordViews


def in_state(*states: str) -> Callable[[Any], bool]:
    """For acts: open while the record is in one of the states."""
    return lambda record: record.state in states


class OnlyForParties(RecordViews):
    """What only a party says: neutral people have none."""

    spaces = OWN_SPACES

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None
