"""The person who signs in: e-mail as the name, preferences, second factor."""
