"""What several models of this room share."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator

# Amounts of worth, in the unit of account that the parties agreed (BalanceTerms).
WORTH: dict[str, Any] = {"max_digits": 14, "decimal_places": 2, "validators": [MinValueValidator(0)]}
# What can be followed from a page.
LINK: dict[str, Any] = {"max_length": 500, "validators": [URLValidator(schemes=["http", "https"])]}
SCORE = [MinValueValidator(1), MaxValueValidator(5)]


def way(baseline: Decimal, target: Decimal | None, value: Decimal | None) -> float | None:
    """How much of the way from the baseline to the target is done, 0 to 1; None while there is nothing to tell it from."""
    if target is None or value is None or target == baseline:
        return None
    return float(min(max((value - baseline) / (target - baseline), Decimal(0)), Decimal(1)))
