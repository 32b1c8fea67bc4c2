"""What the declarations of this room share."""

from collections.abc import Callable
from typing import Any

from partnerships.access.policy import Standing


def by(field: str) -> Callable[[Any, Standing], bool]:
    """For an act's `allowed`: people of the party that a field names."""
    return lambda record, standing: standing.party is not None and standing.party.pk == getattr(record, f"{field}_id")


def not_by(field: str) -> Callable[[Any, Standing], bool]:
    """For an act's `allowed`: people of another party than the one that a field names."""
    return lambda record, standing: standing.party is not None and standing.party.pk != getattr(record, f"{field}_id")
