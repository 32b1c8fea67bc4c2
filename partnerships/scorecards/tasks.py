"""What runs by the clock."""

from celery import shared_task

from partnerships.clock import today
from partnerships.scorecards import rollup


@shared_task(name="scorecards.refresh_changed")
def refresh_changed() -> int:
    """Bring up to date the scorecards of partnerships in which something happened. Returns how many."""
    return rollup.refresh_changed()


@shared_task(name="scorecards.refresh_all")
def refresh_all() -> int:
    """Compute all scorecards anew and keep the day's figures. Returns how many."""
    return rollup.refresh_all(today())
