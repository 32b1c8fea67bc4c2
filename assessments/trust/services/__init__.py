"""What happens to the things of principle 7: one module for each of them. Everything else is written by the kernel's own services."""
