from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadershipConfig(AppConfig):
    name = "rmp.leadership"
    label = "rmp_leadership"
    verbose_name = _("Leadership")

    def ready(self) -> None:
        from rmp.leadership import principle  # noqa: F401
