"""Principle 8 in the demo world: what the parties put in and got out, and how it gets into the database."""

from ubc.demo.rooms.value.writing import write_value

__all__ = ["write_value"]
