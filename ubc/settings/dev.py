"""For work on the code: debug pages and plain static files."""

from .base import *  # noqa: F403
from .base import STORAGES, VAR_DIR

DEBUG = True
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
