"""Principle 11 (5.11): blind assessments by both sides, what they agree on and where they see each other differently, and what follows."""
