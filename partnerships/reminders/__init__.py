"""Due dates of every room, turned into reminders and mail."""
