"""The pages of principle 7."""
