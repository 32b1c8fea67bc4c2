"""What the parties of the demo world say of their relationships."""
