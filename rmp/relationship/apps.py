from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelationshipConfig(AppConfig):
    name = "rmp.relationship"
    label = "rmp_relationship"
    verbose_name = _("Relationship")

    def ready(self) -> None:
        from rmp.relationship import principle  # noqa: F401
