"""Principle 3, UBC objectives (5.3): each party's own and the common ones, how they fit, how they are carried out and revised."""
