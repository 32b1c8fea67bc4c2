"""Where the records of these tests lie."""

import pytest


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}
