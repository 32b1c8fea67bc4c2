from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RisksConfig(AppConfig):
    name = "risks"
    label = "risks"
    verbose_name = _("Risks")

    def ready(self) -> None:
        from risks import principle  # noqa: F401
