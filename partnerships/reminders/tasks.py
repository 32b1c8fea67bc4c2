"""The sweep by the clock."""

from celery import shared_task

from partnerships.reminders import services


@shared_task(name="reminders.remind")
def remind() -> int:
    """Remind everybody of what is due. Returns how many reminders are new."""
    return services.remind()
