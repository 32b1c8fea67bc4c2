"""The pages of a partnership itself: the list, a new one, its overview, its facts and its state."""
