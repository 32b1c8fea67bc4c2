"""The pages of principle 6."""
