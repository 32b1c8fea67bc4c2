"""What runs by the clock."""

from celery import shared_task

from rmp.knowledge.services import publications


@shared_task(name="knowledge.run_publication_clocks")
def run_publication_clocks() -> int:
    """Deem cleared the publications whose last day has ended for every reviewing party. Returns how many moved on."""
    return publications.run_clocks()
