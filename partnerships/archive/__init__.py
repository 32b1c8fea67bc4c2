"""What a party takes with it: everything it may read of a partnership, as one file that proves what is in it."""
