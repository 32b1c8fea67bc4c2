"""Sending in the background: started when mail is queued, and every minute in case that was lost."""

from celery import shared_task

from partnerships.outbox import services


@shared_task(name="outbox.send")
def send() -> None:
    services.send_due()
