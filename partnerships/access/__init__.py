"""Who may do what: the one place that decides. The policy, the three spaces, and the door of every page."""
