"""What a partnership is called by those who write to each other about it."""

import secrets

from partnerships.clock import today


def new_reference() -> str:
    """A short reference that says nothing of how many partnerships there are."""
    return f"UBC-{today():%y}-" + "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(5))
