from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    name = "partnerships.lifecycle"
    label = "lifecycle"
    verbose_name = _("Life of a partnership")

    def ready(self) -> None:
        from partnerships.gates import WAIVERS
        from partnerships.lifecycle import receivers  # noqa: F401
        from partnerships.lifecycle.milestones import register_milestones
        from partnerships.lifecycle.services import waived_gates
        from partnerships.practices.registry import register_place

        WAIVERS.append(waived_gates)
        register_milestones("partnership", "created", "moved on", "party added", "party left")
        register_milestones("signature-request", "completed")
        register_milestones("gate-override", "used")
        register_place("life", _("Life"), "lifecycle:life", "calendar")
