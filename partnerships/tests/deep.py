"""The gate tries a few of many cases, always the same; `.ci/deep` tries the others as well (the mark `deep`)."""

from collections.abc import Iterable
from typing import Any

import pytest

Case = type(pytest.param())


def one_in(few: int, cases: Iterable[Any], *more: Any) -> list[Any]:
    """The cases for `parametrize`, each with the same `more`, of which the gate tries the first and each `few`-th after it."""
    found = [case if isinstance(case, Case) else pytest.param(case) for case in cases]
    return [
        pytest.param(*case.values, *more, id=case.id, marks=() if place % few == 0 else pytest.mark.deep)
        for place, case in enumerate(found)
    ]
