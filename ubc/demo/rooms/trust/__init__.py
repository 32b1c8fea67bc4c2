"""Principle 7 in the demo world: what the parties promised, how they trusted, and how it gets into the database."""

from ubc.demo.rooms.trust.writing import write_trust

__all__ = ["write_trust"]
