from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def load_shipped(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migration the instruments that are shipped are there."""
    from django.apps import apps

    from assessments.shipped import load_instruments

    load_instruments(apps, using)


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"
    verbose_name = _("Relationship assessment")

    def ready(self) -> None:
        from assessments import principle  # noqa: F401

        post_migrate.connect(load_shipped, sender=self)
