"""The twelve principles, their practices, and what of each is addressed."""
