"""The pages of principle 10."""
