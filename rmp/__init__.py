"""The parts of a relationship management plan. A plain package: each of its rooms is an app of its own."""
