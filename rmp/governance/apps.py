from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "rmp.governance"
    label = "rmp_governance"
    verbose_name = _("Governance and processes")

    def ready(self) -> None:
        from rmp.governance import principle  # noqa: F401
