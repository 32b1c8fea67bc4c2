"""The pages of this room: the team with its parties side by side, what they put at its disposal, and handovers."""
