from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "partnerships.archive"
    label = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from partnerships.practices.registry import register_place

        register_place("archive", _("Archive"), "archive:list", "download")
