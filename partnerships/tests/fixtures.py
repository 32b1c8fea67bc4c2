"""Fixtures for every test of the house."""

import pytest

from partnerships.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()
