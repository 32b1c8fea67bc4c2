from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrustConfig(AppConfig):
    name = "assessments.trust"
    label = "assessments_trust"
    verbose_name = _("Trust and mutual benefit")

    def ready(self) -> None:
        from assessments.trust import principle  # noqa: F401
