from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExitsConfig(AppConfig):
    name = "rmp.exits"
    label = "rmp_exits"
    verbose_name = _("Exit strategy")

    def ready(self) -> None:
        from rmp.exits import principle  # noqa: F401
