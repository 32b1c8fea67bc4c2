from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    name = "partnerships.rules"
    label = "rules"
    verbose_name = _("Agreed rules")

    def ready(self) -> None:
        from partnerships.rules import receivers  # noqa: F401  to hear of changes, it must be loaded
