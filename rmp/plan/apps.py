from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "rmp.plan"
    label = "rmp_plan"
    verbose_name = _("Joint plan")

    def ready(self) -> None:
        from rmp.plan import principle  # noqa: F401
