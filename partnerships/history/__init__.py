"""What happened, in an append-only chain of hashes per partnership."""
