"""What runs by the clock. The truth is always a row: a task that is lost or runs twice changes nothing."""

from celery import shared_task

from assessments import rollup
from assessments.services import rhythm


@shared_task(name="assessments.refresh_changed")
def refresh_changed() -> int:
    """Bring up to date the cells of cycles whose answers changed. Returns how many cycles."""
    return rollup.refresh_changed()


@shared_task(name="assessments.refresh_all")
def refresh_all() -> None:
    """Compute all cells anew, and the benchmarks of the portfolio from them."""
    rollup.refresh_all()
    rollup.refresh_changed()
    rollup.refresh_benchmarks()


@shared_task(name="assessments.keep_rhythm")
def keep_rhythm() -> int:
    """Plan what is due, close what is over, remind who has no account. Returns how many cycles were planned or closed."""
    done = rhythm.plan_due() + rhythm.close_overdue()
    rhythm.remind_unnamed()
    return done
