"""One kind of task for every room."""
