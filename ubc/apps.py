import contextlib

from django.apps import AppConfig
from django.conf import settings


class UbcConfig(AppConfig):
    name = "ubc"

    def ready(self) -> None:
        """The broker that is a folder needs that folder, whichever process comes first."""
        if settings.CELERY_BROKER_URL.startswith("filesystem"):
            with contextlib.suppress(OSError):  # the commands that start the house say what is wrong with VAR_DIR
                for folder in ("messages", "control"):
                    (settings.QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
