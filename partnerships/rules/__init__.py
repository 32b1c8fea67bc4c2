"""Agreed rules: what the parties hold each other to changes by one of them until the signed plan names it, and then only by all."""
