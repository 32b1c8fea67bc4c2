"""The roof: composition only. Settings, addresses, the worker, and what looks at the whole house."""

import os

# The one place that decides it: where nobody says otherwise, this is real use, however it was started. An empty name says nothing.
os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("DJANGO_SETTINGS_MODULE") or "ubc.settings.prod"

from ubc.celery import app as celery_app

__all__ = ["celery_app"]
