"""Principle 12 (5.12): how the parties part, prepared from the first day: triggers, plan, cases, obligations that outlive it, archive."""
