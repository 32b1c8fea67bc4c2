"""What administrators do with people and parties. Each step asks its actor, stands in the journal and is told to those concerned."""
