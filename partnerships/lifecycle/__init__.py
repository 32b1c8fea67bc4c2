"""The life of a partnership on one page: its states, what each step asks for, going on without something, and what has been."""
