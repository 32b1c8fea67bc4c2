"""What runs by the clock."""

from celery import shared_task

from partnerships.signoff import services


@shared_task(name="signoff.expire_rounds")
def expire_rounds() -> int:
    """Close the rounds whose last day has passed. Returns how many."""
    return services.expire_rounds()
