"""The pages of this room: declarations, and the three pages that are particular to it (matrix, pool, how objectives are revised)."""
