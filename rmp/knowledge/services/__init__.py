"""What happens to requests, publications, property, incidents and what is kept. Everything else is written by the kernel's services."""
