"""Principle 7 (5.7): promises and whether they are kept, the pulse of trust, concerns, and whether the benefit is fair to all."""
