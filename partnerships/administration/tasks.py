"""What runs by the clock."""

from celery import shared_task

from partnerships.administration.services import addresses


@shared_task(name="administration.settle_lost_addresses")
def settle_lost_addresses() -> int:
    """Carry out the changes of lost addresses whose days are over. Returns how many."""
    return addresses.settle_lost_addresses()
