"""The roof: composition only. Settings, addresses, the worker, and what looks at the whole house."""

from ubc.celery import app as celery_app

__all__ = ["celery_app"]
