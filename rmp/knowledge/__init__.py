"""Principle 9 (5.9): what may be shared with whom, intellectual property, publications, and knowledge that must not be lost."""
