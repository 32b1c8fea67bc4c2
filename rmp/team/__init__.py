"""Principle 1 (5.1.2, 5.1.3.3): the joint management team, its means, the development of partners, and handover when a person leaves."""
