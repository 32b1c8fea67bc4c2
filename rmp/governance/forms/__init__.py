"""Forms of governance where model_form() is not enough, and what its acts ask."""
