"""Principle 10 (5.10): the risks of each party and of all together, as both sides see them, and what is done about them."""
