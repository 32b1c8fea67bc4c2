from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "rmp.knowledge"
    label = "rmp_knowledge"
    verbose_name = _("Information and knowledge")

    def ready(self) -> None:
        from rmp.knowledge import principle  # noqa: F401
