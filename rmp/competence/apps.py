from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetenceConfig(AppConfig):
    name = "rmp.competence"
    label = "rmp_competence"
    verbose_name = _("Competence and behaviour")

    def ready(self) -> None:
        from rmp.competence import principle  # noqa: F401
