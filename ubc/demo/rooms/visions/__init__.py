"""Principle 2 in the demo world: what the parties wrote, and how it gets into the database."""

from ubc.demo.rooms.visions.writing import write_visions

__all__ = ["write_visions"]
