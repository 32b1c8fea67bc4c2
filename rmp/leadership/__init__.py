"""Principle 4 (5.4): the leaders whom all parties appoint, what they may do, and what supports them."""
