from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamConfig(AppConfig):
    name = "rmp.team"
    label = "rmp_team"
    verbose_name = _("Joint team")

    def ready(self) -> None:
        from rmp.team import principle  # noqa: F401
