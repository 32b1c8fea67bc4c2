from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ValueConfig(AppConfig):
    name = "objectives.value"
    label = "objectives_value"
    verbose_name = _("Value creation")

    def ready(self) -> None:
        from objectives.value import principle  # noqa: F401
