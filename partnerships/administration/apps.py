from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    name = "partnerships.administration"
    label = "administration"
    verbose_name = _("Administration")

    def ready(self) -> None:
        from partnerships.accounts import presence
        from partnerships.administration import receivers  # noqa: F401
        from partnerships.administration.letters import LETTERS
        from partnerships.administration.lost import bar
        from partnerships.outbox.kinds import register_kind

        for kind, build in LETTERS.items():
            register_kind(kind, build)
        presence.BARS.append(bar)
