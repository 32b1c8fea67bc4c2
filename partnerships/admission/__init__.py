"""Who takes part in a running partnership is for all its parties to sign: organisations that join, and neutral people who come or go."""
