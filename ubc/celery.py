"""The Celery application: tasks are thin, and the truth is always a row that a sweep picks up again."""

from typing import Any

from celery import Celery

from ubc.entry import load_settings

app = Celery("ubc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_configure.connect
def _load_settings(**kwargs: Any) -> None:
    load_settings()
