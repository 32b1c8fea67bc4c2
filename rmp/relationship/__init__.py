"""Principle 1 (5.1.1 to 5.1.3.2): who is interested in the collaboration, where it stands, what each side gains, and how it lasts."""
