"""What the administrator of an installation may do: never act as a person or a party, always seen by those whom it concerns."""
