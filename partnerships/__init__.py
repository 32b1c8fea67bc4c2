"""The kernel: parties, partnerships and who belongs to them, and what every room is built from. It imports no room."""
