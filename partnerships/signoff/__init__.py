"""A joint decision: one slot per party, bound to the hash of what was signed."""
