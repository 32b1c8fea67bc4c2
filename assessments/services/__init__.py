"""What happens to cycles, answers, instruments and what follows from them: every change of state, and every write to several models."""
