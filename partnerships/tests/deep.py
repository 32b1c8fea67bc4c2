"""The gate tries a few of many cases, always the same; `.ci/deep` tries the others as well (the mark `deep`)."""

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(few: int, cases: Iterable[Any], *more: Any) -> list[Any]:
    """The cases for `parametrize`, each with the same `more`, of which the gate tries the first and each `few`-th after it."""
    return [pytest.param(case, *more, marks=() if place % few == 0 else pytest.mark.deep) for place, case in enumerate(cases)]
