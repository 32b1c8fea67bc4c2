"""Documents: files that belong to a record or to the partnership itself, checked by content, in versions, and as secret as they are."""
