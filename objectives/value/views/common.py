"""What the declarations of this room share."""

from typing import Any

from partnerships.access.policy import Standing
from partnerships.records.rooms import OWN_SPACES, RecordViews


class OnlyForParties(RecordViews):
    """What only a party says: neutral people have none."""

    spaces = OWN_SPACES

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None
