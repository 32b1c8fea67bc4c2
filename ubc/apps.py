import contextlib

from django.apps import AppConfig
from django.conf import settings

from ubc.secret_addresses import hide_in_logs


class UbcConfig(AppConfig):
    name = "ubc"

    def ready(self) -> None:
        """What every process has from its beginning: logs without secrets, the folder of the broker, what My work asks the kernel."""
        from partnerships.administration import lost
        from partnerships.home import register_waiting
        from partnerships.invitations.waiting import waiting_rows

        hide_in_logs()
        register_waiting(waiting_rows)
        register_waiting(lost.waiting_rows)
        if settings.CELERY_BROKER_URL.startswith("filesystem"):
            with contextlib.suppress(OSError):  # the commands that start the house say what is wrong with VAR_DIR
                for folder in ("messages", "control"):
                    (settings.QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
