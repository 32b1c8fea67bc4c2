"""Whether each part of a running installation is well: asked by the commands that start it and by the container's checks."""

import http.client
import socket
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from ubc.celery import app

# The clock writes down what it has sent every three minutes.
CLOCK_SILENCE = timedelta(minutes=10)


def web_answers(host: str, port: int) -> bool:
    """Whether the web server there answers and reaches its database."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".")})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_answers() -> bool:
    """Whether the worker on this machine answers a ping."""
    return bool(app.control.ping(destination=[f"celery@{socket.gethostname()}"], timeout=5))


def clock_ticks() -> bool:
    """Whether beat has sent anything lately."""
    return PeriodicTask.objects.filter(last_run_at__gt=timezone.now() - CLOCK_SILENCE).exists()
