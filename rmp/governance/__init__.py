"""Principle 5 (5.5): who decides what and where, meetings, joint processes, issues on their way up, and agreements."""
