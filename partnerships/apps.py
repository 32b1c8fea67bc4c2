from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        from partnerships.characters import stand_at_every_field
        from partnerships.practices.registry import register_place

        stand_at_every_field()
        register_place("overview", _("Overview"), "partnerships:detail", "overview")
        register_place("people", _("People"), "people:list", "people")
        register_place("actions", _("Actions"), "actions:action-list", "actions")
        register_place("signoff", _("Sign-offs"), "signoff:list", "signoff")
        register_place("sharing", _("Sharing"), "records:sharing", "share")
        register_place("history", _("History"), "history:list", "history")
