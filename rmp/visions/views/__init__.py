"""The pages of principle 2."""
