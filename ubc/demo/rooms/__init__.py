"""The part of each room in the demo world: what is said, and the acts that say it."""
