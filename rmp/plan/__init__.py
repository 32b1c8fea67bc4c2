"""Principle 1, the joint plan (5.1.3.1): assembled from what the rooms register, reviewed, frozen, signed, compared, printed."""
