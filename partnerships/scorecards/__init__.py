"""What of the twelve principles is addressed: stored per partnership, shown with its evidence, and what the parties say does not apply."""
