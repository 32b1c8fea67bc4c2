from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def load_levels(using: str, **kwargs: Any) -> None:
    """Whenever the tables are made, there are levels to choose from."""
    from partnerships.documents.levels import load_house_scheme

    try:
        load_house_scheme(kwargs.get("apps", apps), using)
    except LookupError:  # a step of the migrations at which they do not exist
        return


class DocumentsConfig(AppConfig):
    name = "partnerships.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from partnerships.documents import receivers  # noqa: F401  to hear of changes, it must be loaded
        from partnerships.practices.registry import register_place

        post_migrate.connect(load_levels, sender=self)
        register_place("documents", _("Documents"), "documents:document-list", "file")
