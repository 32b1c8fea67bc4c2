"""Principle 6 (5.6): what people and organisations can do, what they lack, and how the parties want to behave."""
