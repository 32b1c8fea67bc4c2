from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisionsConfig(AppConfig):
    name = "rmp.visions"
    label = "rmp_visions"
    verbose_name = _("Visions and values")

    def ready(self) -> None:
        from rmp.visions import principle  # noqa: F401
