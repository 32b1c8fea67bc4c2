from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObjectivesConfig(AppConfig):
    name = "objectives"
    label = "objectives"
    verbose_name = _("Objectives")

    def ready(self) -> None:
        from objectives import principle  # noqa: F401
