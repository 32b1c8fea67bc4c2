"""Principle 10 in the demo world: what the parties see coming, and how it gets into the database."""

from ubc.demo.rooms.risks.writing import write_risks

__all__ = ["write_risks"]
