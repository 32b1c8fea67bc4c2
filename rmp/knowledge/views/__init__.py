"""The pages of this room: declarations, and the map on which it begins."""
