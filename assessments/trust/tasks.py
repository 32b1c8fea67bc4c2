"""What runs by the clock."""

from celery import shared_task

from assessments.trust.services import indicators, pulses


@shared_task(name="trust.sweep")
def sweep() -> int:
    """Open and close pulses by their days, then read the indicators. Returns how many readings are new."""
    pulses.sweep()
    return indicators.read_all()
