"""Principle 8, value creation (5.8): what value means, ideas, benefits, contributions and their balance, outputs, lessons, targets."""
