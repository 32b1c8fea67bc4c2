"""Fixtures of the plan's tests."""

import pytest

from partnerships.practices.sections import SECTIONS
from rmp.plan import builders

OWN = {"purpose": ([builders.purpose], ["3.1-a"]), "parties": ([builders.parties], [])}


@pytest.fixture
def alone(monkeypatch):
    """The plan as if no other room were built: only its own sections have builders and needs."""
    for key, section in SECTIONS.items():
        built, needs = OWN.get(key, ([], []))
        monkeypatch.setattr(section, "builders", built)
        monkeypatch.setattr(section, "needs", needs)
