"""What runs by the clock."""

from celery import shared_task

from rmp.exits import watch as watching
from rmp.exits.services import expire_obligations


@shared_task(name="exits.watch")
def watch() -> int:
    """Read all triggers, and let obligations expire. Returns how many changed."""
    return watching.watch() + expire_obligations()
