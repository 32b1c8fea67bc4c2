"""Principle 2 (5.2): each party's vision, values and profile, and the vision the parties state together."""
