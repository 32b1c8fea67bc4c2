"""Making archives, and the sweep by the clock."""

import uuid

from celery import shared_task

from partnerships.archive import services


@shared_task(name="archive.make")
def make(key: str) -> bool:
    """Make one archive. Returns whether this call did."""
    return services.make(uuid.UUID(key))


@shared_task(name="archive.sweep")
def sweep() -> int:
    """Pick up what was lost, remove what has been kept long enough. Returns how many were touched."""
    return services.sweep()
