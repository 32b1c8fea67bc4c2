"""The Celery application: tasks are thin, and the truth is always a row that a sweep picks up again."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ubc.settings.dev")

app = Celery("ubc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
