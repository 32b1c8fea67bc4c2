"""What runs by the clock."""

from celery import shared_task

from rmp.governance.services import issues


@shared_task(name="governance.keep_time")
def keep_time() -> int:
    """Let issues climb whose time at a level is over, and end agreements. Returns how many moved."""
    return issues.keep_time()
