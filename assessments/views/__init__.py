"""The pages of principle 11."""
